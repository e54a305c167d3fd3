//! What an account may do, told from what it did.
//!
//! A 403 says nothing about an operation, where the account may not do this. Where the same call
//! succeeded before and succeeds again afterwards, it may.

use std::collections::BTreeMap;

use crate::contract::Operation;
use crate::recording::{Answer, Credential, Exchange, Recording};

/// The first and the last success of every pause and resume with the run's own key.
#[derive(Debug, Default)]
pub(super) struct Permissions<'r>(BTreeMap<(Operation, &'r str), (u32, u32)>);

impl<'r> Permissions<'r> {
    pub(super) fn read(recording: &'r Recording) -> Self {
        let looks = recording.scenarios.iter().flat_map(|record| &record.looks);
        let played = looks.flat_map(|look| &look.exchanges);
        let mut permissions = Permissions::default();
        for exchange in played.chain(&recording.closing) {
            let done = exchange.answer().is_some_and(Answer::is_success);
            if let Some(id) = exchange.sandbox.as_deref().filter(|_| done)
                && exchange.credential == Credential::Own
            {
                let first = (exchange.number, exchange.number);
                let known = permissions.0.entry((exchange.operation, id));
                known.or_insert(first).1 = exchange.number;
            }
        }
        permissions
    }

    /// Whether a call was refused with 403 that the account may make all the same.
    pub(super) fn refute(&self, exchange: &Exchange) -> bool {
        let forbidden = exchange.status() == Some(403) && exchange.credential == Credential::Own;
        let done = exchange
            .sandbox
            .as_deref()
            .and_then(|id| self.0.get(&(exchange.operation, id)));
        forbidden && done.is_some_and(|(first, last)| (first..last).contains(&&exchange.number))
    }
}
