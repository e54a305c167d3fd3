//! Completions, manual pages and help: for every command, and read by what they are for.

use std::fs;
use std::process::Command;

use crate::home::Home;

/// The names of all commands.
fn commands() -> Vec<String> {
    let root = hopx_conformance::cmd::command();
    let names = root
        .get_subcommands()
        .map(|command| command.get_name().to_owned());
    names.collect()
}

/// The words of all commands, those of commands too.
fn words() -> Vec<Vec<String>> {
    fn of(command: &clap::Command, before: &[String], found: &mut Vec<Vec<String>>) {
        for command in command.get_subcommands() {
            let words = [before, &[command.get_name().to_owned()]].concat();
            of(command, &words, found);
            found.push(words);
        }
    }
    let mut found = Vec::new();
    of(&hopx_conformance::cmd::command(), &[], &mut found);
    found
}

/// Runs a program that may not be there; None if it is not.
fn output(program: &str, args: &[&str]) -> Option<std::process::Output> {
    match Command::new(program).args(args).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{program} is not on this machine: not tried");
            None
        }
        Err(error) => panic!("{program}: {error}"),
    }
}

#[test]
fn completions_tell_of_every_command_in_every_shell() {
    let home = Home::empty("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let told = home.hopx(&["completions", shell]);
        assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{shell}");
        for command in commands() {
            assert!(told.out.contains(&command), "{command} in {shell}");
        }
        for flag in ["target", "api-key-command"] {
            assert!(told.out.contains(flag), "{flag} in {shell}");
        }
    }
}

/// What a shell offers, or that it takes the script at least.
#[test]
fn completions_load_in_the_shells_that_are_there() {
    let home = Home::empty("completions-load");
    let script = |shell: &str| home.write(shell, &home.hopx(&["completions", shell]).out);
    let bash = format!(
        "source '{}' && COMP_WORDS=(hopx-conformance jud) COMP_CWORD=1 && _hopx__conformance hopx-conformance jud hopx-conformance && echo \"${{COMPREPLY[*]}}\"",
        script("bash")
    );
    if let Some(output) = output("bash", &["--norc", "-c", &bash]) {
        let offered = String::from_utf8_lossy(&output.stdout);
        assert_eq!(offered.trim(), "judge", "{output:?}");
    }
    let zsh = format!(
        "autoload -U compinit && compinit -D -u && source '{}' && which _hopx-conformance",
        script("zsh")
    );
    if let Some(output) = output("zsh", &["-f", "-c", &zsh]) {
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{output:?}"
        );
    }
    let fish = format!(
        "source '{}'; complete -C 'hopx-conformance jud'",
        script("fish")
    );
    if let Some(output) = output("fish", &["--no-config", "-c", &fish]) {
        assert!(output.stdout.starts_with(b"judge"), "{output:?}");
    }
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let home = Home::empty("man");
    let out = home.dir().join("share/man1");
    let told = home.hopx(&["man", "--out", "share/man1"]);
    assert_eq!((told.code, told.out.as_str()), (Some(0), ""), "{told:?}");
    let mut pages: Vec<String> = words()
        .iter()
        .map(|words| format!("hopx-conformance-{}.1", words.join("-")))
        .collect();
    assert!(pages.contains(&"hopx-conformance-spec-diff.1".to_owned()));
    pages.push("hopx-conformance.1".to_owned());
    pages.sort();
    let entries = fs::read_dir(&out).expect("the folder").flatten();
    let mut written: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    written.sort();
    assert_eq!(written, pages);
    for page in pages {
        let path = out.join(&page);
        let text = fs::read_to_string(&path).expect("a page");
        assert!(
            text.contains(".SH NAME") && text.contains(".SH OPTIONS"),
            "{page}"
        );
        // The third word is a date: what comes after it says whose page it is.
        assert!(text.contains(".TH hopx-conformance"), "{page}");
        assert!(text.contains(" 1 \" \" \"hopx-conformance 0"), "{page}");
        assert!(
            !text.contains("\\-help(1)"),
            "a page that there is not: {page}"
        );
        let path = path.to_str().expect("a path");
        // Warnings of the formatter go to its standard error.
        if let Some(output) = output("groff", &["-man", "-Tutf8", "-ww", path]) {
            assert!(
                output.status.success() && output.stderr.is_empty(),
                "{output:?}"
            );
        }
        if let Some(output) = output("mandoc", &["-Tlint", "-Werror", path]) {
            assert!(output.status.success(), "{output:?}");
        }
    }
    let run = home.hopx(&["man", "run"]);
    assert_eq!(
        run.out,
        fs::read_to_string(out.join("hopx-conformance-run.1")).expect("a page")
    );
    let diff = home.hopx(&["man", "spec", "diff"]);
    assert_eq!(
        diff.out,
        fs::read_to_string(out.join("hopx-conformance-spec-diff.1")).expect("a page")
    );
    home.hopx(&["man", "spec", "dif"])
        .refused(&["`spec dif`", "the nearest is `spec diff`"]);
    let root = home.hopx(&["man"]);
    assert_eq!(
        root.out,
        fs::read_to_string(out.join("hopx-conformance.1")).expect("a page")
    );
}

