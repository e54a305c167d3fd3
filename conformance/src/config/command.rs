//! The command line, completed by what every flag has: a variable, and a way to say no.

use std::path::PathBuf;

use clap::builder::{BoolishValueParser, Resettable};
use clap::{Arg, ArgAction, Command, value_parser};

use super::setting::{Kind, Setting, name_of};

/// Commands that read the file.
const WITH_FILE: [&str; 9] = [
    "run",
    "judge",
    "explore",
    "restore",
    "list",
    "claims",
    "self-test",
    "mock",
    "config",
];
/// Commands to which a target says something.
const WITH_TARGET: [&str; 5] = ["run", "judge", "explore", "restore", "config"];

/// Gives every flag its variable, and every command that reads the file the flags for it.
pub(crate) fn with_settings(root: Command) -> Command {
    equipped(root).mut_subcommands(equipped)
}

/// The same command line, deaf to the environment.
pub(super) fn without_environment(root: Command) -> Command {
    let deaf = |command: Command| command.mut_args(|arg| arg.env(Resettable::Reset));
    deaf(root).mut_subcommands(deaf)
}

fn equipped(command: Command) -> Command {
    let name = name_of(&command).to_owned();
    let command = match WITH_FILE.contains(&name.as_str()) {
        true => command.args(file_args()),
        false => command,
    };
    let command = match WITH_TARGET.contains(&name.as_str()) {
        true => command.arg(target_arg()),
        false => command,
    };
    command.mut_args(|arg| prepared(&name, arg))
}

fn prepared(command: &str, arg: Arg) -> Arg {
    let Some(setting) = Setting::of(command, &arg) else {
        return arg;
    };
    let (kind, lasting, variable) = (setting.kind(), setting.is_in_file(), setting.variable());
    let arg = match (kind, lasting) {
        (Kind::Switch, true) => switch(arg),
        (Kind::Switch, false) => arg.value_parser(BoolishValueParser::new()),
        _ => arg,
    };
    match variable {
        Some(variable) => arg.env(variable).hide_env_values(true),
        None => arg,
    }
}

/// What may be on in the file can be switched off by its flag.
fn switch(arg: Arg) -> Arg {
    arg.action(ArgAction::Set)
        .value_name("BOOL")
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("true")
        .default_value("false")
        .value_parser(BoolishValueParser::new())
        .hide_default_value(true)
        .hide_possible_values(true)
}

fn file_args() -> [Arg; 2] {
    [
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help_heading("Configuration")
            .help("File with settings and targets [default: hopx-conformance.toml, looked for from here up to the root of the repository]"),
        Arg::new("no_config")
            .long("no-config")
            .action(ArgAction::SetTrue)
            .help_heading("Configuration")
            .help("Read no file with settings"),
    ]
}

fn target_arg() -> Arg {
    Arg::new("target")
        .long("target")
        .value_name("NAME")
        .value_parser(value_parser!(String))
        .help_heading("Configuration")
        .help("Target of that file: its base URL, keys, sandboxes and settings")
}
