//! What every command that judges reads and tells: the level, the baseline, what is known,
//! and the report.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::inputs::Inputs;
use super::known::{KnownArgs, KnownFile};
use super::{Error, closed, warn};
use crate::accounting;
use crate::conclusion::Conclusion;
use crate::contract::{DocumentError, Level};
use crate::drift::{Drift, OwnBaseline};
use crate::exit::Exit;
use crate::judge::Judge;
use crate::recording::Recording;
use crate::report::{self, Report};
use crate::scenario::Scenario;

/// What counts.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Judging")]
pub(super) struct JudgingArgs {
    /// Lowest level of a claim that fails the run [default: expected, or as it was recorded].
    #[arg(long, value_enum)]
    level: Option<LevelArg>,
    /// Folder with a baseline of this target: the run reports where it has drifted from it.
    #[arg(long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// Take what the run sees as the new baseline.
    #[arg(long, requires = "snapshots")]
    update: bool,
    /// List every pause and resume of a given sandbox, not only where they are few.
    #[arg(long)]
    ledger: bool,
    /// Fail, with 1, where the run leaves something unproven that it warns of.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    known: KnownArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LevelArg {
    /// Claims stated on the endpoint's own page.
    Required,
    /// Those, and claims stated on general pages.
    Expected,
}

/// All that a recording is held against, read and found in order.
pub(super) struct Judging<'j> {
    pub(super) judge: Judge<'j>,
    inputs: &'j Inputs,
    own: Option<OwnBaseline<'j>>,
    known: Option<KnownFile>,
    whole_ledger: bool,
    strict: bool,
}

impl JudgingArgs {
    /// The level that is named.
    pub(super) fn level(&self) -> Option<Level> {
        self.level.map(|level| match level {
            LevelArg::Required => Level::Required,
            LevelArg::Expected => Level::Expected,
        })
    }

    /// Reads everything there is to judge by.
    pub(super) fn open<'j>(
        &'j self,
        inputs: &'j Inputs,
        level: Level,
    ) -> Result<Judging<'j>, Error> {
        let own = match &self.snapshots {
            Some(dir) => Some(OwnBaseline::open(dir, self.update)?),
            None => None,
        };
        let judge = Judge {
            contract: &inputs.contract,
            documented: &inputs.documented,
            level,
        };
        Ok(Judging {
            judge,
            inputs,
            own,
            known: self.known.open(inputs)?,
            whole_ledger: self.ledger,
            strict: self.strict,
        })
    }
}

impl Judging<'_> {
    /// Judges a recording of the given scenarios, and tells what it comes to.
    pub(super) fn conclude(self, scenarios: &[&Scenario], recording: &Recording) -> Exit {
        let all = &self.inputs.scenarios;
        let mut verdict = self.judge.judge(scenarios, recording);
        verdict.strict = self.strict;
        if let Some(file) = &self.known {
            file.known.apply(&self.judge, all, recording, &mut verdict);
        }
        let contract = &self.inputs.contract;
        let second = accounting::disagreements(contract, scenarios, recording, &verdict);
        verdict.blame_ourselves(second);
        verdict.claims = accounting::claims(scenarios, recording, &verdict);
        let held = match &self.own {
            Some(own) => own.hold(&self.inputs.contract, scenarios, recording),
            None => Ok(Vec::new()),
        };
        let conclusion = Conclusion {
            verdict: &verdict,
            recording,
        };
        self.tell(conclusion, held.as_deref().unwrap_or_default());
        // The verdict is told first, so that what cannot be kept hides nothing.
        let baseline = kept("the baseline", held);
        let drafted = match self.known {
            Some(file) => file.draft(&self.judge, all, recording, &verdict),
            None => Ok(()),
        };
        let drafted = kept("the known deviations", drafted);
        [conclusion.exit(), baseline, drafted]
            .into_iter()
            .min()
            .unwrap_or(Exit::Usage)
    }

    fn tell(&self, conclusion: Conclusion<'_>, drift: &[Drift]) {
        let report = Report {
            contract: &self.inputs.contract,
            conclusion,
            drift,
            whole_ledger: self.whole_ledger,
        };
        let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
        match report::text(&report, &mut out).and_then(|()| out.flush()) {
            // A reader that is gone loses no verdict: the exit code still tells it.
            Err(error) if !closed(&error) => {
                warn(&format!("the report could not be written: {error}"));
            }
            _ => {}
        }
    }
}

/// How a run ends by what it was to keep: not well, where that could not be done.
pub(super) fn kept<T>(what: &str, done: Result<T, DocumentError>) -> Exit {
    match done {
        Ok(_) => Exit::Conforms,
        Err(error) => {
            warn(&format!("{what} could not be kept: {error}"));
            Exit::Usage
        }
    }
}
