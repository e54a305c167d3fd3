//! `hopx-conformance run`: replays scenarios and judges the server.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use hopx_mock::{Mock, SandboxStatus};

use super::inputs::{InputArgs, Inputs};
use super::{Error, closed};
use crate::conclusion::Conclusion;
use crate::contract::Level;
use crate::drift::{Drift, OwnBaseline};
use crate::exit::Exit;
use crate::judge::{Doubts, Judge};
use crate::recording::{Given, Look};
use crate::replay::{
    AuthHeader, Credentials, Doubt, Interrupt, Replayed, Session, SessionOptions, Target,
    TargetOptions,
};
use crate::report::{self, Report};
use crate::scenario::Scenario;
use crate::snapshot::Baseline;

/// What to run, and against what.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    judging: JudgingArgs,
}

/// The server, and the credentials and sandboxes for it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
struct TargetArgs {
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
    auth: AuthHeader,
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

/// What counts, and what is waited for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Judging")]
struct JudgingArgs {
    /// Lowest level of a claim that fails the run.
    #[arg(long, value_enum, default_value_t = LevelArg::Expected)]
    level: LevelArg,
    /// Longest time that a state change may take to reach lists, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    settle: Duration,
    /// Most pages of one list that are walked.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: u32,
    /// Folder with a baseline of this target: the run reports where it has drifted from it.
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// Take what the run sees as the new baseline.
    #[arg(long, requires = "snapshots")]
    update: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelArg {
    /// Claims stated on the endpoint's own page.
    Required,
    /// Those, and claims stated on general pages.
    Expected,
}

/// The server to judge, with all that is needed to call it.
struct Aim {
    target: Target,
    credentials: Credentials,
    sandboxes: Vec<String>,
    /// What the base URL leads to, for the report.
    name: &'static str,
    /// Keeps the embedded mock running.
    _mock: Option<Mock>,
}

pub(super) fn run(args: &RunArgs) -> Result<Exit, Error> {
    let began = Instant::now();
    let inputs = args.inputs.read()?;
    let scenarios = args.inputs.select(&inputs)?;
    let documented = Baseline::documented()?;
    let own = match &args.judging.snapshots {
        Some(dir) => Some(OwnBaseline::open(dir, args.judging.update)?),
        None => None,
    };
    let level = match args.judging.level {
        LevelArg::Required => Level::Required,
        LevelArg::Expected => Level::Expected,
    };
    let judge = Judge {
        contract: &inputs.contract,
        documented: &documented,
        level,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (replayed, name) = runtime.block_on(replay(args, &inputs, &scenarios, &judge))?;
    let verdict = judge.judge(&scenarios, &replayed.recording);
    let held = match own {
        Some(own) => own.hold(&inputs.contract, &scenarios, &replayed.recording),
        None => Ok(Vec::new()),
    };
    let drift = held.as_deref().unwrap_or_default();
    let conclusion = Conclusion {
        verdict: &verdict,
        unready: replayed.unready.as_ref(),
        interrupted: replayed.interrupted,
        not_put_back: &replayed.not_put_back,
    };
    let exit = tell(&inputs, &replayed, conclusion, drift, name, began.elapsed());
    // The verdict is told first, so that a baseline that cannot be kept hides nothing.
    match held {
        Err(error) => {
            warn(&format!("the baseline could not be kept: {error}"));
            Ok(exit.min(Exit::Usage))
        }
        Ok(_) => Ok(exit),
    }
}

async fn replay(
    args: &RunArgs,
    inputs: &Inputs,
    scenarios: &[&Scenario],
    judge: &Judge<'_>,
) -> Result<(Replayed, &'static str), Error> {
    let aim = args.target.aim().await?;
    let options = SessionOptions {
        auth: args.target.auth,
        settle: args.judging.settle,
        max_pages: args.judging.max_pages,
    };
    let interrupt = Interrupt::on_signals()?;
    tell_of_interruption(interrupt.clone());
    let session = Session::new(
        &inputs.contract,
        aim.target,
        aim.credentials,
        options,
        interrupt,
    );
    let replayed = session
        .replay(scenarios, &aim.sandboxes, &Doubts::new(judge))
        .await;
    Ok((replayed, aim.name))
}

/// Says at once that an interruption was noticed: putting back may take a while.
fn tell_of_interruption(mut interrupt: Interrupt) {
    tokio::spawn(async move {
        interrupt.wait().await;
        warn("interrupted; putting back what was borrowed");
    });
}

impl Doubt for Doubts<'_> {
    fn remains(&self, scenario: &Scenario, looks: &[Look], given: &[Given], last: bool) -> bool {
        self.remain(scenario, looks, given, last)
    }
}

impl TargetArgs {
    async fn aim(&self) -> Result<Aim, Error> {
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
            target: Target::new(&self.options(base_url))?,
            credentials: Credentials::new(own, other),
            sandboxes: sandboxes(&self.sandboxes)?,
            name: "given",
            _mock: None,
        })
    }

    /// A mock in this very process, reached over HTTP like any other server.
    async fn embedded(&self) -> Result<Aim, Error> {
        let of_no_use = [
            (self.api_key.is_some(), "--api-key"),
            (self.other_api_key.is_some(), "--other-api-key"),
            (!self.sandboxes.is_empty(), "--sandbox"),
            (self.proxy.is_some(), "--proxy"),
            (self.ca_cert.is_some(), "--ca-cert"),
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
            target: Target::new(&self.options(mock.base_url()))?,
            credentials: Credentials::new(
                plane.api_key().to_owned(),
                Some(plane.other_api_key().to_owned()),
            ),
            sandboxes: sandboxes.collect(),
            name: "embedded mock",
            _mock: Some(mock),
        })
    }

    fn options(&self, base_url: &str) -> TargetOptions {
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
fn key(flag: Option<&str>, flag_name: &str, variable: &str) -> Result<Option<String>, Error> {
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

fn tell(
    inputs: &Inputs,
    replayed: &Replayed,
    conclusion: Conclusion<'_>,
    drift: &[Drift],
    target: &str,
    took: Duration,
) -> Exit {
    let exit = conclusion.exit();
    let report = Report {
        contract: &inputs.contract,
        recording: &replayed.recording,
        conclusion,
        drift,
        target,
        took,
    };
    let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    let written = report::text(&report, &mut out).and_then(|()| out.flush());
    match written {
        // A reader that is gone loses no verdict: the exit code still tells it.
        Err(error) if !closed(&error) => warn(&format!("the report could not be written: {error}")),
        _ => {}
    }
    exit
}

fn warn(message: &str) {
    let _ = writeln!(anstream::stderr(), "warning: {message}");
}

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no number of seconds; give one such as 2 or 0.5");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

/// A time that is not over before it begins.
fn some_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("0 leaves no time at all; give more".to_owned()),
        duration => Ok(duration),
    }
}
