//! `hopx-conformance explore`: random sequences, and the shortest that fails.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::arguments::seconds;
use super::exploration::{Outcome, Telling};
use super::journal::{JournalArgs, give_back, tell_kept};
use super::kept::kept;
use super::record::{Record, RecordArgs};
use super::reports::unless_lost;
use super::run::allowed;
use super::target::TargetArgs;
use super::terminal::{ColorArgs, ProgressArgs};
use super::{Error, interruption, warn};
use crate::contract::{Contract, Level};
use crate::exit::Exit;
use crate::explore::{AREA, Noted};
use crate::journal::Claims;
use crate::judge::Judge;
use crate::output::{Output, Readers};
use crate::recording::{Explored, Recording, RecordingFile, to_har};
use crate::replay::{Interrupt, Patience, Session, SessionOptions};
use crate::snapshot::Baseline;

pub(super) const AFTER_HELP: &str = "Example:\n  hopx-conformance explore --base-url https://api.hopx.dev --sandbox ID --seed 7 --out found/explore/seven.arazzo.yaml\n  hopx-conformance run --base-url https://api.hopx.dev --sandbox ID --scenarios found\n  hopx-conformance explore --base-url https://api.hopx.dev --sandbox ID --concurrency 4\n\nExit codes:\n  0 no claim of the lifecycle is broken   1 one is   2 wrong usage   3 could not tell\n  4 nothing was checked   5 a sandbox could not be put back   130 interrupted";

/// How a file has to end that `run --scenarios` is to find.
const ENDING: &str = ".arazzo.yaml";

/// What to explore, and how far.
#[derive(Debug, Args)]
pub(super) struct ExploreArgs {
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    journal: JournalArgs,
    #[command(flatten)]
    exploring: ExploringArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    progress: ProgressArgs,
    #[command(flatten)]
    record: RecordArgs,
    /// Write the calls as an HTTP Archive, for other tools. What is there is replaced.
    #[arg(long, value_name = "FILE", help_heading = "Recording")]
    har: Option<PathBuf>,
}

/// How far to go.
#[derive(Debug, Args)]
#[command(next_help_heading = "Exploring")]
struct ExploringArgs {
    /// Number that all sequences come from: the same one makes the same sequences [default: a
    /// random one, which is told].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Send no more requests than this. What putting back takes is kept back.
    #[arg(long, value_name = "N", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: u32,
    /// Most moves of one sequence; with `--concurrency`, of all clients together.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=50))]
    steps: u32,
    /// Have so many clients make calls at the same time. What they are answered, and what lists
    /// show in the end, has to make sense in some order of the calls.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=16))]
    concurrency: u32,
    /// Write the workflow to a file too. In a folder `explore`, `run --scenarios` finds it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// List every pause and resume of a given sandbox, not only where they are few.
    #[arg(long)]
    ledger: bool,
    /// Longest time that a state change may take to reach lists, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    settle: Duration,
    /// Most pages of one list that are walked.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: u32,
}

/// What came of it.
struct Done {
    recording: Recording,
    outcome: Outcome,
    /// What it takes to go through it once more.
    explored: Explored,
    /// What puts back what could not be.
    kept: Option<String>,
}

