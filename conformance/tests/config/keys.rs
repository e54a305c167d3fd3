//! Keys from variables, files and commands: what is read, and that none is ever shown.

use std::time::{Duration, Instant};

use hopx_mock::Mock;

use crate::binary::{SOME_KEY, Told};
use crate::door::Server;
use crate::home::Home;

const NOBODY: &str = "http://127.0.0.1:9";

/// A run of one scenario that needs the key.
fn run(home: &Home, server: &Server, args: &[&str]) -> Told {
    let base_url = server.base_url();
    let args = [&["auth/bearer", "--base-url", &base_url], args].concat();
    let told = home.hopx_with(&[("KEY_HERE", server.api_key())], &args);
    assert!(!told.says(server.api_key()), "{told:?}");
    told
}

/// What is said of a key that cannot be had. Nobody is called.
fn refused(home: &Home, args: &[&str]) -> Told {
    let args = [&["--base-url", NOBODY], args].concat();
    let told = home.hopx(&args);
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(!told.says("hunter2"), "{told:?}");
    told
}

#[test]
fn a_key_comes_from_a_variable_a_file_or_a_command() {
    let (server, home) = (Server::start(Mock::builder()), Home::empty("keys"));
    let key = server.api_key();
    for (number, end) in ["", "\n", "\r\n", "\n\n"].iter().enumerate() {
        let file = home.write(&format!("key-{number}"), &format!("{key}{end}"));
        run(&home, &server, &["--api-key-file", &file]).ended(0, &["auth/bearer"]);
        let command = format!("cat '{file}'");
        run(&home, &server, &["--api-key-command", &command]).ended(0, &["auth/bearer"]);
    }
    run(&home, &server, &["--api-key-env", "KEY_HERE"]).ended(0, &["auth/bearer"]);
}

#[test]
fn a_key_of_a_target_comes_from_the_same_and_paths_are_relative_to_the_file() {
    let (server, home) = (Server::start(Mock::builder()), Home::empty("keys-target"));
    home.write("settings/keys/own", &format!("{}\n", server.api_key()));
    home.write("settings/keys/other", server.other_api_key());
    home.write("settings/print", "#!/bin/sh\ncat settings/keys/\"$1\"\n");
    let print = home.dir().join("settings/print");
    make_executable(&print);
    for (own, other) in [
        (
            "api-key-file = \"keys/own\"",
            "other-api-key-file = \"keys/other\"",
        ),
        (
            "api-key-command = [\"./print\", \"own\"]",
            "other-api-key-command = [\"./print\", \"other\"]",
        ),
        (
            "api-key-command = [\"cat\", \"settings/keys/own\"]",
            "other-api-key-env = \"OTHER_HERE\"",
        ),
    ] {
        let base_url = server.base_url();
        home.write(
            "settings/hopx.toml",
            &format!("[target.t]\nbase-url = \"{base_url}\"\n{own}\n{other}\n"),
        );
        let args = [
            "list/other-organisation",
            "--config",
            "settings/hopx.toml",
            "--target",
            "t",
        ];
        let told = home.hopx_with(&[("OTHER_HERE", server.other_api_key())], &args);
        told.ended(0, &["1 passed"]);
    }
}

fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, executable).expect("a program");
}

#[test]
fn a_command_is_run_without_a_shell() {
    let (server, home) = (Server::start(Mock::builder()), Home::empty("keys-shell"));
    let file = home.write("a key; touch here", server.api_key());
    let command = format!("cat '{file}'");
    run(&home, &server, &["--api-key-command", &command]).ended(0, &[]);
    let told = refused(&home, &["--api-key-command", "cat /nowhere; touch here"]);
    told.refused(&["`cat`", "ended with 1"]);
    assert!(!home.dir().join("here").exists());
}

