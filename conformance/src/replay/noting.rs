//! What is remembered of a pause or resume, before and after it.

use super::call::{Call, sandbox_in};
use super::session::Session;
use crate::recording::Exchange;
use crate::state;

impl Session<'_> {
    /// Remembers that a given sandbox is about to be changed, perhaps.
    pub(super) fn note_displaced(&self, call: &Call) {
        let template = &self.contract.description.operation(call.operation).path;
        if let Some(sandbox) = sandbox_in(template, call.path())
            && let Some(found) = self.found.get(&sandbox)
        {
            self.standing.displace(&sandbox, found);
        }
    }

    /// Remembers what a pause or resume said, whatever lists show afterwards.
    pub(super) fn note_said(&mut self, exchange: &Exchange) {
        let (Some(id), Some(target)) = (&exchange.sandbox, state::target(exchange.operation))
        else {
            return;
        };
        self.unanswered |= exchange.status().is_none();
        match exchange.status() {
            Some(200..300) => self.said.insert(id.clone(), Some(target.to_owned())),
            Some(300..500) => None,
            _ => self.said.insert(id.clone(), None),
        };
    }

    /// Remembers what overlapping calls have left: a status where every order of them ends in
    /// it.
    pub(super) fn note_together(&mut self, exchanges: &[Exchange]) {
        self.expectations.note_together(exchanges);
        for exchange in exchanges {
            let Some(id) = exchange.sandbox.as_ref() else {
                continue;
            };
            self.unanswered |= exchange.status().is_none();
            let status = self.expectations.status(id).map(str::to_owned);
            self.said.insert(id.clone(), status);
        }
    }
}
