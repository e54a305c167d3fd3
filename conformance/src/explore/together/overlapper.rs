//! Goes on making up rounds until one fails, makes that one smaller, and then makes it some
//! times more: a race shows when it will.

use std::collections::VecDeque;

use fastrand::Rng;

use super::super::Model;
use super::super::document::{Workflow, document};
use super::super::explorer::Exploring;
use super::super::found::{Found, Way};
use super::super::model::{Move, OVERLAPPING};
use super::super::sequence::{promised, walked};
use super::super::verdict::{broken, known, verdict};
use super::round::Round;
use crate::judge::{Finding, Judge, ScenarioResult, Verdict};
use crate::recording::{Outcome, Recording};
use crate::replay::{Guide, Next, Together};
use crate::scenario::Scenario;

/// How often a smaller round is made before it is given up.
const TRIES: usize = 2;
/// How often what was found is made once more.
const AGAIN: usize = 5;

/// Makes up rounds of overlapping calls, and makes the first smaller that fails.
#[derive(Debug)]
pub struct Overlapper<'j> {
    judge: &'j Judge<'j>,
    exploring: Exploring,
    clients: usize,
    rng: Rng,
    given: Vec<String>,
    /// Every round that was made, as a scenario.
    played: Vec<Scenario>,
    playing: Option<(Round, Aim)>,
    failed: Option<Failed>,
    /// Whether some call was not answered as promised, so that it may act at any time: whatever
    /// comes after it proves nothing.
    doubtful: bool,
    fault: Option<String>,
}

/// What a round is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    Explore,
    Shorten,
    Again,
}

/// A round that failed, and what was made of it since.
#[derive(Debug)]
struct Failed {
    best: Round,
    claims: Vec<String>,
    first: usize,
    tries: usize,
    /// Smaller ones, each with how often it is still to be made.
    ahead: VecDeque<(Round, usize)>,
    again: usize,
    failed_again: usize,
    findings: Vec<Finding>,
    scenario: usize,
}

impl<'j> Overlapper<'j> {
    /// Gets ready to explore with so many clients.
    pub fn new(judge: &'j Judge<'j>, exploring: Exploring, clients: usize) -> Self {
        Overlapper {
            judge,
            exploring,
            clients,
            rng: Rng::with_seed(exploring.seed),
            given: Vec::new(),
            played: Vec::new(),
            playing: None,
            failed: None,
            doubtful: false,
            fault: None,
        }
    }

    /// What the lifecycle is found to be under calls that overlap.
    pub fn verdict(&self, recording: &Recording) -> Verdict {
        self.verdict_by(self.judge, recording)
    }

    /// The same by another contract, or at another level.
    pub fn verdict_by(&self, judge: &Judge<'_>, recording: &Recording) -> Verdict {
        verdict(judge, &self.played, recording, &OVERLAPPING)
    }

    /// Whether no list tells the status of any given sandbox.
    pub fn knows_no_sandbox(&self) -> bool {
        self.given.is_empty()
    }

    /// What is wrong with this program, if that ended it.
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The smallest round that broke a claim, if one did.
    pub fn found(&self) -> Option<Found> {
        let failed = self.failed.as_ref()?;
        Some(Found {
            document: self.one_at_a_time(&failed.best, &broken(&failed.findings)),
            way: Way::Round {
                round: failed.best.clone(),
                again: failed.again,
                failed: failed.failed_again,
                ended: self.doubtful,
            },
            findings: failed.findings.clone(),
            scenario: failed.scenario,
            first: failed.first,
            tries: failed.tries,
            shortest: failed.ahead.is_empty(),
        })
    }

    /// What a document can say of a round: its calls, one after another.
    fn one_at_a_time(&self, round: &Round, claims: &[String]) -> String {
        let mut moves: Vec<Move> = round.calls.iter().map(|(_, call)| *call).collect();
        moves.push(Move::List(None));
        let steps = walked(Model::all(round.begin, self.given.len()), &moves);
        let workflow = Workflow {
            name: "one-at-a-time".to_owned(),
            summary: format!(
                "What broke {} where the calls overlapped, which no workflow can say.",
                claims.join(", ")
            ),
            begin: Some(round.begin),
            look: false,
            steps: promised(&steps),
        };
        let (seed, clients) = (self.exploring.seed, self.clients);
        let title = format!("Found by explore with seed {seed} and {clients} clients");
        document(&title, &[workflow])
    }

