//! A command line by itself, before anything else has a say.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{BoolishValueParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::error::ConfigError;
use super::find::find;
use super::in_force::Origin;
use super::setting::{Setting, name_of, settable};
use super::target::Wanted;

/// A command line, as it stands.
pub(super) struct Asked<'a> {
    pub(super) name: &'a str,
    pub(super) command: &'a Command,
    matches: &'a ArgMatches,
    pub(super) settings: Vec<Setting<'a>>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(root: &'a Command, plain: &'a ArgMatches) -> Self {
        let named = plain.subcommand();
        let named = named.and_then(|(name, matches)| Some((root.find_subcommand(name)?, matches)));
        let (command, matches) = named.unwrap_or((root, plain));
        Asked {
            name: name_of(command),
            command,
            matches,
            settings: Setting::all(command).collect(),
        }
    }

    pub(super) fn reads_file(&self, root: &Command) -> bool {
        settable(root).any(|command| name_of(command) == self.name)
    }

    /// The file, and how it was found.
    pub(super) fn file(&self) -> Result<Option<(PathBuf, Origin)>, ConfigError> {
        let none = |word: &OsStr| {
            let parser = BoolishValueParser::new();
            parser.parse_ref(self.command, None, word).unwrap_or(true)
        };
        let (file, no_file) = (self.setting("config"), self.setting("no-config"));
        let flags = (self.on_line("config"), self.on_line("no-config"));
        let variables = (
            file.and_then(|setting| environment(&setting)),
            no_file
                .and_then(|setting| environment(&setting))
                .filter(|(_, word)| none(word)),
        );
        match (flags, variables) {
            ((true, true), _) => Err(ConfigError::new(
                "--config names a file, and --no-config says that none is read",
                "leave one of the two out",
            )),
            ((true, false), _) => {
                let file = self.matches.get_one::<PathBuf>("config");
                Ok(file.map(|file| (file.clone(), Origin::Flag)))
            }
            ((false, true), _) | (_, (None, Some(_))) => Ok(None),
            (_, (Some((one, _)), Some((other, _)))) => Err(ConfigError::new(
                format!("{one} names a file, and {other} says that none is read"),
                "unset one of the two",
            )),
            (_, (Some((variable, file)), None)) => {
                Ok(Some((file.into(), Origin::Variable(variable))))
            }
            (_, (None, None)) => Ok(find().map(|file| (file, Origin::Default))),
        }
    }

    pub(super) fn wanted(&self) -> Wanted {
        Wanted {
            target: self.said("target"),
            base_url: self.said("base-url"),
            // What a run has left anywhere is to be found, unless somebody asks for less.
            by_default: self.name != "restore" && self.setting("target").is_some(),
        }
    }

    /// What is said outside of the file.
    fn said(&self, long: &str) -> Option<(OsString, Origin)> {
        let setting = self.setting(long)?;
        if self.on_line(long) {
            let id = setting.arg.get_id().as_str();
            let value = self.matches.get_raw(id)?.next()?;
            return Some((value.to_owned(), Origin::Flag));
        }
        let (variable, value) = environment(&setting)?;
        Some((value, Origin::Variable(variable)))
    }

    fn setting(&self, long: &str) -> Option<Setting<'a>> {
        let mut settings = self.settings.iter().copied();
        settings.find(|setting| setting.long() == long)
    }

    pub(super) fn on_line(&self, long: &str) -> bool {
        self.setting(long).is_some_and(|setting| {
            let id = setting.arg.get_id().as_str();
            self.matches.value_source(id) == Some(ValueSource::CommandLine)
        })
    }
}

/// What the environment says of a setting, with the name of the variable. One that is empty says
/// nothing, but for those that must not be lost.
pub(super) fn environment(setting: &Setting<'_>) -> Option<(String, OsString)> {
    let variable = setting.variable()?;
    let value = std::env::var_os(&variable)?;
    let counts_when_empty = ["base-url", "api-key", "other-api-key"].contains(&setting.long());
    (counts_when_empty || !value.is_empty()).then_some((variable, value))
}