pub(super) fn run(args: &ExploreArgs) -> Result<Exit, Error> {
    let contract = Contract::embedded()?;
    let means = args.target.means(args.exploring.max_pages)?;
    allowed(Some(args.exploring.max_requests), means)?;
    let output = args.exploring.output()?;
    let (record, har) = args.files()?;
    let documented = Baseline::documented()?;
    let level = Level::Expected;
    let judge = Judge {
        contract: &contract,
        documented: &documented,
        level,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let done = runtime.block_on(explore(args, &judge))?;
    let exit = Telling {
        contract: &contract,
        explored: &done.explored,
        recording: &done.recording,
        outcome: &done.outcome,
        whole_ledger: args.exploring.ledger,
        out: args.exploring.out.as_deref(),
    }
    .tell();
    tell_kept(done.kept);
    let written = match (output, done.outcome.found) {
        (Some(output), Some(found)) => {
            kept("the workflow", output.write(found.document.as_bytes()))
        }
        _ => Exit::Conforms,
    };
    let archived = archive(har, &done.recording);
    let version = &contract.description.version;
    let file = RecordingFile::new(version, level, &[], done.recording);
    let recorded = record.write(&file.of_exploration(done.explored));
    Ok(unless_lost(exit.min(written), recorded.min(archived)))
}

fn archive(har: Option<Output>, recording: &Recording) -> Exit {
    match (har, to_har(recording)) {
        (None, _) => Exit::Conforms,
        (Some(output), Ok(text)) => kept("the HTTP Archive", output.write(&text)),
        (Some(_), Err(error)) => {
            warn(&format!("the HTTP Archive could not be written: {error}"));
            Exit::Usage
        }
    }
}

async fn explore(args: &ExploreArgs, judge: &Judge<'_>) -> Result<Done, Error> {
    let aim = args.target.aim().await?;
    let options = SessionOptions {
        auth: args.target.auth,
        settle: args.exploring.settle,
        patience: Patience::default(),
        max_pages: args.exploring.max_pages,
        target: aim.kind,
    };
    let mut noted = Noted::new(judge, &args.exploring.asked());
    if aim.sandboxes.is_empty() {
        warn(
            "no sandbox is given, so there is nothing to explore\n  mend: name some with --sandbox",
        );
        let recording = Recording {
            base_url: aim.target.base_url(),
            target: aim.kind,
            ..Recording::default()
        };
        return Ok(Done::of(noted, recording, None));
    }
    let mut claims = args.journal.borrow(&aim)?;
    let restore = claims.as_ref().map(Claims::restore_command);
    let interrupt = Interrupt::on_signals()?;
    let mut session = Session::new(
        judge.contract,
        aim.target,
        aim.credentials,
        options,
        interrupt.clone(),
    );
    let progress = args.progress.watch(false);
    session = session
        .capped(Some(args.exploring.max_requests))
        .watched_by(progress.clone());
    interruption::attend(interrupt, session.standing(), restore);
    if let Some(claims) = &mut claims {
        session = session.journalled(claims);
    }
    let recording = session.follow(&mut noted, &aim.sandboxes).await;
    progress.done();
    let unknown = recording.unready.is_none() && noted.explorer.knows_no_sandbox();
    if unknown && !recording.interrupted {
        warn(
            "no list tells the status of the sandboxes that are given\n  mend: `hopx-conformance run` says what is wrong with them",
        );
    }
    let kept = give_back(claims, &recording);
    Ok(Done::of(noted, recording, kept))
}

impl Done {
    fn of(noted: Noted<'_>, recording: Recording, kept: Option<String>) -> Self {
        Done {
            outcome: Outcome::of(&noted.explorer, &recording),
            explored: noted.explored,
            recording,
            kept,
        }
    }
}

impl ExploreArgs {
    /// The files for the recording, known to be writable, and each one of its own.
    fn files(&self) -> Result<(Record, Option<Output>), Error> {
        let named = [
            ("--out", self.exploring.out.as_deref()),
            ("--record", self.record.named().map(|(_, file)| file)),
            ("--har", self.har.as_deref()),
        ];
        let mut taken: Vec<(&str, PathBuf)> = Vec::new();
        for (flag, file) in named {
            let Some(file) = file.map(Output::resolved) else {
                continue;
            };
            if let Some((other, _)) = taken.iter().find(|(_, taken)| *taken == file) {
                return Err(
                    format!("{other} and {flag} name the same file\n  mend: name two").into(),
                );
            }
            taken.push((flag, file));
        }
        let har = self.har.as_deref();
        let har = har.map(|file| Output::prepare(file, Readers::Owner));
        Ok((self.record.prepare()?, har.transpose()?))
    }
}

impl ExploringArgs {
    /// The file for the workflow, known to be writable.
    fn output(&self) -> Result<Option<Output>, Error> {
        let Some(path) = &self.out else {
            return Ok(None);
        };
        if !path.to_string_lossy().ends_with(ENDING) {
            return Err(format!(
                "--out names {}, which `run --scenarios` would not find\n  mend: name a file in a folder `{AREA}` that ends in {ENDING}",
                path.display()
            )
            .into());
        }
        Ok(Some(Output::prepare(path, Readers::AsUsual)?))
    }

    /// What is asked for, with a seed where none is.
    fn asked(&self) -> Explored {
        Explored {
            seed: self.seed.unwrap_or_else(|| fastrand::u64(..)),
            steps: self.steps,
            concurrency: self.concurrency,
            max_requests: self.max_requests,
            left: Vec::new(),
        }
    }
}
