//! A setting: a flag, its variable, and its name in the file.

use std::any::TypeId;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, ArgAction, Command};

/// Commands that call or judge a server. What they have in common is set once for all of them.
const OF_A_SERVER: [&str; 4] = ["run", "judge", "explore", "restore"];
/// Heading of the flags that say which contract and scenarios are meant: alike everywhere.
const CONTRACT: &str = "Contract";
/// Flags that say what is done this once. They are in no file.
const DEEDS: [&str; 5] = ["dry-run", "update", "write", "forget", "list-twins"];
/// Commands that have no table in the file, where `claims` is a file with claims: they look
/// something up, and share with others what says in which contract.
const WITHOUT_TABLE: [&str; 2] = ["list", "claims"];
/// Flags that say where settings come from.
pub(super) const CONFIGURATION: [&str; 3] = ["config", "no-config", "target"];
/// Flags that hold a key themselves.
pub(super) const KEYS: [&str; 2] = ["api-key", "other-api-key"];
/// What belongs to one server, and so to a target.
const OF_A_TARGET: [&str; 8] = [
    "base-url",
    "sandbox",
    "api-key-env",
    "api-key-file",
    "api-key-command",
    "other-api-key-env",
    "other-api-key-file",
    "other-api-key-command",
];
/// Variables that are older than the rule, or that other programs read too.
const OTHERWISE_NAMED: [(&str, &str); 4] = [
    ("base-url", "HOPX_BASE_URL"),
    ("api-key", "HOPX_API_KEY"),
    ("other-api-key", "HOPX_OTHER_API_KEY"),
    ("journal-dir", "HOPX_JOURNAL_DIR"),
];

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Switch,
    /// A whole number.
    Whole,
    /// A number of seconds.
    Seconds,
    /// Text, or one of a choice of words.
    Text,
    /// A file or a folder.
    Path,
    /// A program with its arguments.
    Words,
    /// Any number of texts.
    Texts,
    /// Any number of files, each behind what is written to it.
    Files,
}

/// A flag of a command, seen as a setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'c> {
    /// The command; `run` where none is named.
    pub command: &'c str,
    /// Its definition.
    pub arg: &'c Arg,
    /// The flag, without its dashes.
    long: &'c str,
}

impl<'c> Setting<'c> {
    /// A flag as a setting. None for what is no flag.
    pub fn of(command: &'c str, arg: &'c Arg) -> Option<Self> {
        let long = arg.get_long()?;
        let every_command_has_it = ["help", "version"].contains(&long);
        (!every_command_has_it).then_some(Setting { command, arg, long })
    }

    /// All of a command.
    pub fn all(command: &'c Command) -> impl Iterator<Item = Setting<'c>> {
        let name = name_of(command);
        let args = command.get_arguments();
        args.filter_map(move |arg| Setting::of(name, arg))
    }

    /// The flag, without its dashes.
    pub fn long(&self) -> &'c str {
        self.long
    }

    /// The flag.
    pub fn flag(&self) -> String {
        format!("--{}", self.long)
    }

    /// Its name in the file: that of the flag, in the plural where it may be repeated.
    pub fn name(&self) -> String {
        match (self.kind(), self.long) {
            (Kind::Texts | Kind::Files, long) if long.ends_with('x') => format!("{long}es"),
            (Kind::Texts | Kind::Files, long) => format!("{long}s"),
            (_, long) => long.to_owned(),
        }
    }

    /// Its variable. What names the sandboxes that a command gives up or puts back is said
    /// where it is done, and has none.
    pub fn variable(&self) -> Option<String> {
        if self.command == "restore" && ["forget", "sandbox"].contains(&self.long) {
            return None;
        }
        let otherwise = OTHERWISE_NAMED.iter().find(|(long, _)| *long == self.long);
        Some(match otherwise {
            Some((_, variable)) => (*variable).to_owned(),
            None if self.is_shared() => named(&[self.long]),
            None => named(&[self.command, self.long]),
        })
    }

