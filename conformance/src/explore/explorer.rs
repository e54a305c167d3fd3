//! Goes on making up sequences until one fails, and then makes that one shorter.

use fastrand::Rng;

use super::document::{AREA, Workflow, document, step_index, step_name};
use super::found::{Found, Way};
use super::history::History;
use super::model::{CLAIMS, Move, Wanted};
use super::sequence::Sequence;
use super::shrink::{Shrink, Tried};
use super::verdict::{broken, known, verdict};
use crate::contract::Operation;
use crate::judge::{Finding, Judge, ScenarioResult, Verdict};
use crate::recording::{Exchange, Recording};
use crate::replay::{Guide, Next};
use crate::scenario::{self, Scenario};

/// So many sequences that could not be played to their end are enough.
const MOST_UNPLAYED: usize = 3;

/// How to explore.
#[derive(Clone, Copy, Debug)]
pub struct Exploring {
    /// What everything random comes from.
    pub seed: u64,
    /// How many moves a sequence has at the most, or a round of overlapping calls.
    pub steps: usize,
}

/// Makes up sequences and shortens the first that fails.
#[derive(Debug)]
pub struct Explorer<'j> {
    judge: &'j Judge<'j>,
    exploring: Exploring,
    rng: Rng,
    /// The given sandboxes whose status is known, in the order in which they were given.
    given: Vec<String>,
    /// Every scenario that was played.
    played: Vec<Scenario>,
    /// What is being played, and what for.
    playing: Option<(Sequence, Aim)>,
    failed: Option<Failed>,
    /// What preparations did and were not to do, as sequences that do it by themselves.
    suspects: Vec<Sequence>,
    unplayed: usize,
    /// What came in between that is a fault of ours.
    fault: Option<String>,
}

/// What a sequence is played for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    Explore,
    Shorten,
}

/// A sequence that failed, and what was made of it since.
#[derive(Debug)]
struct Failed {
    shrink: Shrink,
    /// The claims that the first of them broke: a shorter one has to break one of these.
    claims: Vec<String>,
    /// How many moves the first had.
    first: usize,
    /// How many shorter ones were tried.
    tries: usize,
    /// Nothing shorter is left to try.
    done: bool,
    history: History,
    /// What the best one broke, and the place of the scenario that did.
    findings: Vec<Finding>,
    scenario: usize,
}

impl<'j> Explorer<'j> {
    /// Gets ready to explore.
    pub fn new(judge: &'j Judge<'j>, exploring: Exploring) -> Self {
        Explorer {
            judge,
            exploring,
            rng: Rng::with_seed(exploring.seed),
            given: Vec::new(),
            played: Vec::new(),
            playing: None,
            failed: None,
            suspects: Vec::new(),
            unplayed: 0,
            fault: None,
        }
    }

    /// What the lifecycle is found to be: the verdict of all that was played, with nothing in
    /// it but the claims of the model.
    pub fn verdict(&self, recording: &Recording) -> Verdict {
        self.verdict_by(self.judge, recording)
    }

    /// The same by another contract, or at another level.
    pub fn verdict_by(&self, judge: &Judge<'_>, recording: &Recording) -> Verdict {
        verdict(judge, &self.played, recording, CLAIMS)
    }

    /// Whether no list tells the status of any given sandbox.
    pub fn knows_no_sandbox(&self) -> bool {
        self.given.is_empty()
    }

    /// What is wrong with this program, if that ended it.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The shortest sequence that broke a claim, if one did.
    pub fn found(&self) -> Option<Found> {
        let failed = self.failed.as_ref()?;
        let sequence = failed.shrink.best().clone();
        let held_before = failed.history.held(&sequence);
        let claims = broken(&failed.findings);
        let mut workflows = vec![Workflow {
            name: "shortest".to_owned(),
            summary: format!("Breaks {}.", claims.join(", ")),
            begin: Some(sequence.begin),
            look: matches!(sequence.moves.last(), Some(Move::List(_))),
            steps: sequence.promised(self.given.len()),
        }];
        if held_before {
            let summary = format!(
                "All that was done before {} was first seen to be broken.",
                failed.claims.join(", ")
            );
            workflows.push(failed.history.workflow("whole-way", summary));
        }
        let title = format!("Found by explore with seed {}", self.exploring.seed);
        Some(Found {
            document: document(&title, &workflows),
            way: Way::Sequence {
                sequence,
                held_before,
            },
            findings: failed.findings.clone(),
            scenario: failed.scenario,
            first: failed.first,
            tries: failed.tries,
            shortest: failed.done,
        })
    }

    /// Takes note of what became of the sequence that was just played.
    fn read(&mut self, so_far: &Recording) {
        let Some((sequence, aim)) = self.playing.take() else {
            return;
        };
        let verdict = self.verdict(so_far);
        let Some(judged) = verdict.scenarios.last() else {
            return;
        };
        if matches!(judged.result, ScenarioResult::Errored(_)) {
            self.unplayed += 1;
        }
        let broke = self.first_broken(&sequence, &judged.findings, so_far);
        let suspect = self.suspect(&judged.findings, so_far);
        let scenario = self.played.len() - 1;
        match (&mut self.failed, broke) {
            (Some(failed), broke) if aim == Aim::Shorten => {
                let broke = broke.filter(|(_, findings)| {
                    let mut claims = findings.iter().map(|finding| &finding.claim);
                    claims.any(|claim| failed.claims.contains(claim))
                });
                failed.tries += 1;
                let tried = match &broke {
                    Some((shorter, _)) => Tried::Broke(shorter.clone()),
                    None => Tried::Held,
                };
                failed.shrink.tell(sequence, tried);
                if let Some((shorter, findings)) = broke
                    && *failed.shrink.best() == shorter
                {
                    failed.findings = findings;
                    failed.scenario = scenario;
                }
            }
            (None, Some((shorter, findings))) => {
                let claims = broken(&findings);
                let exchange = first_of(&claims, &verdict);
                self.failed = Some(Failed {
                    shrink: Shrink::new(shorter, self.given.len()),
                    claims,
                    first: sequence.looked_at().moves.len(),
                    tries: 0,
                    done: false,
                    history: History::until(so_far, &self.given, exchange),
                    findings,
                    scenario,
                });
            }
            (None, None) => self
                .suspects
                .extend(suspect.filter(|suspect| *suspect != sequence)),
            _ => {}
        }
    }

