//! What a self-test comes to, as plain data for whoever reads it.

use std::time::Duration;

use serde::Serialize;

use super::Tried;
use super::subject::Subject;
use super::trial::{Ran, Trial};
use crate::exit::Exit;
use crate::judge::Counts;
use crate::scenario::Scenario;

/// Everything that a self-test shows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SelfTest {
    pub(super) score: Score,
    pub(super) faults: Vec<Fault>,
    pub(super) legal: Vec<Legal>,
    pub(super) null: Vec<Nothing>,
    pub(super) scenarios: Vec<Kills>,
    pub(super) took_ms: u64,
}

/// The counts.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Score {
    pub(super) faults: usize,
    pub(super) killed: usize,
    /// Faults of which the claim that they break was found broken.
    pub(super) named: usize,
    pub(super) legal: usize,
    pub(super) conforming: usize,
    pub(super) null: usize,
    /// Scenarios that passed against null targets.
    pub(super) null_passes: usize,
    pub(super) scenarios: usize,
    /// Scenarios that kill no fault; none where not all faults were tried.
    pub(super) idle: Option<usize>,
}

/// A server that breaks one claim.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fault {
    pub(super) name: &'static str,
    pub(super) claim: &'static str,
    pub(super) about: &'static str,
    pub(super) fate: Fate,
    /// Those that named the right claim come first.
    pub(super) caught_by: Vec<Caught>,
    pub(super) trouble: Vec<String>,
    pub(super) took_ms: u64,
}

/// What became of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fate {
    /// The claim that it breaks was found broken.
    Killed,
    /// Other claims were found broken.
    KilledUnderAnotherClaim,
    /// No claim was.
    Survived,
}

/// A scenario that found claims broken.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Caught {
    pub(super) scenario: String,
    pub(super) claims: Vec<String>,
}

/// A server that differs legally.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Legal {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) conforms: bool,
    pub(super) caught_by: Vec<Caught>,
    pub(super) trouble: Vec<String>,
    pub(super) took_ms: u64,
}

/// A server that is nothing at all.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Nothing {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// What came of a run like any other.
    pub(super) run: Spread,
    /// What came of a run that went on whatever the first calls found.
    pub(super) undeterred: Spread,
    pub(super) took_ms: u64,
}

/// What the scenarios of a run came to.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Spread {
    /// Those that passed: there should be none.
    pub(super) passed: Vec<String>,
    pub(super) failed: usize,
    pub(super) errored: usize,
    pub(super) skipped: usize,
}

/// How many faults a scenario kills.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Kills {
    pub(super) scenario: String,
    pub(super) kills: usize,
    /// Those that no other scenario kills.
    pub(super) alone: usize,
}

impl SelfTest {
    /// Sums up trials of some scenarios.
    pub(crate) fn sum_up(tried: &Tried, scenarios: &[&Scenario]) -> Self {
        let trials = || tried.trials.iter();
        let faults: Vec<_> = trials().filter_map(Fault::read).collect();
        let legal: Vec<_> = trials().filter_map(Legal::read).collect();
        let null: Vec<_> = trials().filter_map(Nothing::read).collect();
        let scenarios: Vec<_> = scenarios
            .iter()
            .map(|scenario| Kills::count(&scenario.address, &faults))
            .collect();
        let breaking = Subject::all().into_iter().filter_map(Subject::claim);
        let whole = breaking.count() == faults.len();
        let idle = || scenarios.iter().filter(|row| row.kills == 0).count();
        let score = Score {
            faults: faults.len(),
            killed: count(&faults, |fault| fault.fate != Fate::Survived),
            named: count(&faults, |fault| fault.fate == Fate::Killed),
            legal: legal.len(),
            conforming: count(&legal, |legal| legal.conforms),
            null: null.len(),
            null_passes: null.iter().map(Nothing::passes).sum(),
            scenarios: scenarios.len(),
            idle: whole.then(idle),
        };
        SelfTest {
            score,
            faults,
            legal,
            null,
            scenarios,
            took_ms: millis(tried.took),
        }
    }

