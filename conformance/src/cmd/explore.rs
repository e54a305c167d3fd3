//! `hopx-conformance explore`: random sequences, and the shortest that fails.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::arguments::seconds;
use super::journal::{JournalArgs, give_back, tell_kept};
use super::kept::kept;
use super::run::allowed;
use super::target::TargetArgs;
use super::terminal::{ColorArgs, ProgressArgs};
use super::{Error, closed, interruption, warn};
use crate::conclusion::Conclusion;
use crate::contract::{Contract, Level};
use crate::exit::Exit;
use crate::explore::{self, AREA, AnyExplorer, Explorer, Exploring, Found, Overlapper, Way};
use crate::journal::Claims;
use crate::judge::{Judge, Verdict};
use crate::output::{Output, Readers};
use crate::recording::Recording;
use crate::replay::{Interrupt, Patience, Session, SessionOptions};
use crate::report::{self, Report};
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
struct Explored {
    recording: Recording,
    verdict: Verdict,
    found: Option<Found>,
    fault: Option<String>,
    /// What puts back what could not be.
    kept: Option<String>,
}

pub(super) fn run(args: &ExploreArgs) -> Result<Exit, Error> {
    let contract = Contract::embedded()?;
    let means = args.target.means(args.exploring.max_pages)?;
    allowed(Some(args.exploring.max_requests), means)?;
    let output = args.exploring.output()?;
    let documented = Baseline::documented()?;
    let judge = Judge {
        contract: &contract,
        documented: &documented,
        level: Level::Expected,
    };
    let seed = args.exploring.seed.unwrap_or_else(|| fastrand::u64(..));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let explored = runtime.block_on(explore(args, &judge, seed))?;
    let conclusion = Conclusion {
        verdict: &explored.verdict,
        recording: &explored.recording,
    };
    let exit = conclusion.exit();
    told(args.exploring.tell(&contract, &explored, seed));
    if let Some(fault) = &explored.fault {
        warn(&format!("a fault of ours, not the server's: {fault}"));
    }
    tell_kept(explored.kept);
    let fault = explored
        .fault
        .map_or(Exit::Conforms, |_| Exit::CouldNotTell);
    let written = match (output, explored.found) {
        (Some(output), Some(found)) => {
            kept("the workflow", output.write(found.document.as_bytes()))
        }
        _ => Exit::Conforms,
    };
    Ok(exit.min(fault).min(written))
}

async fn explore(args: &ExploreArgs, judge: &Judge<'_>, seed: u64) -> Result<Explored, Error> {
    let aim = args.target.aim().await?;
    let options = SessionOptions {
        auth: args.target.auth,
        settle: args.exploring.settle,
        patience: Patience::default(),
        max_pages: args.exploring.max_pages,
        target: aim.kind,
    };
    let exploring = Exploring {
        seed,
        steps: args.exploring.steps as usize,
    };
    let mut explorer = match args.exploring.concurrency {
        1 => AnyExplorer::OneAtATime(Explorer::new(judge, exploring)),
        clients => AnyExplorer::Together(Overlapper::new(judge, exploring, clients as usize)),
    };
    if aim.sandboxes.is_empty() {
        warn(
            "no sandbox is given, so there is nothing to explore\n  mend: name some with --sandbox",
        );
        let recording = Recording {
            base_url: aim.target.base_url(),
            target: aim.kind,
            ..Recording::default()
        };
        return Ok(Explored::of(&explorer, recording, None));
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
    let recording = session.follow(&mut explorer, &aim.sandboxes).await;
    progress.done();
    let unknown = recording.unready.is_none() && explorer.knows_no_sandbox();
    if unknown && !recording.interrupted {
        warn(
            "no list tells the status of the sandboxes that are given\n  mend: `hopx-conformance run` says what is wrong with them",
        );
    }
    let kept = give_back(claims, &recording);
    Ok(Explored::of(&explorer, recording, kept))
}

impl Explored {
    fn of(explorer: &AnyExplorer<'_>, recording: Recording, kept: Option<String>) -> Self {
        Explored {
            verdict: explorer.verdict(&recording),
            found: explorer.found(),
            fault: explorer.fault().map(str::to_owned),
            recording,
            kept,
        }
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

    fn tell(&self, contract: &Contract, explored: &Explored, seed: u64) -> io::Result<()> {
        let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
        let overlapping = match self.concurrency {
            1 => String::new(),
            clients => format!(" --concurrency {clients}"),
        };
        writeln!(
            out,
            "exploring with --seed {seed} --steps {} --max-requests {}{overlapping}",
            self.steps, self.max_requests
        )?;
        let found = explored.found.as_ref();
        let shown = explore::shown(&explored.verdict, found);
        let report = Report {
            contract,
            conclusion: Conclusion {
                verdict: &shown,
                recording: &explored.recording,
            },
            drift: &[],
            whole_ledger: self.ledger,
            quiet: false,
        };
        report::text(&report, None, &mut out)?;
        if let Some(found) = found {
            explore::tell(found, &explored.recording, &mut out)?;
            self.show(found, &mut out)?;
        }
        out.flush()
    }

    fn show(&self, found: &Found, out: &mut impl Write) -> io::Result<()> {
        let folder = self.out.as_deref().and_then(scenarios_folder);
        let (by, with) = match found.way {
            Way::Sequence { .. } => ("It is reproduced by", "reproduce with"),
            Way::Round { .. } => ("Its calls, one after another", "one after another"),
        };
        match (&self.out, folder) {
            (None, _) => writeln!(out, "\n{by}:\n\n{}", found.document),
            (Some(_), Some(dir)) => writeln!(
                out,
                "  {with}: hopx-conformance run --scenarios {}",
                dir.display()
            ),
            (Some(file), None) => writeln!(out, "  it is in {}", file.display()),
        }
    }
}

/// The folder of scenarios that a file stands in, by way of its area.
fn scenarios_folder(file: &Path) -> Option<&Path> {
    let area = file.parent()?;
    let dir = area.parent()?;
    area.file_name()?;
    Some(match dir.as_os_str().is_empty() {
        true => Path::new("."),
        false => dir,
    })
}

/// A reader that is gone loses no verdict: the exit code still tells it.
fn told(done: io::Result<()>) {
    match done {
        Err(error) if !closed(&error) => {
            warn(&format!("the report could not be written: {error}"));
        }
        _ => {}
    }
}