    /// The sequence up to the move that first showed a claim to be broken, with what it showed.
    fn first_broken(
        &self,
        sequence: &Sequence,
        findings: &[Finding],
        so_far: &Recording,
    ) -> Option<(Sequence, Vec<Finding>)> {
        let first = findings.iter().map(|finding| finding.exchange).min()?;
        let of_it = findings.iter().filter(|finding| finding.exchange == first);
        let of_it: Vec<Finding> = of_it.cloned().collect();
        let exchange = so_far
            .exchanges()
            .find(|exchange| exchange.number == first)?;
        // What a preparation shows is tried again by itself: see `suspect`.
        let last = step_index(&exchange.step)?;
        Some((sequence.looked_at().up_to(last), of_it))
    }

    /// The preparations that were just made, as a sequence, where they broke something: what is
    /// printed in the end must not depend on what happened to have to be prepared.
    fn suspect(&self, findings: &[Finding], so_far: &Recording) -> Option<Sequence> {
        let first = findings.iter().map(|finding| finding.exchange).min()?;
        let look = so_far.scenarios.last()?.looks.last()?;
        let shown = look
            .exchanges
            .iter()
            .find(|exchange| exchange.number == first)?;
        if step_index(&shown.step).is_some() {
            return None;
        }
        let prepared = look
            .exchanges
            .iter()
            .take_while(|exchange| exchange.is_preparation() && exchange.number <= shown.number);
        let moves: Vec<Move> = prepared
            .filter_map(|exchange| self.prepared(exchange))
            .collect();
        let Move::Bring(_, wanted) = moves.first()? else {
            return None;
        };
        Some(Sequence {
            begin: wanted.other(),
            moves,
        })
    }

    /// What a call does that brings a sandbox into the state that a sequence begins with.
    fn prepared(&self, exchange: &Exchange) -> Option<Move> {
        let wanted = match exchange.operation {
            Operation::List => return None,
            Operation::Pause => Wanted::Paused,
            Operation::Resume => Wanted::Running,
        };
        let id = exchange.sandbox.as_ref()?;
        let sandbox = self.given.iter().position(|given| given == id)?;
        Some(Move::Bring(sandbox, wanted))
    }

    fn decide(&mut self, left: usize) -> Option<(Sequence, Aim)> {
        if let Some(failed) = &mut self.failed {
            let next = failed.shrink.ahead();
            failed.done = next.is_none();
            return Some((next?, Aim::Shorten));
        }
        if self.unplayed >= MOST_UNPLAYED {
            return None;
        }
        if let Some(suspect) = self.suspects.pop() {
            return Some((suspect, Aim::Explore));
        }
        let steps = self.exploring.steps.min(left.saturating_sub(self.around()));
        let random = |steps| Sequence::random(&mut self.rng, steps, self.given.len());
        let sequence = (steps > 0).then_some(steps).map(random)?;
        Some((sequence, Aim::Explore))
    }

    /// How many requests a sequence takes beside its moves: every sandbox may have to be brought
    /// to the beginning, and both ends are looked at.
    fn around(&self) -> usize {
        self.given.len() + 2
    }

    /// A sequence as a scenario, by way of the document that would be printed of it.
    fn scenario(&mut self, sequence: &Sequence, aim: Aim) -> Option<Scenario> {
        let word = match aim {
            Aim::Explore => "sequence",
            Aim::Shorten => "shorter",
        };
        let looked_at = sequence.looked_at();
        let workflow = Workflow {
            name: format!("{word}-{}", self.played.len() + 1),
            summary: described(&looked_at),
            begin: Some(sequence.begin),
            look: false,
            steps: looked_at.promised(self.given.len()),
        };
        let text = document("A sequence", &[workflow]);
        let read = scenario::from_text(AREA, "sequence", &text, self.judge.contract);
        match read {
            Ok(mut scenarios) => scenarios.pop(),
            Err(error) => {
                self.fault = Some(error.to_string());
                None
            }
        }
    }
}

impl Guide for Explorer<'_> {
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Next> {
        if self.played.is_empty() {
            self.given = known(so_far);
        }
        self.read(so_far);
        if self.given.is_empty() {
            return None;
        }
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let (sequence, aim) = self.decide(left)?;
        if sequence.moves.len() + self.around() > left {
            return None;
        }
        let scenario = self.scenario(&sequence, aim)?;
        self.playing = Some((sequence, aim));
        self.played.push(scenario.clone());
        Some(Next::Scenario(Box::new(scenario)))
    }
}

/// The exchange that first showed one of some claims to be broken, be it one that prepared a
/// sequence.
fn first_of(claims: &[String], verdict: &Verdict) -> u32 {
    let findings = verdict.scenarios.iter().flat_map(|judged| &judged.findings);
    let of_them = findings.filter(|finding| claims.contains(&finding.claim));
    of_them
        .map(|finding| finding.exchange)
        .min()
        .unwrap_or_default()
}

fn described(sequence: &Sequence) -> String {
    let names = sequence.moves.iter().enumerate();
    let names = names.map(|(index, step)| step_name(index, *step));
    names.collect::<Vec<_>>().join(", ")
}
