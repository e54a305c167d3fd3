//! The flags that say where the API keys are.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::Error;
use super::arguments::{OnTheLine, some_seconds};
use crate::config::KeySource;

/// Where the key of the run is.
#[derive(Args)]
#[command(next_help_heading = "Keys")]
pub(super) struct KeyArgs {
    /// API key. Shows in process lists: rather set its environment variable.
    #[arg(long, value_name = "KEY")]
    api_key: Option<OsString>,
    /// Environment variable that holds the API key, in place of HOPX_API_KEY.
    #[arg(long, value_name = "NAME")]
    api_key_env: Option<String>,
    /// File that holds the API key, and nothing else.
    #[arg(long, value_name = "FILE")]
    api_key_file: Option<PathBuf>,
    /// Command that prints the API key, and nothing else: 'pass show hopx'. Run without a shell.
    #[arg(long, value_name = "COMMAND")]
    api_key_command: Option<String>,
    /// Longest time that such a command may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = some_seconds, allow_negative_numbers = true)]
    key_timeout: Duration,
}

/// Where the key of another organisation is.
#[derive(Args)]
#[command(next_help_heading = "Keys")]
pub(super) struct OtherKeyArgs {
    /// API key of another organisation, for what must look as if it did not exist. Shows in
    /// process lists: rather set its environment variable.
    #[arg(long, value_name = "KEY")]
    other_api_key: Option<OsString>,
    /// Environment variable that holds that key, in place of HOPX_OTHER_API_KEY.
    #[arg(long, value_name = "NAME")]
    other_api_key_env: Option<String>,
    /// File that holds that key, and nothing else.
    #[arg(long, value_name = "FILE")]
    other_api_key_file: Option<PathBuf>,
    /// Command that prints that key, and nothing else. Run without a shell.
    #[arg(long, value_name = "COMMAND")]
    other_api_key_command: Option<String>,
}

// A key is in them: what is derived would show it.
impl std::fmt::Debug for KeyArgs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("KeyArgs")
    }
}

impl std::fmt::Debug for OtherKeyArgs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("OtherKeyArgs")
    }
}

impl KeyArgs {
    /// The key, if something says where it is.
    pub(super) async fn key(&self, line: &OnTheLine) -> Result<Option<String>, Error> {
        key(self.sources(line), self.key_timeout).await
    }

    /// How long a command may take to print a key.
    pub(super) fn patience(&self) -> Duration {
        self.key_timeout
    }

    /// What gives a key by itself, as messages name it.
    pub(super) fn given(&self, line: &OnTheLine) -> Option<String> {
        let given = self.api_key.as_ref();
        given.map(|_| named(line, "api_key", ["--api-key", "HOPX_API_KEY"]))
    }

    fn sources(&self, line: &OnTheLine) -> Vec<(String, KeySource)> {
        let given = self.api_key.clone().map(|key| {
            let from = named(line, "api_key", ["--api-key", "HOPX_API_KEY"]);
            (from.clone(), KeySource::Given(from, key))
        });
        sources(
            given,
            "api-key",
            self.api_key_env.clone(),
            self.api_key_file.clone(),
            self.api_key_command.clone(),
        )
    }
}

impl OtherKeyArgs {
    /// Whether something says where the key is. Looks at none.
    pub(super) fn is_given(&self) -> bool {
        !self.sources(&OnTheLine::default()).is_empty()
    }

    /// The key, if something says where it is.
    pub(super) async fn key(
        &self,
        line: &OnTheLine,
        patience: Duration,
    ) -> Result<Option<String>, Error> {
        key(self.sources(line), patience).await
    }

    fn sources(&self, line: &OnTheLine) -> Vec<(String, KeySource)> {
        let given = self.other_api_key.clone().map(|key| {
            let names = ["--other-api-key", "HOPX_OTHER_API_KEY"];
            let from = named(line, "other_api_key", names);
            (from.clone(), KeySource::Given(from, key))
        });
        sources(
            given,
            "other-api-key",
            self.other_api_key_env.clone(),
            self.other_api_key_file.clone(),
            self.other_api_key_command.clone(),
        )
    }
}

/// The flag if it is given itself, and its variable otherwise.
fn named(line: &OnTheLine, id: &str, [flag, variable]: [&str; 2]) -> String {
    let name = if line.has(id) { flag } else { variable };
    name.to_owned()
}

/// All that say where a key is, as messages name them.
fn sources(
    given: Option<(String, KeySource)>,
    flag: &str,
    variable: Option<String>,
    file: Option<PathBuf>,
    command: Option<String>,
) -> Vec<(String, KeySource)> {
    let rest = [
        variable.map(|name| ("env", KeySource::Variable(name))),
        file.map(|path| ("file", KeySource::File(path))),
        command.map(|command| ("command", KeySource::Command(command))),
    ];
    let rest = rest.into_iter().flatten();
    let rest = rest.map(|(which, source)| (format!("{flag}-{which}"), source));
    given.into_iter().chain(rest).collect()
}

async fn key(
    sources: Vec<(String, KeySource)>,
    patience: Duration,
) -> Result<Option<String>, Error> {
    match &sources[..] {
        [] => Ok(None),
        [(_, source)] => Ok(Some(source.key(patience).await?)),
        several => {
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            Err(format!(
                "several say where the same API key is: {}\n  mend: leave one of them, and unset the environment variables of the others",
                names.join(", ")
            )
            .into())
        }
    }
}
