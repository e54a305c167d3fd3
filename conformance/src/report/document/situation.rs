//! Which claims a run had an occasion to check that no step names: those that every answer of
//! a kind is held against.
//!
//! The id of a claim says what it is about: the area, then the status or the subject.

use std::collections::BTreeSet;

use crate::contract::Operation;
use crate::recording::{Credential, Exchange, Recording};

/// What calls of scenarios there were that had an answer.
#[derive(Debug, Default)]
pub(super) struct Situations {
    answered: BTreeSet<(Operation, u16)>,
    /// The query parameters that a list was asked with.
    asked: BTreeSet<Vec<String>>,
    elements: bool,
    other_key: bool,
}

impl Situations {
    pub(super) fn of(recording: &Recording) -> Self {
        let mut situations = Situations::default();
        let looks = recording.scenarios.iter().flat_map(|record| &record.looks);
        for exchange in looks.flat_map(|look| &look.exchanges) {
            situations.note(exchange);
        }
        situations
    }

    fn note(&mut self, exchange: &Exchange) {
        for attempt in &exchange.attempts {
            if let Ok(answer) = &attempt.result {
                self.answered.insert((exchange.operation, answer.status));
            }
        }
        let Some(answer) = exchange.answer().filter(|answer| answer.is_success()) else {
            return;
        };
        if exchange.operation != Operation::List {
            return;
        }
        let names = exchange.query.iter().map(|(name, _)| name.clone());
        self.asked.insert(names.collect());
        self.other_key |= exchange.credential == Credential::Other;
        let body = answer.json();
        let data = body.as_ref().and_then(|body| body.get("data"));
        self.elements |= data
            .and_then(|data| data.as_array())
            .is_some_and(|data| !data.is_empty());
    }

    /// Whether there was an answer that a claim is about.
    pub(super) fn bear_on(&self, claim: &str) -> bool {
        let mut parts = claim.split('/');
        let (area, subject) = (parts.next().unwrap_or_default(), parts.next());
        let subject = subject.unwrap_or_default();
        let point = parts.next().unwrap_or_default();
        let status = subject.parse().ok();
        let operation = Operation::ALL
            .into_iter()
            .find(|operation| operation.word() == area);
        match (operation, subject) {
            (Some(Operation::List), "element") => self.elements,
            (Some(Operation::List), "limit") => self.asked_with(&["limit"]),
            (Some(Operation::List), "paging") => self.asked_with(&["cursor"]),
            (Some(Operation::List), "own-organisation") => self.other_key,
            (Some(Operation::List), "filter") => self.filtered(point),
            (Some(operation), _) => self.succeeded(operation, status),
            (None, _) => match (status, area) {
                (Some(status), _) => self.any(|answered| answered == status),
                (None, "errors") => self.any(|answered| answered >= 400),
                (None, _) => self.any(|_| true),
            },
        }
    }

    fn filtered(&self, point: &str) -> bool {
        match point {
            "status" | "region" => self.asked_with(&[point]),
            "together" => self.asked_with(&["status", "region"]),
            "every-page" => {
                self.asked_with(&["status", "cursor"]) || self.asked_with(&["region", "cursor"])
            }
            _ => self.asked_with(&["status"]) || self.asked_with(&["region"]),
        }
    }

    /// Whether a list was asked for with all of these, and answered.
    fn asked_with(&self, names: &[&str]) -> bool {
        let has_all = |asked: &&Vec<String>| {
            let mut names = names.iter();
            names.all(|name| asked.iter().any(|asked| asked == name))
        };
        self.asked.iter().any(|asked| has_all(&asked))
    }

    /// Whether a call of that operation had that status, or any of success.
    fn succeeded(&self, operation: Operation, status: Option<u16>) -> bool {
        let fits = |answered: u16| match status {
            Some(status) => answered == status,
            None => (200..300).contains(&answered),
        };
        let mut answered = self.answered.iter();
        answered.any(|(called, status)| *called == operation && fits(*status))
    }

    fn any(&self, fits: impl Fn(u16) -> bool) -> bool {
        self.answered.iter().any(|(_, status)| fits(*status))
    }
}