    /// What values it takes.
    pub fn kind(&self) -> Kind {
        let is = |type_id: TypeId| self.arg.get_value_parser().type_id() == type_id;
        let whole = [
            TypeId::of::<u8>(),
            TypeId::of::<u16>(),
            TypeId::of::<u32>(),
            TypeId::of::<u64>(),
            TypeId::of::<usize>(),
            TypeId::of::<NonZero<usize>>(),
        ];
        let several = matches!(self.arg.get_action(), ArgAction::Append);
        match () {
            () if several && self.value_name() == "KIND=FILE" => Kind::Files,
            () if several => Kind::Texts,
            () if is(TypeId::of::<bool>()) => Kind::Switch,
            () if is(TypeId::of::<Duration>()) => Kind::Seconds,
            () if is(TypeId::of::<PathBuf>()) => Kind::Path,
            () if self.value_name() == "COMMAND" => Kind::Words,
            () if whole.into_iter().any(is) => Kind::Whole,
            () => Kind::Text,
        }
    }

    /// Whether it may be set in the file.
    pub fn is_in_file(&self) -> bool {
        let elsewhere = DEEDS.iter().chain(&CONFIGURATION).chain(&KEYS);
        let named_where_it_is_done = self.command == "restore" && self.long == "sandbox";
        let has_no_table = WITHOUT_TABLE.contains(&self.command) && !self.is_shared();
        let is_elsewhere = elsewhere.into_iter().any(|long| *long == self.long);
        !is_elsewhere && !named_where_it_is_done && !has_no_table
    }

    /// Whether it is set in the file for a target only.
    pub fn is_of_target(&self) -> bool {
        self.is_shared() && OF_A_TARGET.contains(&self.long)
    }

    /// Whether it means the same to every command that has it, and is set for all at once.
    pub fn is_shared(&self) -> bool {
        OF_A_SERVER.contains(&self.command)
            || self.arg.get_help_heading() == Some(CONTRACT)
            || CONFIGURATION.contains(&self.long)
    }

    /// Whether it says what a key is, or where one is found.
    pub fn is_about_keys(&self) -> bool {
        KEYS.contains(&self.long) || KeySide::of(self.long).is_some()
    }

    /// Whose key it is about.
    pub(super) fn side(&self) -> Option<KeySide> {
        KeySide::of(self.long)
    }

    /// Whether its value is a key.
    pub fn is_secret(&self) -> bool {
        KEYS.contains(&self.long)
    }

    fn value_name(&self) -> &str {
        let names = self.arg.get_value_names().unwrap_or_default();
        names.first().map_or("", |name| name.as_str())
    }
}

/// Whose key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeySide {
    /// That of the run.
    Own,
    /// That of another organisation.
    Other,
}

impl KeySide {
    fn of(long: &str) -> Option<Self> {
        let (side, rest) = match long.strip_prefix("other-") {
            Some(rest) => (KeySide::Other, rest),
            None => (KeySide::Own, long),
        };
        let is = ["api-key", "api-key-env", "api-key-file", "api-key-command"].contains(&rest);
        is.then_some(side)
    }
}

/// The commands that have a table in the file.
pub(super) fn with_table(root: &Command) -> impl Iterator<Item = &Command> {
    let has_table = |command: &&Command| !WITHOUT_TABLE.contains(&name_of(command));
    settable(root).filter(has_table)
}

/// The commands that settings of the file are for.
pub fn settable(root: &Command) -> impl Iterator<Item = &Command> {
    let has_config = |command: &&Command| {
        let mut args = command.get_arguments();
        args.any(|arg| arg.get_long() == Some("config"))
    };
    let of_its_own = |command: &&Command| name_of(command) != "config";
    root.get_subcommands().filter(has_config).filter(of_its_own)
}

/// The name of a command, where the main one is `run`.
pub(super) fn name_of(command: &Command) -> &str {
    match command.get_name() {
        "hopx-conformance" => "run",
        name => name,
    }
}

/// The variable for some words.
fn named(words: &[&str]) -> String {
    let words = words
        .iter()
        .map(|word| word.to_uppercase().replace('-', "_"));
    let words: Vec<String> = words.collect();
    format!("HOPX_CONFORMANCE_{}", words.join("_"))
}
