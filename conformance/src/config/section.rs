//! A table of settings in the file.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::checked::check;
use super::nearest::nearest;
use super::setting::{CONFIGURATION, KEYS, Setting};
use super::value::words;
use crate::contract::DocumentError;

/// How alike a name must be to that of a key to be taken for one.
const A_KEY: [&str; 8] = [
    "api-key",
    "apikey",
    "key",
    "token",
    "api-token",
    "password",
    "secret",
    "other-api-key",
];

/// What a file says of a setting.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The words that its flag would have been given.
    pub(super) values: Vec<OsString>,
    /// Where it stands: file and line.
    pub(super) place: String,
}

/// The settings of a table, by their flags.
pub(super) type Section = BTreeMap<String, Entry>;

/// What may stand in a table.
pub(super) struct Allowed<'c> {
    /// Its settings.
    pub(super) settings: Vec<Setting<'c>>,
    /// What else may stand there, which is not read here.
    pub(super) others: Vec<String>,
    /// As messages name the table.
    pub(super) table: String,
}

/// A file as it is read.
pub(super) struct Reader<'r> {
    /// As messages name it.
    pub(super) file: &'r str,
    pub(super) text: &'r str,
    /// What relative paths are relative to.
    pub(super) folder: &'r Path,
    /// Every setting that there is, of any command.
    pub(super) known: Vec<Setting<'r>>,
}

impl<'r> Reader<'r> {
    /// Reads the settings of a table.
    pub(super) fn section(
        &self,
        table: &DeTable<'_>,
        allowed: &Allowed<'r>,
    ) -> Result<Section, DocumentError> {
        let mut section = Section::new();
        let mut entries: Vec<_> = table.iter().collect();
        // What is wrong first is told first.
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            let setting = allowed.settings.iter().find(|known| known.name() == name);
            match setting {
                Some(setting) => {
                    let entry = self.entry(setting, key, value)?;
                    section.insert(setting.long().to_owned(), entry);
                }
                None if allowed.others.iter().any(|other| other == name) => {}
                None => return Err(self.unknown(key, allowed)),
            }
        }
        Ok(section)
    }

    fn entry(
        &self,
        setting: &Setting<'_>,
        key: &Spanned<DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Entry, DocumentError> {
        let name = setting.name();
        let values = words(value.get_ref(), setting.kind(), self.folder).map_err(|wrong| {
            self.error(
                value.span().start,
                format!(
                    "`{name}` has to be {}, and is another kind of value",
                    wrong.wanted
                ),
                format!("write it as in {name} = {}", wrong.example),
            )
        })?;
        for word in &values {
            check(setting.arg, word).map_err(|unfit| {
                let problem = format!("`{name}` {}", unfit.problem);
                self.error(value.span().start, problem, unfit.mend)
            })?;
        }
        let place = format!("{}:{}", self.file, self.line(key.span().start));
        Ok(Entry { values, place })
    }

    fn unknown(&self, key: &Spanned<DeString<'_>>, allowed: &Allowed<'_>) -> DocumentError {
        let (name, at) = (key.get_ref().as_ref(), key.span().start);
        let table = &allowed.table;
        let names: Vec<String> = allowed.settings.iter().map(Setting::name).collect();
        let names: Vec<&str> = names
            .iter()
            .chain(&allowed.others)
            .map(String::as_str)
            .collect();
        let bare = name.to_lowercase().replace('_', "-");
        if A_KEY.contains(&bare.as_str()) || KEYS.contains(&bare.as_str()) {
            return self.error(
                at,
                format!("`{name}` would be a key in a file, which is sooner or later read by others"),
                "take it out, and say in the target where the key is: api-key-env = \"NAME\", api-key-file = \"FILE\" or api-key-command = [\"PROGRAM\", …]",
            );
        }
        if let Some(setting) = self.known.iter().find(|known| known.name() == name) {
            return self.misplaced(setting, at, table);
        }
        let problem = format!("there is no setting `{name}` in {table}");
        match nearest(&bare, names.iter().copied()) {
            Some(nearest) => self.error(
                at,
                problem,
                format!("correct it (the nearest is `{nearest}`), or take it out"),
            ),
            None => self.error(
                at,
                problem,
                "take it out; `hopx-conformance schema config` tells of all that there are",
            ),
        }
    }

    /// A setting that stands where it is not read.
    fn misplaced(&self, setting: &Setting<'_>, at: usize, table: &str) -> DocumentError {
        let (name, flag) = (setting.name(), setting.flag());
        if CONFIGURATION.contains(&setting.long()) || !setting.is_in_file() {
            return self.error(
                at,
                format!("`{name}` is nothing that a file says"),
                format!("take it out, and give {flag} where it is meant"),
            );
        }
        let belongs = match setting.is_of_target() {
            true => "a target: it is of one server, and so are the keys for it".to_owned(),
            false => format!("[{}]", setting.command),
        };
        let mend = match setting.is_of_target() {
            true => "move it into a table [target.NAME]".to_owned(),
            false => format!("move it into the table [{}]", setting.command),
        };
        let problem = format!("`{name}` stands in {table} and belongs to {belongs}");
        self.error(at, problem, mend)
    }

    /// An error at a place of the file.
    pub(super) fn error(
        &self,
        at: usize,
        problem: impl Into<String>,
        mend: impl Into<String>,
    ) -> DocumentError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[line_start..].chars().count() + 1;
        let place = format!("{}:{column}", self.line(at));
        DocumentError::new(self.file, place, problem, mend)
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or(self.text);
        before.matches('\n').count() + 1
    }
}