    /// How it ends. A fault that is found under another claim fails nothing, and is shown.
    pub(crate) fn exit(&self) -> Exit {
        let score = &self.score;
        let good = score.killed == score.faults
            && score.conforming == score.legal
            && score.null_passes == 0
            && score.idle.unwrap_or_default() == 0;
        if good { Exit::Conforms } else { Exit::Violated }
    }

    /// The scenarios that kill nothing, where all faults were tried.
    pub(super) fn idle(&self) -> impl Iterator<Item = &str> {
        let told = self.score.idle.is_some();
        let rows = self.scenarios.iter();
        let idle = rows.filter(move |row| told && row.kills == 0);
        idle.map(|row| row.scenario.as_str())
    }
}

impl Fault {
    fn read(trial: &Trial) -> Option<Self> {
        let Subject::Twin(twin) = trial.subject else {
            return None;
        };
        let claim = twin.breaks()?;
        let ran = trial.runs.first()?;
        let mut caught_by = caught(ran);
        caught_by.sort_by_key(|caught| !caught.names(claim));
        let fate = match caught_by.first() {
            Some(first) if first.names(claim) => Fate::Killed,
            Some(_) => Fate::KilledUnderAnotherClaim,
            None => Fate::Survived,
        };
        Some(Fault {
            name: twin.name(),
            claim,
            about: twin.about(),
            fate,
            caught_by,
            trouble: ran.trouble.clone(),
            took_ms: millis(trial.took),
        })
    }
}

impl Legal {
    fn read(trial: &Trial) -> Option<Self> {
        let Subject::Twin(twin) = trial.subject else {
            return None;
        };
        let ran = trial.runs.first().filter(|_| twin.breaks().is_none())?;
        Some(Legal {
            name: twin.name(),
            about: twin.about(),
            conforms: ran.exit == Exit::Conforms,
            caught_by: caught(ran),
            trouble: ran.trouble.clone(),
            took_ms: millis(trial.took),
        })
    }
}

impl Nothing {
    fn read(trial: &Trial) -> Option<Self> {
        let (Subject::Null(null), [run, undeterred]) = (trial.subject, trial.runs.as_slice())
        else {
            return None;
        };
        Some(Nothing {
            name: null.name(),
            about: null.about(),
            run: Spread::of(run),
            undeterred: Spread::of(undeterred),
            took_ms: millis(trial.took),
        })
    }

    fn passes(&self) -> usize {
        self.run.passed.len() + self.undeterred.passed.len()
    }
}

impl Spread {
    fn of(ran: &Ran) -> Self {
        let Counts {
            failed,
            errored,
            skipped,
            ..
        } = ran.verdict.counts();
        Spread {
            passed: ran.passed().map(str::to_owned).collect(),
            failed,
            errored,
            skipped,
        }
    }
}

impl Caught {
    /// Whether it found that very claim broken.
    pub(super) fn names(&self, claim: &str) -> bool {
        self.claims.iter().any(|named| named == claim)
    }
}

impl Kills {
    fn count(scenario: &str, faults: &[Fault]) -> Self {
        let by = |fault: &&Fault| fault.caught_by.iter().any(|by| by.scenario == scenario);
        let killed = || faults.iter().filter(by);
        Kills {
            scenario: scenario.to_owned(),
            kills: killed().count(),
            alone: killed().filter(|fault| fault.caught_by.len() == 1).count(),
        }
    }
}

/// The scenarios that found something, with the claims that they found broken.
fn caught(ran: &Ran) -> Vec<Caught> {
    let scenarios = ran.verdict.scenarios.iter();
    let found = scenarios.filter(|scenario| !scenario.findings.is_empty());
    let caught = found.map(|scenario| {
        let mut claims: Vec<String> = Vec::new();
        for finding in &scenario.findings {
            if !claims.contains(&finding.claim) {
                claims.push(finding.claim.clone());
            }
        }
        Caught {
            scenario: scenario.address.clone(),
            claims,
        }
    });
    caught.collect()
}

fn count<T>(rows: &[T], meant: impl Fn(&T) -> bool) -> usize {
    rows.iter().filter(|row| meant(row)).count()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
