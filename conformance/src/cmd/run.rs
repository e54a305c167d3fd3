//! `hopx-conformance run`: replays scenarios and judges the server.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::arguments::seconds;
use super::inputs::{InputArgs, Inputs};
use super::target::TargetArgs;
use super::{Error, closed, warn};
use crate::conclusion::Conclusion;
use crate::contract::Level;
use crate::drift::{Drift, OwnBaseline};
use crate::exit::Exit;
use crate::judge::{Doubts, Judge};
use crate::recording::{Given, Look, Recording};
use crate::replay::{Doubt, Interrupt, Session, SessionOptions};
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

pub(super) fn run(args: &RunArgs) -> Result<Exit, Error> {
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
    let recording = runtime.block_on(replay(args, &inputs, &scenarios, &judge))?;
    let verdict = judge.judge(&scenarios, &recording);
    let held = match own {
        Some(own) => own.hold(&inputs.contract, &scenarios, &recording),
        None => Ok(Vec::new()),
    };
    let drift = held.as_deref().unwrap_or_default();
    let conclusion = Conclusion {
        verdict: &verdict,
        recording: &recording,
    };
    let exit = tell(&inputs, conclusion, drift);
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
) -> Result<Recording, Error> {
    let aim = args.target.aim().await?;
    let options = SessionOptions {
        auth: args.target.auth,
        settle: args.judging.settle,
        max_pages: args.judging.max_pages,
        target: aim.kind,
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
    Ok(session
        .replay(scenarios, &aim.sandboxes, &Doubts::new(judge))
        .await)
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

fn tell(inputs: &Inputs, conclusion: Conclusion<'_>, drift: &[Drift]) -> Exit {
    let report = Report {
        contract: &inputs.contract,
        conclusion,
        drift,
    };
    let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    let written = report::text(&report, &mut out).and_then(|()| out.flush());
    match written {
        // A reader that is gone loses no verdict: the exit code still tells it.
        Err(error) if !closed(&error) => warn(&format!("the report could not be written: {error}")),
        _ => {}
    }
    conclusion.exit()
}
