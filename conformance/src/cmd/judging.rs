//! What every command that judges reads and tells: the level, the baseline, what is known,
//! and the report.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Error;
use super::inputs::Inputs;
use super::kept::kept;
use super::known::{KnownArgs, KnownFile};
use super::reports::{ReportArgs, Reports, unless_lost};
use super::terminal::ColorArgs;
use crate::accounting;
use crate::conclusion::Conclusion;
use crate::contract::Level;
use crate::drift::OwnBaseline;
use crate::exit::Exit;
use crate::judge::Judge;
use crate::recording::RecordingFile;
use crate::report::Report;
use crate::report::document::{Basis, Document};
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
    #[arg(long)]
    update: bool,
    /// List every pause and resume of a given sandbox, not only where they are few.
    #[arg(long, help_heading = "Terminal")]
    ledger: bool,
    /// Print nothing but what is wrong, and the verdict.
    #[arg(long, short, help_heading = "Terminal")]
    quiet: bool,
    /// Fail, with 1, where the run leaves something unproven that it warns of.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    known: KnownArgs,
    #[command(flatten)]
    reports: ReportArgs,
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
    reports: Reports,
    whole_ledger: bool,
    quiet: bool,
    strict: bool,
}

impl JudgingArgs {
    /// Whether nothing is told but what is wrong.
    pub(super) fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether an exploration can be judged by this, and what is in the way where it cannot: it
    /// has no scenarios of its own that a baseline, known deviations or a report could speak of.
    pub(super) fn in_the_way_of_an_exploration(&self) -> Option<&'static str> {
        let flags = [
            ("--known", self.known.named().is_some()),
            ("--snapshots", self.snapshots.is_some()),
            ("--strict", self.strict),
            ("--quiet", self.quiet),
            ("--report, --har or --format", self.reports.is_asked()),
        ];
        let mut given = flags.into_iter().filter(|(_, given)| *given);
        given.next().map(|(flag, _)| flag)
    }

    /// Whether every pause and resume is listed.
    pub(super) fn whole_ledger(&self) -> bool {
        self.ledger
    }

    /// Sets what colours depend on.
    pub(super) fn color(&self) {
        self.color.apply();
    }

    /// The level that is named.
    pub(super) fn level(&self) -> Option<Level> {
        self.level.map(|level| match level {
            LevelArg::Required => Level::Required,
            LevelArg::Expected => Level::Expected,
        })
    }

    /// Reads everything there is to judge by, and makes sure that the reports can be written.
    /// A file that is taken is given with what took it.
    pub(super) fn open<'j>(
        &'j self,
        inputs: &'j Inputs,
        level: Level,
        taken: Option<(&str, &Path)>,
    ) -> Result<Judging<'j>, Error> {
        self.color.apply();
        if self.update && self.snapshots.is_none() {
            return Err("--update takes a new baseline, and there is no folder for it\n  mend: name one with --snapshots DIR".into());
        }
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
            reports: self.reports.prepare(&self.taken(taken))?,
            whole_ledger: self.ledger,
            quiet: self.quiet,
            strict: self.strict,
        })
    }
}

impl JudgingArgs {
    /// The files that no report may replace.
    fn taken<'t>(&'t self, taken: Option<(&'t str, &'t Path)>) -> Vec<(&'t str, &'t Path)> {
        let known = self.known.named();
        taken.into_iter().chain(known).collect()
    }
}

impl Judging<'_> {
    /// Judges a recording of the given scenarios, and tells what it comes to.
    pub(super) fn conclude(self, scenarios: &[&Scenario], file: &RecordingFile) -> Exit {
        let (all, recording) = (&self.inputs.scenarios, &file.recording);
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
        let report = Report {
            contract,
            conclusion,
            drift: held.as_deref().unwrap_or_default(),
            whole_ledger: self.whole_ledger,
            quiet: self.quiet,
        };
        let document = Document::of(&Basis {
            report: &report,
            file,
            level: self.judge.level,
            scenarios,
            all,
        });
        // The verdict is told first, so that what cannot be kept hides nothing.
        let printed = self.reports.print(&report, &document);
        let written = self.reports.write(&document, recording);
        let baseline = kept("the baseline", held);
        let drafted = match self.known {
            Some(file) => file.draft(&self.judge, all, recording, &verdict),
            None => Ok(()),
        };
        let drafted = kept("the known deviations", drafted);
        let exit = conclusion.exit().min(baseline).min(drafted);
        unless_lost(exit, printed.min(written))
    }
}
