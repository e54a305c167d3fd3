//! What is expected after calls that overlapped.

use super::{Cause, Event, Expectation, Expectations, target};
use crate::overlap::{History, Possible, Said};
use crate::recording::{Answer, Exchange};
use crate::scenario::Status;

impl Expectations {
    /// Takes note of calls that overlapped. Where every order of them leaves a sandbox in the
    /// same status, that is expected; where they leave it in either, no list settles which, and
    /// only a call by itself does.
    pub fn note_together(&mut self, exchanges: &[Exchange]) {
        for (id, entry) in &mut self.sandboxes {
            let history = History::read(exchanges, id);
            if let Some(expected) = after(entry, &history) {
                *entry = expected;
            }
        }
        self.events.extend(exchanges.iter().filter_map(event));
    }

    /// The sandboxes that overlapping calls may have left in either status.
    pub fn uncertain(&self) -> impl Iterator<Item = &str> {
        let uncertain = self.sandboxes().filter(|(_, entry)| entry.uncertain);
        uncertain.map(|(id, _)| id)
    }

    /// What overlapping calls may have found a sandbox to be.
    pub fn possible(&self, sandbox: &str) -> Possible {
        Possible::of(self.status(sandbox))
    }
}

impl Expectation {
    /// A conflict while nothing else was under way says which of the two statuses it is.
    pub(super) fn told_by_conflict(&mut self, status: &str) {
        self.status = Some(status.to_owned());
        self.cause = Cause::Found;
        self.uncertain = false;
    }
}

fn after(before: &Expectation, history: &History) -> Option<Expectation> {
    let last = history.acts().last()?;
    let possible = Possible::of(before.status.as_deref());
    let (_, sound) = history.unexplained(possible);
    let only = sound.ends(possible).only();
    let operation = |to: Status| match to {
        Status::Paused => crate::contract::Operation::Pause,
        Status::Running => crate::contract::Operation::Resume,
    };
    let done = |to: Status| {
        let mut acts = history.acts().iter();
        acts.any(|act| act.said == Said::Done && act.to == to)
    };
    Some(Expectation {
        status: only.map(|status| status.as_str().to_owned()),
        cause: match only {
            Some(status) if done(status) => Cause::Done(operation(status)),
            Some(_) => Cause::Refused(operation(last.to)),
            None => Cause::Found,
        },
        confirmed: false,
        uncertain: only.is_none(),
        seen_after: before.seen_after,
    })
}

fn event(exchange: &Exchange) -> Option<Event> {
    target(exchange.operation)?;
    Some(Event {
        operation: exchange.operation,
        sandbox: exchange.sandbox.clone()?,
        done: exchange.answer().is_some_and(Answer::is_success),
    })
}
