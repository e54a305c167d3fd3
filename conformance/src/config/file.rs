//! Reading the file.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Command;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use super::section::{Allowed, Reader, Section};
use super::setting::{Setting, name_of, settable, with_table};
use crate::contract::{DocumentError, read_document};

/// Names the target that is meant where none is.
const DEFAULT_TARGET: &str = "default-target";
/// The table of targets.
const TARGET: &str = "target";

/// A file that has been read.
#[derive(Debug)]
pub(super) struct ConfigFile {
    /// As messages name it.
    pub(super) name: String,
    /// The target that is meant where none is named, and where that is said.
    pub(super) default_target: Option<(String, String)>,
    /// What holds for every command.
    pub(super) everywhere: Section,
    /// What holds for one command.
    pub(super) commands: BTreeMap<String, Section>,
    /// The targets.
    pub(super) targets: BTreeMap<String, Section>,
}

impl ConfigFile {
    /// Reads a file, and checks all of it: also what is not going to be used.
    pub(super) fn load(path: &Path, root: &Command) -> Result<Self, DocumentError> {
        let (name, text) = (path.display().to_string(), read_document(path)?);
        let reader = Reader {
            file: &name,
            text: &text,
            folder: path.parent().unwrap_or(Path::new("")),
            known: settable(root).flat_map(Setting::all).collect(),
        };
        let document = DeTable::parse(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            reader.error(
                at,
                format!("is no TOML: {}", one_line(error.message())),
                "correct it there",
            )
        })?;
        reader.file(document.get_ref(), root)
    }
}

impl<'r> Reader<'r> {
    fn file(&self, table: &DeTable<'_>, root: &'r Command) -> Result<ConfigFile, DocumentError> {
        let shared: Vec<_> = Setting::all(root).filter(Setting::is_in_file).collect();
        let commands: Vec<&Command> = with_table(root).collect();
        let tables = commands.iter().map(|command| name_of(command).to_owned());
        let others = [DEFAULT_TARGET, TARGET].map(str::to_owned);
        let top = Allowed {
            settings: everywhere(&shared),
            others: others.into_iter().chain(tables).collect(),
            table: "the file outside of its tables".to_owned(),
        };
        let everywhere = self.section(table, &top)?;
        let mut sections = BTreeMap::new();
        for command in commands {
            let name = name_of(command);
            if let Some(value) = table.get(name) {
                let section = self.section(self.table(name, value)?, &of_command(command))?;
                sections.insert(name.to_owned(), section);
            }
        }
        let targets = self.targets(table, &shared)?;
        Ok(ConfigFile {
            name: self.file.to_owned(),
            default_target: self.default_target(table, &targets)?,
            everywhere,
            commands: sections,
            targets,
        })
    }

    fn targets(
        &self,
        table: &DeTable<'_>,
        shared: &[Setting<'r>],
    ) -> Result<BTreeMap<String, Section>, DocumentError> {
        let mut targets = BTreeMap::new();
        let Some(value) = table.get(TARGET) else {
            return Ok(targets);
        };
        let Some(named) = value.get_ref().as_table() else {
            return Err(self.error(
                value.span().start,
                "`target` holds the targets of the file, and is a value here",
                "write a table [target.NAME] for each, and name the usual one with default-target = \"NAME\"",
            ));
        };
        for (name, value) in named {
            let shown = name.get_ref().as_ref();
            let allowed = Allowed {
                settings: shared.to_vec(),
                others: Vec::new(),
                table: format!("[target.{shown}]"),
            };
            let table = self.table(&format!("target.{shown}"), value)?;
            let section = self.section(table, &allowed)?;
            self.complete(shown, name.span().start, &section)?;
            targets.insert(shown.to_owned(), section);
        }
        Ok(targets)
    }

    /// That a target says what a target has to, and nothing twice.
    fn complete(&self, name: &str, at: usize, section: &Section) -> Result<(), DocumentError> {
        let base_url = section
            .get("base-url")
            .and_then(|entry| entry.values.first());
        if base_url.is_none_or(|url| url.to_string_lossy().trim().is_empty()) {
            return Err(self.error(
                at,
                format!("the target `{name}` has no base URL"),
                "say where its server is: base-url = \"https://…\"",
            ));
        }
        for whose in ["", "other-"] {
            let sources = ["env", "file", "command"];
            let sources = sources.map(|source| format!("{whose}api-key-{source}"));
            let given: Vec<_> = sources
                .iter()
                .filter(|source| section.contains_key(*source))
                .map(|source| format!("`{source}`"))
                .collect();
            if given.len() > 1 {
                return Err(self.error(
                    at,
                    format!(
                        "the target `{name}` says in several ways where its key is: {}",
                        given.join(", ")
                    ),
                    "keep one of them",
                ));
            }
        }
        Ok(())
    }

    fn default_target(
        &self,
        table: &DeTable<'_>,
        targets: &BTreeMap<String, Section>,
    ) -> Result<Option<(String, String)>, DocumentError> {
        let Some(value) = table.get(DEFAULT_TARGET) else {
            return Ok(None);
        };
        let at = value.span().start;
        let Some(name) = value.get_ref().as_str() else {
            return Err(self.error(
                at,
                "`default-target` has to be the name of a target",
                "write it as in default-target = \"staging\"",
            ));
        };
        if !targets.contains_key(name) {
            return Err(self.error(
                at,
                format!("there is no target `{name}`"),
                which_target(name, targets.keys().map(String::as_str)),
            ));
        }
        let place = format!("{}:{}", self.file, self.line(at));
        Ok(Some((name.to_owned(), place)))
    }

    fn table<'t, 'i>(
        &self,
        name: &str,
        value: &'t Spanned<DeValue<'i>>,
    ) -> Result<&'t DeTable<'i>, DocumentError> {
        value.get_ref().as_table().ok_or_else(|| {
            self.error(
                value.span().start,
                format!("`{name}` has to be a table of settings, and is a value"),
                format!("write the line [{name}], and its settings below"),
            )
        })
    }
}

/// How to name a target that there is.
pub(super) fn which_target<'n>(name: &str, targets: impl Iterator<Item = &'n str>) -> String {
    let targets: Vec<&str> = targets.collect();
    let listed = targets.join(", ");
    match (nearest(name, targets.iter().copied()), targets.is_empty()) {
        (_, true) => "write a table [target.NAME] for it".to_owned(),
        (Some(nearest), _) => {
            format!("name one of {listed} (the nearest is `{nearest}`), or add a table for it")
        }
        (None, _) => format!("name one of {listed}, or add a table for it"),
    }
}

/// What holds for all servers alike.
fn everywhere<'c>(shared: &[Setting<'c>]) -> Vec<Setting<'c>> {
    let settings = shared.iter().copied();
    settings.filter(|setting| !setting.is_of_target()).collect()
}

fn of_command(command: &Command) -> Allowed<'_> {
    let settings = Setting::all(command).filter(Setting::is_in_file);
    Allowed {
        settings: settings.filter(|setting| !setting.is_of_target()).collect(),
        others: Vec::new(),
        table: format!("[{}]", name_of(command)),
    }
}

fn one_line(message: &str) -> String {
    let lines = message.lines().map(str::trim);
    lines.collect::<Vec<_>>().join(", ")
}
