//! The server that a command calls, with the credentials and the sandboxes for it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use hopx_mock::{Mock, SandboxStatus};

use super::arguments::{OnTheLine, some_seconds};
use super::keys::{KeyArgs, OtherKeyArgs};
use super::{Error, warn};
use crate::plan::Means;
use crate::recording::{AuthHeader, TargetKind};
use crate::replay::{Credentials, Target, TargetOptions};

/// The server, and the credentials and sandboxes for it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(super) struct TargetArgs {
    // Before all others, which take what is given out of what it looks at.
    #[command(flatten)]
    line: OnTheLine,
    /// Base URL of the server; it may have a path prefix. Without one, the embedded mock.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Sandbox that may be paused and resumed; it is put back as it was. May be repeated.
    #[arg(long = "sandbox", value_name = "ID")]
    sandboxes: Vec<String>,
    /// Header that carries the key.
    #[arg(long, value_enum, default_value_t = AuthHeader::Bearer)]
    pub(super) auth: AuthHeader,
    #[command(flatten)]
    reach: ReachArgs,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    other_key: OtherKeyArgs,
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
        Ok(Means {
            sandboxes: if named { given } else { OF_THE_MOCK },
            other_key: !named || self.other_key.is_given(),
            max_pages,
        })
    }

    /// How many sandboxes of the server there are to divide, and which, where they have names
    /// before the run begins. Contacts nobody.
    pub(super) fn given(&self) -> Result<Vec<String>, Error> {
        match &self.base_url {
            Some(_) => sandboxes(&self.sandboxes),
            None => Ok((1..=OF_THE_MOCK)
                .map(|number| format!("sandbox {number} of the mock"))
                .collect()),
        }
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
            Some(base_url) => self.aim_at(base_url).await,
            None => self.embedded().await,
        }
    }

    async fn aim_at(&self, base_url: &str) -> Result<Aim, Error> {
        // A key is fetched for a server that can be called, and for no other.
        let target = Target::new(&self.reach.options(base_url))?;
        let sandboxes = sandboxes(&self.sandboxes)?;
        if self.line.has("api_key") || self.line.has("other_api_key") {
            warn(
                "a key on the command line shows in process lists; HOPX_API_KEY and HOPX_OTHER_API_KEY do not",
            );
        }
        let own = self.key.key(&self.line).await?.ok_or(
            "a base URL is given and no API key\n  mend: set HOPX_API_KEY, or name what has the key with --api-key-file, --api-key-command or a target",
        )?;
        let patience = self.key.patience();
        let other = self.other_key.key(&self.line, patience).await?;
        if other.as_deref() == Some(&own) {
            return Err(
                "both API keys are the same\n  mend: give a key of another organisation, or none"
                    .into(),
            );
        }
        Ok(Aim {
            target,
            credentials: Credentials::new(own, other),
            sandboxes,
            kind: TargetKind::Given,
            _mock: None,
        })
    }

    /// A mock in this very process, reached over HTTP like any other server.
    async fn embedded(&self) -> Result<Aim, Error> {
        let of_no_use = [
            ("api_key", "--api-key"),
            ("api_key_env", "--api-key-env"),
            ("api_key_file", "--api-key-file"),
            ("api_key_command", "--api-key-command"),
            ("other_api_key", "--other-api-key"),
            ("other_api_key_env", "--other-api-key-env"),
            ("other_api_key_file", "--other-api-key-file"),
            ("other_api_key_command", "--other-api-key-command"),
            ("sandboxes", "--sandbox"),
            ("proxy", "--proxy"),
            ("ca_cert", "--ca-cert"),
        ];
        if let Some((_, flag)) = of_no_use.into_iter().find(|(id, _)| self.line.has(id)) {
            return Err(format!("{flag} is given without a base URL\n  mend: give --base-url too, or leave {flag} out to run on the embedded mock").into());
        }
        if let Some(given) = self.key.given(&self.line) {
            warn(&format!(
                "{given} is set and no base URL is given: this judges the embedded mock"
            ));
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
            target: Target::new(&self.reach.directly(mock.base_url()))?,
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

    /// A server in this very process: whatever leads to others does not lead to it.
    fn directly(&self, base_url: &str) -> TargetOptions {
        TargetOptions {
            proxy: None,
            ca_cert: None,
            ..self.options(base_url)
        }
    }
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
