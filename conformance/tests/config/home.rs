//! A folder with a file of settings, and the binary in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::binary::{Told, command, fresh, told, write};

pub(crate) struct Home(PathBuf);

impl Home {
    /// A folder of that name with such a file. It is the root of a repository, so that nothing
    /// further up is found.
    pub(crate) fn with(name: &str, file: &str) -> Self {
        let home = Home::empty(name);
        home.write("hopx-conformance.toml", file);
        home
    }

    pub(crate) fn empty(name: &str) -> Self {
        let dir = fresh(&format!("config-{name}"));
        fs::create_dir(dir.join(".git")).expect("a folder");
        Home(dir)
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        write(&self.0, name, text)
    }

    /// The binary in that folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = command(args);
        command.current_dir(&self.0);
        command
    }

    pub(crate) fn hopx(&self, args: &[&str]) -> Told {
        told(&mut self.command(args))
    }

    /// The same with variables.
    pub(crate) fn hopx_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Told {
        told(self.command(args).envs(variables.iter().copied()))
    }

    /// What `config` says of a command line.
    #[track_caller]
    pub(crate) fn config(&self, variables: &[(&str, &str)], args: &[&str]) -> Value {
        let args = [&["config", "--format", "json"], args].concat();
        let told = self.hopx_with(variables, &args);
        assert_eq!(told.code, Some(0), "{told:?}");
        serde_json::from_str(&told.out).expect("JSON")
    }

    /// What it says of one setting: its value, and where that comes from.
    #[track_caller]
    pub(crate) fn setting(
        &self,
        variables: &[(&str, &str)],
        args: &[&str],
        flag: &str,
    ) -> (Value, Value) {
        let config = self.config(variables, args);
        let settings = config["settings"].as_array().expect("a list");
        let found = settings.iter().find(|setting| setting["flag"] == flag);
        let found = found.unwrap_or_else(|| panic!("{flag} is not in {config}"));
        (found["value"].clone(), found["origin"].clone())
    }
}
