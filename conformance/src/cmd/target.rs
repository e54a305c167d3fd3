//! The server that a command calls, with the credentials and the sandboxes for it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use hopx_mock::{Mock, SandboxStatus};

use super::arguments::some_seconds;
use super::{Error, warn};
use crate::plan::Means;
use crate::recording::{AuthHeader, TargetKind};
use crate::replay::{Credentials, Target, TargetOptions};

/// The server, and the credentials and sandboxes for it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(super) struct TargetArgs {
    /// Base URL of the server; it may have a path prefix. Without one, the embedded mock.
    #[arg(
        long,
        value_name = "URL",
        env = "HOPX_BASE_URL",
        hide_env_values = true
    )]
    base_url: Option<String>,
    /// API key. Shows in process lists: rather set HOPX_API_KEY.
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// API key of another organisation, for what must look as if it did not exist. Rather set
    /// HOPX_OTHER_API_KEY.
    #[arg(long, value_name = "KEY")]
    other_api_key: Option<String>,
    /// Sandbox that may be paused and resumed; it is put back as it was. May be repeated.
    #[arg(long = "sandbox", value_name = "ID")]
    sandboxes: Vec<String>,
    /// Header that carries the key.
    #[arg(long, value_enum, default_value_t = AuthHeader::Bearer)]
    pub(super) auth: AuthHeader,
    #[command(flatten)]
    reach: ReachArgs,
}

/// How to get to the server.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(super) struct ReachArgs {
    /// Longest time that one call may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = some_seconds, allow_negative_numbers = true)]
    timeout: Duration,
    /// Longest time that a connection may take to be made, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = some_seconds, allow_negative_numbers = true)]
    connect_timeout: Duration,
    /// Proxy to go through.
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    /// Certificate authority to trust besides the usual ones, in PEM.
    #[arg(long, value_name = "FILE")]
    ca_cert: Option<PathBuf>,
}

/// The server to judge, with all that is needed to call it.
pub(super) struct Aim {
    pub(super) target: Target,
    pub(super) credentials: Credentials,
    pub(super) sandboxes: Vec<String>,
    /// What the base URL leads to, for the recording.
    pub(super) kind: TargetKind,
    /// Keeps the embedded mock running.
    _mock: Option<Mock>,
}

/// How many sandboxes of the embedded mock a run borrows.
const OF_THE_MOCK: u32 = 2;

impl TargetArgs {
    /// What a run is given. Contacts nobody, and looks at no key.
    pub(super) fn means(&self, max_pages: u32) -> Result<Means, Error> {
        let given = u32::try_from(sandboxes(&self.sandboxes)?.len()).unwrap_or(u32::MAX);
        let named = self.base_url.is_some();
        let other =
            || self.other_api_key.is_some() || std::env::var_os("HOPX_OTHER_API_KEY").is_some();
        Ok(Means {
            sandboxes: if named { given } else { OF_THE_MOCK },
            other_key: !named || other(),
            max_pages,
        })
    }

    /// The server, as it may be shown.
    pub(super) fn named(&self) -> Result<String, Error> {
        match &self.base_url {
            None => Ok(TargetKind::EmbeddedMock.words().to_owned()),
            Some(base_url) => Ok(Target::new(&self.reach.options(base_url))?.base_url()),
        }
    }

    pub(super) async fn aim(&self) -> Result<Aim, Error> {
        match &self.base_url {
            Some(base_url) if base_url.trim().is_empty() => {
                Err("the base URL is empty\n  mend: give one with --base-url or HOPX_BASE_URL, or unset HOPX_BASE_URL to run on the embedded mock".into())
            }
            Some(base_url) => self.given(base_url),
            None => self.embedded().await,
        }
    }

