//! What an exploration came to, as it is told of one that was just made and of one that was
//! recorded.

use std::io::{self, Write};
use std::path::Path;

use super::{Error, closed, warn};
use crate::conclusion::Conclusion;
use crate::contract::{Contract, Level};
use crate::exit::Exit;
use crate::explore::{self, AnyExplorer, Found, Way};
use crate::judge::{Judge, Verdict};
use crate::recording::{Explored, Recording, RecordingFile};
use crate::report::{self, Report};
use crate::snapshot::Baseline;

/// What came of it.
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    /// The shortest way that was found to break a claim.
    pub(super) found: Option<Found>,
    /// What is wrong with this program, if that ended it.
    pub(super) fault: Option<String>,
}

impl Outcome {
    pub(super) fn of(explorer: &AnyExplorer<'_>, recording: &Recording) -> Self {
        Outcome {
            verdict: explorer.verdict(recording),
            found: explorer.found(),
            fault: explorer.fault().map(str::to_owned),
        }
    }

    /// What comes of a recorded one by some contract, at some level. What was explored, and what
    /// was found to be the shortest, follows from the contract and the level that it was explored
    /// by: by others there is a verdict and no shortest.
    pub(super) fn of_recorded(
        stored: &RecordingFile,
        explored: &Explored,
        contract: &Contract,
        level: Level,
    ) -> Result<Self, Error> {
        let built_in = Contract::embedded()?;
        let documented = Baseline::documented()?;
        let by = |contract, level| Judge {
            contract,
            documented: &documented,
            level,
        };
        let (own, other) = (by(&built_in, stored.level), by(contract, level));
        let explorer = AnyExplorer::retraced(&own, explored, &stored.recording).ok_or_else(|| {
            format!(
                "this program would have explored in another way than hopx-conformance {} did, by the contract {}\n  mend: judge it with the one that recorded it",
                stored.tool, stored.contract
            )
        })?;
        let same = built_in.fingerprint == contract.fingerprint && level == stored.level;
        let outcome = Outcome::of(&explorer, &stored.recording);
        Ok(match same {
            true => outcome,
            false => Outcome {
                verdict: explorer.verdict_by(&other, &stored.recording),
                found: None,
                ..outcome
            },
        })
    }
}

/// All that is told of an exploration.
pub(super) struct Telling<'t> {
    pub(super) contract: &'t Contract,
    pub(super) explored: &'t Explored,
    pub(super) recording: &'t Recording,
    pub(super) outcome: &'t Outcome,
    pub(super) whole_ledger: bool,
    /// The file that the workflow goes to.
    pub(super) out: Option<&'t Path>,
}

impl Telling<'_> {
    /// Tells it, and how the program ends by it. A reader that is gone loses no verdict: the exit
    /// code still tells it.
    pub(super) fn tell(&self) -> Exit {
        let conclusion = Conclusion {
            verdict: &self.outcome.verdict,
            recording: self.recording,
        };
        match self.print() {
            Err(error) if !closed(&error) => {
                warn(&format!("the report could not be written: {error}"));
            }
            _ => {}
        }
        match &self.outcome.fault {
            Some(fault) => {
                warn(&format!("a fault of ours, not the server's: {fault}"));
                conclusion.exit().min(Exit::CouldNotTell)
            }
            None => conclusion.exit(),
        }
    }

    fn print(&self) -> io::Result<()> {
        let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
        let Explored {
            seed,
            steps,
            max_requests,
            ..
        } = self.explored;
        let overlapping = match self.explored.concurrency {
            1 => String::new(),
            clients => format!(" --concurrency {clients}"),
        };
        writeln!(
            out,
            "exploring with --seed {seed} --steps {steps} --max-requests {max_requests}{overlapping}",
        )?;
        let found = self.outcome.found.as_ref();
        let shown = explore::shown(&self.outcome.verdict, found);
        let report = Report {
            contract: self.contract,
            conclusion: Conclusion {
                verdict: &shown,
                recording: self.recording,
            },
            drift: &[],
            whole_ledger: self.whole_ledger,
            quiet: false,
        };
        report::text(&report, None, &mut out)?;
        if let Some(found) = found {
            explore::tell(found, self.recording, &mut out)?;
            self.show(found, &mut out)?;
        }
        out.flush()
    }

    fn show(&self, found: &Found, out: &mut impl Write) -> io::Result<()> {
        let folder = self.out.and_then(scenarios_folder);
        let (by, with) = match found.way {
            Way::Sequence { .. } => ("It is reproduced by", "reproduce with"),
            Way::Round { .. } => ("Its calls, one after another", "one after another"),
        };
        match (self.out, folder) {
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
