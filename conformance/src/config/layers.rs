//! From a command line to settings: flags over environment over file over defaults.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use super::asked::{Asked, environment};
use super::checked::check;
use super::command::without_environment;
use super::error::ConfigError;
use super::file::ConfigFile;
use super::in_force::{InForce, Origin, Shown, without_secrets};
use super::section::{Entry, Section};
use super::setting::{CONFIGURATION, KEYS, KeySide, Kind, Setting};
use super::target::{Chosen, choose};

/// What separates the values of a variable that has several.
const BETWEEN: char = ',';

/// A command line with everything that holds for it.
#[derive(Debug)]
pub struct Settled {
    /// As clap reads it, with what the environment and the file add.
    pub matches: ArgMatches,
    /// What is in force.
    pub in_force: InForce,
}

/// Reads a command line, and whatever of the environment and the file it leaves open.
///
/// # Errors
///
/// Whatever is wrong with any of the three. Nothing has been sent by then.
pub fn settle(root: &Command, words: &[OsString]) -> Result<Settled, ConfigError> {
    let plain = without_environment(root.clone()).try_get_matches_from(words);
    let plain = plain.map_err(|error| explained(error, root, words))?;
    let asked = Asked::of(root, &plain);
    let reads_file = asked.reads_file(root);
    let found = match reads_file {
        true => asked.file()?,
        false => None,
    };
    let file = match &found {
        Some((path, _)) => Some(ConfigFile::load(path, root)?),
        None => None,
    };
    let target = match reads_file {
        true => choose(asked.wanted(), file.as_ref())?,
        false => None,
    };
    let layers = Layers {
        asked: &asked,
        file: file.as_ref(),
        target: target.as_ref(),
    };
    let settings = layers.decide()?;
    let matches = layers.read(root, words, &settings)?;
    let in_force = InForce {
        command: asked.name.to_owned(),
        file: found.map(|(path, origin)| (path.display().to_string(), origin)),
        target: target
            .as_ref()
            .map(|chosen| (chosen.name.clone(), chosen.origin.clone())),
        settings: layers.shown(&matches, &settings),
        remarks: layers.remarks(),
    };
    Ok(Settled { matches, in_force })
}

/// Help that tells of the variables too; any other error as it is.
fn explained(error: clap::Error, root: &Command, words: &[OsString]) -> ConfigError {
    let short = words.iter().any(|word| word == "-h");
    let full = match error.kind() == ErrorKind::DisplayHelp && !short {
        true => root.clone().try_get_matches_from(words).err(),
        false => None,
    };
    ConfigError::Line(Box::new(full.unwrap_or(error)))
}

/// A value that a layer has for a setting.
#[derive(Debug)]
struct Layer {
    origin: Origin,
    /// Of the file.
    values: Vec<OsString>,
}

/// What the layers below the command line have to say of it.
struct Layers<'l> {
    asked: &'l Asked<'l>,
    file: Option<&'l ConfigFile>,
    target: Option<&'l Chosen<'l>>,
}