    /// Takes note of what became of the round that was just made.
    fn read(&mut self, so_far: &Recording) {
        let Some((round, aim)) = self.playing.take() else {
            return;
        };
        let verdict = self.verdict(so_far);
        let Some(judged) = verdict.scenarios.last() else {
            return;
        };
        let scenario = self.played.len() - 1;
        let outcome = so_far.scenarios.last().map(|record| &record.outcome);
        self.doubtful |= matches!(judged.result, ScenarioResult::Errored(_))
            || outcome.is_some_and(|outcome| *outcome != Outcome::Ran);
        let findings = judged.findings.clone();
        match &mut self.failed {
            None if !findings.is_empty() => {
                self.failed = Some(Failed::new(round, findings, scenario));
            }
            Some(failed) => failed.read(round, aim, findings, scenario),
            None => {}
        }
    }

    fn decide(&mut self, left: usize) -> Option<(Round, Aim)> {
        if self.doubtful {
            return None;
        }
        let around = self.around();
        if let Some(failed) = &mut self.failed {
            let kept = AGAIN * (failed.best.calls.len() + around);
            let affordable = |round: &Round| round.calls.len() + around + kept <= left;
            if failed
                .ahead
                .front()
                .is_some_and(|(round, _)| affordable(round))
            {
                let (round, times) = failed.ahead.pop_front()?;
                if times > 1 {
                    failed.ahead.push_front((round.clone(), times - 1));
                }
                return Some((round, Aim::Shorten));
            }
            let again = failed.again < AGAIN;
            return again.then(|| (failed.best.clone(), Aim::Again));
        }
        let steps = self.exploring.steps.max(self.clients);
        let steps = steps.min(left.saturating_sub(around));
        if steps < self.clients {
            return None;
        }
        let round = Round::random(&mut self.rng, steps, self.clients, self.given.len());
        Some((round, Aim::Explore))
    }

    /// How many requests a round takes beside its calls: every sandbox may have to be brought to
    /// the beginning, and both ends are looked at, the last one perhaps twice.
    fn around(&self) -> usize {
        self.given.len() + 3
    }

    /// A round with a scenario for it.
    fn together(&mut self, round: &Round, aim: Aim) -> Option<Together> {
        let word = match aim {
            Aim::Explore => "overlap",
            Aim::Shorten => "smaller",
            Aim::Again => "again",
        };
        let name = format!("{word}-{}", self.played.len() + 1);
        match round.together(&name, self.judge.contract) {
            Ok(together) => Some(together),
            Err(error) => {
                self.fault = Some(error.to_string());
                None
            }
        }
    }
}

impl Failed {
    fn new(round: Round, findings: Vec<Finding>, scenario: usize) -> Self {
        Failed {
            claims: broken(&findings),
            first: round.calls.len(),
            ahead: ahead(&round),
            best: round,
            tries: 0,
            again: 0,
            failed_again: 0,
            findings,
            scenario,
        }
    }

    fn read(&mut self, round: Round, aim: Aim, findings: Vec<Finding>, scenario: usize) {
        let same = |found: &Finding| self.claims.iter().any(|claim| alike(claim, &found.claim));
        let failed = findings.iter().any(same);
        match aim {
            Aim::Again => {
                self.again += 1;
                self.failed_again += usize::from(failed);
            }
            _ => {
                self.tries += 1;
                if failed {
                    self.ahead = ahead(&round);
                    self.best = round;
                    self.findings = findings;
                    self.scenario = scenario;
                }
            }
        }
    }
}

/// Whether two claims may be broken by the same fault: where calls overlap it is not known which
/// of them is a repetition, and in a smaller round it may be.
fn alike(one: &str, other: &str) -> bool {
    let plain = |claim: &str| claim.replace("/repeat", "/200");
    plain(one) == plain(other)
}

fn ahead(round: &Round) -> VecDeque<(Round, usize)> {
    round
        .smaller()
        .into_iter()
        .map(|one| (one, TRIES))
        .collect()
}

impl Guide for Overlapper<'_> {
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Next> {
        if self.played.is_empty() {
            self.given = known(so_far);
        }
        self.read(so_far);
        if self.given.is_empty() {
            return None;
        }
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let (round, aim) = self.decide(left)?;
        if round.calls.len() + self.around() > left {
            return None;
        }
        let together = self.together(&round, aim)?;
        self.playing = Some((round, aim));
        self.played.push(together.scenario.clone());
        Some(Next::Together(Box::new(together)))
    }
}