#[test]
fn a_command_that_fails_is_named_with_how_it_ended_and_not_with_what_it_said() {
    let home = Home::empty("keys-failing");
    let ended = |command: &str, words: &[&str]| {
        refused(&home, &["--api-key-command", command]).refused(words);
    };
    ended(
        "sh -c 'echo hunter2; echo hunter2 >&2; exit 7'",
        &["`sh`", "ended with 7"],
    );
    ended("sh -c 'echo hunter2; kill -9 $$'", &["`sh`", "signal: 9"]);
    ended(
        "no-such-program-here hunter2",
        &["`no-such-program-here`", "cannot be started"],
    );
    ended("sh -c 'exit 0'", &["what `sh` prints", "is empty"]);
    ended(
        "printf 'hunter2 and\\n'",
        &["what `printf` prints", "cannot go into a header"],
    );
    ended("printf 'hunter2\\nsecond\\n'", &["cannot go into a header"]);
    ended(
        "printf 'hunter2\\377'",
        &["what `printf` prints", "is not text"],
    );
    ended("'unfinished", &["not quoted as it should be"]);
    ended("", &["names no program"]);
}

#[test]
fn a_command_that_does_not_end_is_ended() {
    let home = Home::empty("keys-hanging");
    let begun = Instant::now();
    let args = [
        "--api-key-command",
        "sh -c 'echo hunter2; sleep 600'",
        "--key-timeout",
        "0.05",
    ];
    refused(&home, &args).refused(&["`sh`", "0.05 s", "--key-timeout"]);
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_file_without_a_key_is_named() {
    let home = Home::empty("keys-file");
    let empty = home.write("empty", "\n");
    let words = home.write("words", "hunter2 and\n");
    refused(&home, &["--api-key-file", "nowhere"]).refused(&["nowhere", "cannot be read"]);
    refused(&home, &["--api-key-file", "."]).refused(&["cannot be read"]);
    refused(&home, &["--api-key-file", &empty]).refused(&[&empty, "is empty"]);
    refused(&home, &["--api-key-file", &words]).refused(&[&words, "cannot go into a header"]);
    refused(&home, &["--api-key-file", "/dev/zero"]).refused(&["cannot go into a header"]);
}

#[test]
fn a_variable_without_a_key_is_named() {
    let home = Home::empty("keys-variable");
    refused(&home, &["--api-key-env", "KEY_NOWHERE"]).refused(&["KEY_NOWHERE", "is not set"]);
    let args = ["--base-url", NOBODY, "--api-key-env", "KEY_HERE"];
    home.hopx_with(&[("KEY_HERE", "")], &args)
        .refused(&["KEY_HERE", "is empty"]);
}

#[test]
fn several_places_for_one_key_are_refused() {
    let home = Home::empty("keys-several");
    refused(&home, &["--api-key-env", "A", "--api-key-file", "b"]).refused(&[
        "api-key-env",
        "api-key-file",
        "leave one",
    ]);
    let variables = [
        ("HOPX_API_KEY", SOME_KEY),
        ("HOPX_CONFORMANCE_API_KEY_FILE", "b"),
    ];
    let told = home.hopx_with(&variables, &["--base-url", NOBODY]);
    told.refused(&["HOPX_API_KEY", "api-key-file"]);
    // What the command line says goes before both.
    let (server, variables) = (Server::start(Mock::builder()), [variables[1]]);
    let file = home.write("key", server.api_key());
    let base_url = server.base_url();
    let args = [
        "auth/bearer",
        "--base-url",
        &base_url,
        "--api-key-file",
        &file,
    ];
    home.hopx_with(&variables, &args).ended(0, &[]);
}

#[test]
fn no_key_is_fetched_where_nobody_is_called() {
    let base_url = NOBODY;
    let home = Home::with(
        "keys-unfetched",
        &format!(
            "default-target = \"t\"\n[target.t]\nbase-url = \"{base_url}\"\napi-key-command = [\"touch\", \"fetched\"]\nother-api-key-command = [\"touch\", \"fetched\"]\n"
        ),
    );
    home.hopx(&["--dry-run"])
        .ended(0, &["with a key of another organisation"]);
    home.hopx(&["config"])
        .ended(0, &["touch (its arguments are hidden)"]);
    home.hopx(&["list"]).ended(0, &[]);
    let told = home.hopx(&["--sandbox", ".."]);
    told.ended(2, &["is no sandbox id"]);
    let wrong = home.hopx(&["--proxy", "::"]);
    wrong.ended(2, &["mend: "]);
    assert!(!home.dir().join("fetched").exists());
    home.hopx(&[])
        .ended(2, &["what `touch` prints", "is empty"]);
    assert!(home.dir().join("fetched").exists());
}