impl<'l> Layers<'l> {
    /// The values below the command line that are in force, by the ids of the flags.
    fn decide(&self) -> Result<BTreeMap<&'l str, Layer>, ConfigError> {
        let mut layers = BTreeMap::new();
        for setting in &self.asked.settings {
            if self.asked.on_line(setting.long()) || self.is_settled_by_another(setting) {
                continue;
            }
            let of_environment = environment(setting).filter(|_| !self.keeps_out(setting));
            let layer = match (of_environment, self.entry(setting)) {
                (Some((variable, value)), _) => {
                    checked(setting, &variable, &value)?;
                    Layer {
                        origin: Origin::Variable(variable),
                        values: Vec::new(),
                    }
                }
                (None, Some(entry)) => Layer {
                    origin: Origin::File(entry.place.clone()),
                    values: entry.values.clone(),
                },
                (None, None) => continue,
            };
            layers.insert(setting.arg.get_id().as_str(), layer);
        }
        Ok(layers)
    }

    /// Whether the command line says in another way where that key is.
    fn is_settled_by_another(&self, setting: &Setting<'_>) -> bool {
        let of_side = |side: KeySide| {
            let mut others = self.asked.settings.iter();
            others.any(|other| other.side() == Some(side) && self.asked.on_line(other.long()))
        };
        setting.side().is_some_and(of_side)
    }

    /// Whether the target keeps what the environment says out: a target that says where its
    /// keys are is called with these, and not with what is in the environment for another.
    fn keeps_out(&self, setting: &Setting<'_>) -> bool {
        let has_keys = |target: &Chosen<'_>| {
            let mut names = target.section.keys();
            names.any(|long| long.contains("api-key-"))
        };
        setting.is_about_keys() && self.target.is_some_and(has_keys)
    }

    /// What the file says: of the target before the command, of the command before all.
    fn entry(&self, setting: &Setting<'_>) -> Option<&'l Entry> {
        if !setting.is_in_file() {
            return None;
        }
        let file = self.file?;
        let target = self.target.map(|target| target.section);
        let command = file.commands.get(self.asked.name);
        let shared: fn(Option<&'l Section>, bool) -> Option<&'l Section> =
            |section, shared| section.filter(|_| shared);
        let sections = [
            shared(target, setting.is_shared()),
            command,
            shared(Some(&file.everywhere), setting.is_shared()),
        ];
        let mut sections = sections.into_iter().flatten();
        sections.find_map(|section| section.get(setting.long()))
    }

    /// The command line again, with what is in force below it.
    fn read(
        &self,
        root: &Command,
        words: &[OsString],
        layers: &BTreeMap<&str, Layer>,
    ) -> Result<ArgMatches, ConfigError> {
        let below = |command: Command| command.mut_args(|arg| below(arg, layers));
        let deaf = without_environment(root.clone());
        let root = match self.asked.command.get_name() == root.get_name() {
            true => below(deaf),
            false => deaf.mut_subcommand(self.asked.name, below),
        };
        let matches = root.try_get_matches_from(words);
        matches.map_err(|error| ConfigError::Line(Box::new(error)))
    }

    /// Everything that holds, as it may be shown.
    fn shown(&self, matches: &ArgMatches, layers: &BTreeMap<&str, Layer>) -> Vec<Shown> {
        let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
        let settings = self.asked.settings.iter();
        let settings = settings.filter(|setting| !CONFIGURATION.contains(&setting.long()));
        let shown = settings.map(|setting| {
            let id = setting.arg.get_id().as_str();
            let values = matches.get_raw(id).unwrap_or_default();
            let values: Vec<OsString> = values.map(OsStr::to_owned).collect();
            let (values, hidden) = without_secrets(setting, &values);
            let layer = layers.get(id);
            Shown {
                flag: setting.flag(),
                name: setting.is_in_file().then(|| setting.name()),
                variable: setting.variable(),
                values,
                is_list: matches!(setting.kind(), Kind::Texts | Kind::Files),
                hidden,
                origin: match matches.value_source(id) {
                    Some(ValueSource::CommandLine) => Origin::Flag,
                    _ => layer.map_or(Origin::Default, |layer| layer.origin.clone()),
                },
            }
        });
        shown.collect()
    }

    /// What is there and of no effect.
    fn remarks(&self) -> Vec<String> {
        let Some(target) = self.target else {
            return Vec::new();
        };
        let names_it = |variable: &str| {
            let entries = target.section.iter();
            let mut names = entries.filter(|(long, _)| long.ends_with("api-key-env"));
            names.any(|(_, entry)| entry.values.iter().any(|value| value == variable))
        };
        let settings = self.asked.settings.iter();
        let unused = settings.filter(|setting| {
            let settled = self.asked.on_line(setting.long()) || self.is_settled_by_another(setting);
            KEYS.contains(&setting.long()) && self.keeps_out(setting) && !settled
        });
        let variables = unused.filter_map(|setting| Some((setting, environment(setting)?.0)));
        let remarks = variables.filter(|(_, variable)| !names_it(variable));
        let remark = |(setting, variable): (&Setting<'_>, String)| {
            format!(
                "{variable} is set and not used: the target `{}` says itself where its keys are; {}-env {variable} uses it all the same",
                target.name,
                setting.flag()
            )
        };
        remarks.map(remark).collect()
    }
}

/// A flag that is deaf to the environment, with what holds where it is not given.
fn below(arg: Arg, layers: &BTreeMap<&str, Layer>) -> Arg {
    let kind = Setting::of("", &arg).map(|setting| setting.kind());
    let Some(layer) = layers.get(arg.get_id().as_str()) else {
        return arg;
    };
    match (&layer.origin, kind) {
        (Origin::Variable(name), Some(Kind::Texts | Kind::Files)) => {
            arg.env(name).value_delimiter(BETWEEN)
        }
        (Origin::Variable(name), _) => arg.env(name),
        _ => arg.default_values(&layer.values),
    }
}

/// Whether a variable holds what its flag takes.
fn checked(setting: &Setting<'_>, variable: &str, value: &OsStr) -> Result<(), ConfigError> {
    let text = value.to_string_lossy();
    let values: Vec<&OsStr> = match setting.kind() {
        Kind::Texts | Kind::Files if value.to_str().is_some() => {
            text.split(BETWEEN).map(OsStr::new).collect()
        }
        _ => vec![value],
    };
    for value in values {
        check(setting.arg, value).map_err(|unfit| {
            let mend = format!("{}, or unset {variable}", unfit.mend);
            ConfigError::new(format!("{variable} {}", unfit.problem), mend)
        })?;
    }
    Ok(())
}