    fn given(&self, base_url: &str) -> Result<Aim, Error> {
        if self.api_key.is_some() || self.other_api_key.is_some() {
            warn(
                "a key on the command line shows in process lists; HOPX_API_KEY and HOPX_OTHER_API_KEY do not",
            );
        }
        let own = key(self.api_key.as_deref(), "--api-key", "HOPX_API_KEY")?.ok_or(
            "a base URL is given and no API key\n  mend: set HOPX_API_KEY (or give --api-key)",
        )?;
        let other = key(
            self.other_api_key.as_deref(),
            "--other-api-key",
            "HOPX_OTHER_API_KEY",
        )?;
        if other.as_deref() == Some(&own) {
            return Err(
                "both API keys are the same\n  mend: give a key of another organisation, or none"
                    .into(),
            );
        }
        Ok(Aim {
            target: Target::new(&self.reach.options(base_url))?,
            credentials: Credentials::new(own, other),
            sandboxes: sandboxes(&self.sandboxes)?,
            kind: TargetKind::Given,
            _mock: None,
        })
    }

    /// A mock in this very process, reached over HTTP like any other server.
    async fn embedded(&self) -> Result<Aim, Error> {
        let of_no_use = [
            (self.api_key.is_some(), "--api-key"),
            (self.other_api_key.is_some(), "--other-api-key"),
            (!self.sandboxes.is_empty(), "--sandbox"),
            (self.reach.proxy.is_some(), "--proxy"),
            (self.reach.ca_cert.is_some(), "--ca-cert"),
        ];
        if let Some((_, flag)) = of_no_use.into_iter().find(|(given, _)| *given) {
            return Err(format!("{flag} is given without a base URL\n  mend: give --base-url too, or leave {flag} out to run on the embedded mock").into());
        }
        if std::env::var_os("HOPX_API_KEY").is_some() {
            warn("HOPX_API_KEY is set and no base URL is given: this judges the embedded mock");
        }
        let mock = Mock::builder().request_log(0).start().await?;
        let plane = mock.control_plane();
        let borrowed = [SandboxStatus::Running, SandboxStatus::Paused];
        let of_status = |status| {
            plane
                .sandboxes()
                .into_iter()
                .find(|sandbox| sandbox.status == status)
        };
        let sandboxes = borrowed
            .into_iter()
            .filter_map(of_status)
            .map(|sandbox| sandbox.id);
        Ok(Aim {
            target: Target::new(&self.reach.options(mock.base_url()))?,
            credentials: Credentials::new(
                plane.api_key().to_owned(),
                Some(plane.other_api_key().to_owned()),
            ),
            sandboxes: sandboxes.collect(),
            kind: TargetKind::EmbeddedMock,
            _mock: Some(mock),
        })
    }
}

impl ReachArgs {
    /// The server at a base URL.
    pub(super) fn options(&self, base_url: &str) -> TargetOptions {
        TargetOptions {
            base_url: base_url.to_owned(),
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.clone(),
            ca_cert: self.ca_cert.clone(),
        }
    }
}

/// A key from its flag or its environment variable. Never shown, not even where it is wrong.
pub(super) fn key(
    flag: Option<&str>,
    flag_name: &str,
    variable: &str,
) -> Result<Option<String>, Error> {
    let (key, from) = match (flag, std::env::var(variable)) {
        (Some(key), _) => (key.to_owned(), flag_name),
        (None, Ok(key)) => (key, variable),
        (None, Err(std::env::VarError::NotPresent)) => return Ok(None),
        (None, Err(_)) => {
            return Err(format!("{variable} is not text\n  mend: set it to the key").into());
        }
    };
    if key.trim().is_empty() {
        return Err(
            format!("the key in {from} is empty\n  mend: set it to the key, or unset it").into(),
        );
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!("the key in {from} has characters that cannot go into a header\n  mend: check for spaces, line ends and quotes around it").into());
    }
    Ok(Some(key))
}

/// Ids that can be asked for, each once.
fn sandboxes(ids: &[String]) -> Result<Vec<String>, Error> {
    let mut checked: Vec<String> = Vec::new();
    for id in ids {
        if matches!(id.as_str(), "" | "." | "..") {
            return Err(format!(
                "`{id}` is no sandbox id\n  mend: give --sandbox an id that a list shows"
            )
            .into());
        }
        if !checked.contains(id) {
            checked.push(id.clone());
        }
    }
    Ok(checked)
}