#[test]
fn a_folder_for_manual_pages_that_cannot_be_made() {
    let home = Home::empty("man-none");
    home.write("taken", "a file");
    home.hopx(&["man", "--out", "taken"])
        .refused(&["taken", "mend: name a folder"]);
}

#[test]
fn the_long_help_has_examples_variables_and_groups() {
    let home = Home::empty("help");
    for command in [
        "run",
        "judge",
        "explore",
        "mock",
        "restore",
        "self-test",
        "config",
    ] {
        let long = home.hopx(&[command, "--help"]);
        long.ended(
            0,
            &[
                "Example",
                &format!("hopx-conformance {command}"),
                "[env: HOPX_CONFORMANCE_",
            ],
        );
        let short = home.hopx(&[command, "-h"]);
        assert_eq!(short.code, Some(0), "{short:?}");
        assert!(
            short.out.lines().count() < long.out.lines().count(),
            "{command}"
        );
        assert!(!short.says("[env: "), "{command}");
    }
    let long = home.hopx(&["--help"]);
    for group in [
        "Contract:",
        "Target:",
        "Keys:",
        "Judging:",
        "Reports:",
        "Pacing:",
        "Recording:",
        "Configuration:",
    ] {
        assert!(long.out.contains(&format!("\n{group}\n")), "{group}");
    }
    assert!(long.says("[env: HOPX_BASE_URL]") && long.says("[env: HOPX_API_KEY]"));
}

#[test]
fn help_shows_no_key() {
    let home = Home::empty("help-key");
    for args in [
        &["--help"][..],
        &["-h"],
        &["help", "run"],
        &["restore", "--help"],
    ] {
        let told = home.hopx_with(
            &[("HOPX_API_KEY", "hunter2"), ("HOPX_BASE_URL", "hunter2")],
            args,
        );
        told.ended(0, &["Usage"]);
        assert!(!told.says("hunter2"), "{told:?}");
    }
}

#[test]
fn every_flag_has_a_variable_of_its_own() {
    use hopx_conformance::config::Setting;
    let root = hopx_conformance::cmd::command();
    let mut named = std::collections::BTreeMap::new();
    let commands = std::iter::once(&root).chain(root.get_subcommands());
    for setting in commands.flat_map(Setting::all) {
        let nameless =
            ["forget", "sandbox"].contains(&setting.long()) && setting.command == "restore";
        let Some(variable) = setting.variable() else {
            assert!(
                nameless,
                "{} of {} has none",
                setting.flag(),
                setting.command
            );
            continue;
        };
        assert!(variable.starts_with("HOPX_"), "{variable}");
        let meaning = (setting.long().to_owned(), setting.kind());
        let before = named
            .entry(variable.clone())
            .or_insert_with(|| meaning.clone());
        assert_eq!(*before, meaning, "{variable} means two things");
    }
    assert!(named.len() > 50, "{}", named.len());
}
