//! What was done to the given sandboxes before a claim was first seen to be broken.
//!
//! A server may remember: what it does at the third call, it may do at every call from then
//! on. Then the shortest sequence fails only after all of this.

use super::document::Workflow;
use super::model::{Model, Move, Wanted};
use super::sequence::{Sequence, promised, walked};
use crate::contract::Operation;
use crate::recording::{Exchange, Recording};

/// Everything that was done up to an exchange.
#[derive(Clone, Debug)]
pub(super) struct History {
    found: Model,
    moves: Vec<Move>,
}

impl History {
    /// The pauses, resumes and lists up to an exchange.
    pub(super) fn until(recording: &Recording, given: &[String], last: u32) -> Self {
        let status = |id: &String| {
            let found = recording.given.iter().find(|given| given.id == *id);
            let status = found.and_then(|given| given.found.as_deref());
            status.and_then(Wanted::named).unwrap_or(Wanted::Running)
        };
        let looks = recording.scenarios.iter().flat_map(|record| &record.looks);
        let mut moves = Vec::new();
        for look in looks {
            // All pages and all repetitions of a list are one.
            let walks = look.exchanges.chunk_by(|one, next| {
                one.operation == Operation::List
                    && next.operation == Operation::List
                    && one.step == next.step
            });
            for exchange in walks.filter_map(|walk| walk.first()) {
                if exchange.number <= last {
                    moves.extend(done(exchange, given));
                }
            }
        }
        History {
            found: Model::of(given.iter().map(status).collect()),
            moves,
        }
    }

    /// Whether a sequence was gone through before, without any harm.
    pub(super) fn held(&self, sequence: &Sequence) -> bool {
        let steps = walked(self.found.clone(), &self.moves);
        let before = steps.len().saturating_sub(1);
        steps[..before].windows(sequence.moves.len()).any(|window| {
            let same = window.iter().map(|(_, step)| step).eq(&sequence.moves);
            let begins = |(model, _): &(Model, Move)| {
                let touched = sequence.moves.iter().filter_map(|step| step.sandbox());
                let mut states = touched.map(|sandbox| model.state(sandbox));
                states.all(|state| state == Some(sequence.begin))
            };
            same && window.first().is_some_and(begins)
        })
    }

    /// All of it, as a workflow.
    pub(super) fn workflow(&self, name: &str, mut summary: String) -> Workflow {
        let states = self.found.states();
        let first = states.first().copied();
        let uniform = states.iter().all(|state| Some(*state) == first);
        if !uniform {
            let names = states.iter().map(|state| state.as_str());
            let names: Vec<_> = names.collect();
            summary += &format!(" The given sandboxes were {} at first.", names.join(", "));
        }
        Workflow {
            name: name.to_owned(),
            summary,
            begin: first.filter(|_| uniform),
            look: false,
            steps: promised(&walked(self.found.clone(), &self.moves)),
        }
    }
}

fn done(exchange: &Exchange, given: &[String]) -> Option<Move> {
    let wanted = match exchange.operation {
        Operation::List => {
            return Some(Move::List(exchange.query("status").and_then(Wanted::named)));
        }
        Operation::Pause => Wanted::Paused,
        Operation::Resume => Wanted::Running,
    };
    let id = exchange.sandbox.as_ref()?;
    let sandbox = given.iter().position(|given| given == id)?;
    Some(Move::Bring(sandbox, wanted))
}
