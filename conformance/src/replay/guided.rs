//! Replaying what is decided only as the run goes on.

use super::call::Call;
use super::interrupt::Interrupted;
use super::panic;
use super::play::described;
use super::run::unready;
use super::session::Session;
use crate::contract::Operation;
use crate::recording::{Exchange, Look, Outcome, Recording, Role, ScenarioRecord};
use crate::scenario::{Scenario, Status};
use crate::silence::silence;

/// Says what to play next, by what was seen so far.
pub trait Guide {
    /// What to play next; none where it is enough. So many requests are left for it.
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Next>;
}

/// What is played next.
#[derive(Clone, Debug)]
pub enum Next {
    /// The steps of a scenario, one after another.
    Scenario(Box<Scenario>),
    /// Calls of several clients at the same time.
    Together(Box<Together>),
}

/// Calls of several clients at the same time.
#[derive(Clone, Debug)]
pub struct Together {
    /// A scenario that has a step for every call. It says how to begin, and what is to be held
    /// against each answer by itself.
    pub scenario: Scenario,
    /// What each client calls, one after another.
    pub clients: Vec<Vec<Concurrent>>,
}

/// One call of a client.
#[derive(Clone, Debug)]
pub struct Concurrent {
    /// The step of the scenario that it stands for.
    pub step: String,
    /// The operation.
    pub operation: Operation,
    /// The sandbox, by its place among the given ones whose status is known, from 0.
    pub nth: usize,
    /// The status that a list is filtered by.
    pub filter: Option<Status>,
}

impl Next {
    /// The address of what is played.
    pub fn address(&self) -> &str {
        &self.scenario().address
    }

    fn scenario(&self) -> &Scenario {
        match self {
            Next::Scenario(scenario) => scenario,
            Next::Together(together) => &together.scenario,
        }
    }
}

impl Session<'_> {
    /// Replays what a guide says over the given sandboxes, which are put back at the end.
    pub async fn follow(mut self, guide: &mut impl Guide, given: &[String]) -> Recording {
        let mut recording = self.blank();
        match self.borrow(given, &mut recording).await {
            Ok(()) => {
                let followed = panic::caught(self.guided(guide, &mut recording)).await;
                let followed = followed.unwrap_or_else(|panic| {
                    self.note_panic(&panic, &mut recording);
                    Ok(())
                });
                recording.interrupted = followed.is_err();
            }
            Err(why) => unready(&mut recording, given, why),
        }
        recording.broken_off.append(&mut self.broken_off);
        self.end(recording).await
    }

    async fn guided(
        &mut self,
        guide: &mut impl Guide,
        recording: &mut Recording,
    ) -> Result<(), Interrupted> {
        while let Some(next) = guide.next(recording, self.budget.left()) {
            let place = recording.scenarios.len() + 1;
            self.tell_begin(&next.scenario().address, place, None);
            // Written down as it is made, so that a panic loses nothing of it.
            recording.scenarios.push(ScenarioRecord {
                address: next.scenario().address.clone(),
                outcome: Outcome::Ran,
                looks: vec![Look::default()],
            });
            let Some(record) = recording.scenarios.last_mut() else {
                continue;
            };
            let played = match &next {
                Next::Scenario(scenario) => self.whole(scenario, record).await,
                Next::Together(together) => self.at_once(together, record).await,
            };
            if played.is_err() && self.budget.ran_out() {
                // What there is of it is too little to judge.
                let looks = std::mem::take(&mut record.looks);
                record.outcome = Outcome::Skipped(self.too_many_requests());
                let calls = looks.into_iter().flat_map(|look| look.exchanges);
                recording.broken_off.extend(calls);
                return Ok(());
            }
            if played.is_err() {
                record.outcome = Outcome::Errored("the run was interrupted".to_owned());
            }
            played?;
        }
        Ok(())
    }

    /// Plays a scenario once, and looks before and after its steps what became of the given
    /// sandboxes, where a list is due.
    async fn whole(
        &mut self,
        scenario: &Scenario,
        record: &mut ScenarioRecord,
    ) -> Result<(), Interrupted> {
        let Some(look) = record.looks.last_mut() else {
            return Ok(());
        };
        // What a preparation has done is seen by itself, so that no step is blamed for it.
        if let Some(outcome) = self.prepare(scenario, look).await? {
            record.outcome = outcome;
        } else {
            if !look.exchanges.is_empty() {
                self.see_again(look).await?;
            }
            record.outcome = self.play(scenario, look).await?;
        }
        let last = look.exchanges.last();
        if last.is_some_and(|exchange| exchange.operation != Operation::List) {
            self.see_again(look).await?;
        }
        Ok(())
    }

    /// Makes the calls of several clients, and looks before and after them what became of the
    /// given sandboxes.
    async fn at_once(
        &mut self,
        together: &Together,
        record: &mut ScenarioRecord,
    ) -> Result<(), Interrupted> {
        let Some(look) = record.looks.last_mut() else {
            return Ok(());
        };
        if let Some(outcome) = self.prepare(&together.scenario, look).await? {
            record.outcome = outcome;
            return Ok(());
        }
        if !look.exchanges.is_empty() {
            self.see_again(look).await?;
        }
        let before = look.exchanges.len();
        let clients = together.clients.iter();
        let calls = clients.map(|client| client.iter().map(|call| self.concurrent(call)).collect());
        self.together(calls.collect(), look).await?;
        let silent = look.exchanges[before..].iter().find_map(told_nothing);
        record.outcome = silent.map_or(Outcome::Ran, Outcome::Errored);
        self.see_again(look).await
    }

    fn concurrent(&self, call: &Concurrent) -> Call {
        let role = Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        };
        let (sandbox, query) = match call.operation {
            Operation::List => {
                let filter = call
                    .filter
                    .map(|status| ("status", status.as_str().to_owned()));
                let limit = ("limit", self.page_size.to_string());
                (None, filter.into_iter().chain([limit]).collect())
            }
            _ => (self.nth_sandbox(call.nth), Vec::new()),
        };
        let sandbox = sandbox.map(String::as_str);
        self.plain_call(call.operation, &call.step, role, sandbox, &query)
    }
}

/// Why the answer to a call leaves open whether it has acted.
fn told_nothing(exchange: &Exchange) -> Option<String> {
    let unanswered = || {
        let none = exchange.answer().is_none();
        none.then(|| format!("step {} {}", exchange.step, described(exchange)))
    };
    // The criteria say what a failure breaks, whatever else is under way. What it leaves open is
    // what becomes of the sandbox.
    let failed = || {
        let status = exchange.status().filter(|status| *status >= 500)?;
        Some(format!(
            "the server answered {status} while other calls were under way"
        ))
    };
    silence(exchange, None).or_else(unanswered).or_else(failed)
}
