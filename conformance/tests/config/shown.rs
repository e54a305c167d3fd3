//! `config`: everything that is in force and where it comes from, and no secret.

use serde_json::{Value, json};

use crate::home::Home;

const FILE: &str = "default-target = \"one\"\nproxy = \"http://somebody:hunter2@127.0.0.1:9\"\n[target.one]\nbase-url = \"http://127.0.0.1:9\"\napi-key-command = [\"print\", \"hunter2\"]\nother-api-key-env = \"OTHER_HERE\"\n[target.two]\nbase-url = \"http://somebody:hunter2@127.0.0.1:8\"\n";

#[test]
fn no_secret_is_in_it() {
    let home = Home::with("shown", FILE);
    let variables = [
        ("HOPX_API_KEY", "hunter2-own"),
        ("HOPX_OTHER_API_KEY", "hunter2-other"),
        ("OTHER_HERE", "hunter2-there"),
    ];
    let lines: [&[&str]; 8] = [
        &["--proxy", "somebody:hunter2@127.0.0.1:9"],
        &["--base-url", "//:hunter2@"],
        &[],
        &["--target", "two"],
        &["--no-config"],
        &["--api-key", "hunter2"],
        &[
            "--other-api-key=hunter2",
            "--api-key-command",
            "print hunter2",
        ],
        &["restore", "--target", "two"],
    ];
    for line in lines {
        for format in ["human", "json"] {
            let args = [&["config", "--format", format], line].concat();
            let told = home.hopx_with(&variables, &args);
            assert_eq!(told.code, Some(0), "{told:?}");
            assert!(!told.says("hunter2"), "{line:?}: {told:?}");
            assert!(told.says("hidden"), "{line:?}: {told:?}");
        }
    }
}

#[test]
fn it_tells_where_everything_comes_from() {
    let home = Home::with("shown-origins", FILE);
    let variables = [("OTHER_HERE", "hunter2"), ("HOPX_CONFORMANCE_SETTLE", "1")];
    let args = ["config", "--timeout", "5", "--format", "human"];
    let told = home.hopx_with(&variables, &args);
    let line = |flag: &str| {
        let lines = told
            .out
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>());
        let found = lines.clone().find(|words| words.first() == Some(&flag));
        found
            .unwrap_or_else(|| panic!("{flag} is not in {told:?}"))
            .join(" ")
    };
    assert_eq!(
        line("file"),
        "file hopx-conformance.toml (found here or above)"
    );
    assert_eq!(line("target"), "target one (hopx-conformance.toml:1)");
    assert_eq!(line("timeout"), "timeout 5 flag");
    assert_eq!(
        line("settle"),
        "settle 1 environment variable HOPX_CONFORMANCE_SETTLE"
    );
    assert_eq!(
        line("base-url"),
        "base-url http://127.0.0.1:9 hopx-conformance.toml:4"
    );
    assert_eq!(line("max-pages"), "max-pages 10 default");
    assert_eq!(line("api-key"), "api-key not set default");
    assert_eq!(
        line("other-api-key-env"),
        "other-api-key-env OTHER_HERE (set, hidden) hopx-conformance.toml:6"
    );
}

#[test]
fn in_json_it_is_the_same() {
    let home = Home::with("shown-json", FILE);
    let config = home.config(&[("HOPX_API_KEY", "hunter2")], &["--sandbox", "a"]);
    assert_eq!(config["command"], "run");
    assert_eq!(
        config["target"],
        json!({ "name": "one", "origin": { "kind": "file", "place": "hopx-conformance.toml:1" } })
    );
    assert_eq!(config["remarks"].as_array().map(Vec::len), Some(1));
    let settings = config["settings"].as_array().expect("a list");
    let of = |flag: &str| settings.iter().find(|setting| setting["flag"] == flag);
    assert_eq!(
        of("--sandbox"),
        Some(&json!({
            "flag": "--sandbox",
            "name": "sandboxes",
            "variable": "HOPX_CONFORMANCE_SANDBOX",
            "value": ["a"],
            "hidden": false,
            "origin": { "kind": "flag" },
        }))
    );
    // Not in force, since the target has its own.
    let key = of("--api-key").expect("the key");
    assert_eq!(
        (&key["value"], &key["hidden"]),
        (&Value::Null, &json!(false))
    );
}

#[test]
fn it_tells_of_every_flag_of_every_command() {
    let home = Home::empty("shown-all");
    let commands = hopx_conformance::cmd::command();
    for command in hopx_conformance::config::settable(&commands) {
        // It is needed by one of them, and taken by those that select something.
        let line = [command.get_name(), "some"];
        let line = if command.get_name() == "judge" {
            &line[..]
        } else {
            &line[..1]
        };
        let config = home.config(&[], line);
        let settings = config["settings"].as_array().expect("a list").len();
        let flags = command
            .get_arguments()
            .filter(|arg| arg.get_long().is_some());
        let of_configuration =
            match ["run", "judge", "explore", "restore"].contains(&command.get_name()) {
                true => 3,
                false => 2,
            };
        assert_eq!(
            settings + of_configuration,
            flags.count(),
            "{}",
            command.get_name()
        );
    }
}

#[test]
fn its_own_format_and_that_of_a_run_are_told_apart() {
    let home = Home::empty("shown-format");
    let told = home.hopx(&["config", "--max-pages", "3", "--format=json"]);
    assert!(told.out.starts_with('{'), "{told:?}");
    let (value, _) = home.setting(&[], &["run", "--format", "github"], "--format");
    assert_eq!(value, "github");
    home.hopx(&["config", "--max-pages", "3", "--format", "github"])
        .refused(&["human or json", "config run --format"]);
}
