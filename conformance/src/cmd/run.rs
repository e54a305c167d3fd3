//! `hopx-conformance run`: replays scenarios and judges the server.

use std::time::Duration;

use clap::Args;

use super::arguments::seconds;
use super::inputs::{InputArgs, Inputs};
use super::interruption;
use super::journal::{JournalArgs, give_back, tell_kept};
use super::judging::JudgingArgs;
use super::record::RecordArgs;
use super::reports::unless_lost;
use super::sharding::{Part, ShardArgs};
use super::target::TargetArgs;
use super::terminal::ProgressArgs;
use super::{Error, plan};
use crate::contract::Level;
use crate::exit::Exit;
use crate::journal::Claims;
use crate::judge::{Doubts, Judge};
use crate::plan::{Means, Plan};
use crate::recording::{Given, Look, Recording, RecordingFile};
use crate::replay::{Doubt, Interrupt, Patience, Session, SessionOptions};
use crate::scenario::Scenario;

/// What to run, and against what.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    target: TargetArgs,
    #[command(flatten)]
    journal: JournalArgs,
    #[command(flatten)]
    judging: JudgingArgs,
    #[command(flatten)]
    waiting: WaitingArgs,
    #[command(flatten)]
    pacing: PacingArgs,
    #[command(flatten)]
    sharding: ShardArgs,
    #[command(flatten)]
    progress: ProgressArgs,
    #[command(flatten)]
    record: RecordArgs,
}

/// What is waited for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Judging")]
struct WaitingArgs {
    /// Longest time that a state change may take to reach lists, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds, allow_negative_numbers = true)]
    settle: Duration,
    /// Most pages of one list that are walked.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: u32,
}

/// What the run may spend.
#[derive(Debug, Args)]
#[command(next_help_heading = "Pacing")]
struct PacingArgs {
    /// Print what the run is going to do, and stop. Contacts nobody and needs no key.
    #[arg(long)]
    dry_run: bool,
    /// Send no more requests than this, whatever happens. What putting back takes is kept back.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: Option<u32>,
    /// Spend the whole rate limit of the key at the end, to see how the server refuses. Whoever
    /// else uses the key has to wait too.
    #[arg(long)]
    exhaust_rate_limit: bool,
}

pub(super) fn run(args: &RunArgs) -> Result<Exit, Error> {
    let inputs = args.inputs.read()?;
    let selected = args
        .inputs
        .select(&inputs, args.pacing.exhaust_rate_limit)?;
    let given = args.target.given()?;
    let part = args.sharding.divide(selected, given.len())?;
    let scenarios = &part.scenarios;
    let means = part.means(args.target.means(args.waiting.max_pages)?);
    allowed(args.pacing.max_requests, means)?;
    let plan = Plan::of(scenarios, means);
    if args.pacing.dry_run {
        return plan::tell(
            &plan,
            &args.target.named()?,
            part.told(&given).as_deref(),
            means,
            args.pacing.max_requests,
        );
    }
    let level = args.judging.level().unwrap_or(Level::Expected);
    let record = args.record.prepare()?;
    let judging = args.judging.open(&inputs, level, args.record.named())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (recording, kept) =
        runtime.block_on(replay(args, &inputs, (&part, &plan), &judging.judge))?;
    let version = &inputs.contract.description.version;
    let file = RecordingFile::new(version, level, &args.inputs.scenarios, recording);
    let exit = judging.conclude(scenarios, &file);
    tell_kept(kept);
    Ok(unless_lost(exit, record.write(&file)))
}

async fn replay(
    args: &RunArgs,
    inputs: &Inputs,
    (part, plan): (&Part<'_>, &Plan),
    judge: &Judge<'_>,
) -> Result<(Recording, Option<String>), Error> {
    let mut aim = args.target.aim().await?;
    let shard = part.share(&aim.sandboxes);
    aim.sandboxes = part.sandboxes(&aim.sandboxes);
    if part.is_empty() {
        let recording = Recording {
            base_url: aim.target.base_url(),
            target: aim.kind,
            max_pages: args.waiting.max_pages,
            max_requests: args.pacing.max_requests,
            shard,
            ..Recording::default()
        };
        return Ok((Part::nothing_to_do(recording), None));
    }
    let options = SessionOptions {
        auth: args.target.auth,
        settle: args.waiting.settle,
        patience: Patience::default(),
        max_pages: args.waiting.max_pages,
        target: aim.kind,
    };
    let mut claims = args.journal.borrow(&aim)?;
    let restore = claims.as_ref().map(Claims::restore_command);
    let interrupt = Interrupt::on_signals()?;
    let mut session = Session::new(
        &inputs.contract,
        aim.target,
        aim.credentials,
        options,
        interrupt.clone(),
    );
    let progress = args.progress.watch(args.judging.quiet());
    session = session
        .capped(args.pacing.max_requests)
        .watched_by(progress.clone());
    interruption::attend(interrupt, session.standing(), restore);
    if let Some(claims) = &mut claims {
        session = session.journalled(claims);
    }
    if !args.judging.quiet() {
        plan::announce(plan, shard.as_ref());
    }
    let mut recording = session
        .replay(&part.scenarios, &aim.sandboxes, &Doubts::new(judge))
        .await;
    progress.done();
    recording.shard = shard;
    let kept = give_back(claims, &recording);
    Ok((recording, kept))
}

/// Whether a run can begin and put back what it might change within a cap.
pub(super) fn allowed(most: Option<u32>, means: Means) -> Result<(), Error> {
    let fewest = crate::plan::fewest(means);
    match most {
        Some(most) if most < fewest => Err(format!(
            "--max-requests {most} is too few: to begin, and to put back what is given, takes {fewest} at least\n  mend: raise --max-requests, or give fewer sandboxes"
        )
        .into()),
        _ => Ok(()),
    }
}

impl Doubt for Doubts<'_> {
    fn remains(&self, scenario: &Scenario, looks: &[Look], given: &[Given], last: bool) -> bool {
        self.remain(scenario, looks, given, last)
    }
}
