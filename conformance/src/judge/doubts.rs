//! Whether a scenario has to be played again, because what it showed is said of sandboxes
//! that the run was not given.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use super::{Finding, Judge, listing, neighbours, restless};
use crate::recording::{Given, Look};
use crate::scenario::Scenario;

/// What is said of sandboxes that the run was not given, and how much of it is certain.
#[derive(Debug)]
pub struct Doubts<'j> {
    judge: &'j Judge<'j>,
    /// Claims that enough looks have shown to be broken: more looks say nothing new.
    confirmed: RefCell<BTreeSet<String>>,
    /// Whether others change by themselves: then no look tells whether the run changed one.
    busy: Cell<bool>,
}

impl<'j> Doubts<'j> {
    /// Nothing is certain at first.
    pub fn new(judge: &'j Judge<'j>) -> Self {
        Doubts {
            judge,
            confirmed: RefCell::default(),
            busy: Cell::new(false),
        }
    }

    /// Whether the looks at a scenario so far leave doubts. The last look that may be taken
    /// settles them.
    pub fn remain(&self, scenario: &Scenario, looks: &[Look], given: &[Given], last: bool) -> bool {
        let open: BTreeSet<String> = self
            .shown_by_all(scenario, looks, given)
            .into_iter()
            .map(|finding| finding.claim)
            .collect();
        if last {
            self.confirmed.borrow_mut().extend(open);
            return false;
        }
        let others = neighbours::glimpse(looks, given);
        self.busy.set(self.busy.get() || others.busy);
        let suspects = looks.len() == 1 && others.suspect && !self.busy.get();
        suspects || !open.is_subset(&self.confirmed.borrow())
    }

    /// What every look says of sandboxes that the run was not given.
    fn shown_by_all(&self, scenario: &Scenario, looks: &[Look], given: &[Given]) -> Vec<Finding> {
        let mut found = looks
            .iter()
            .map(|look| listing::judge(self.judge.contract, scenario, look, given));
        let mut shown = found.next().unwrap_or_default();
        shown.retain(|finding| finding.of_others && self.judge.counts(finding));
        for look in found {
            shown.retain(|finding| look.iter().any(|other| other.shows_again(finding)));
        }
        let restless = restless::seen_in(looks);
        let changes = |id: &String| restless.contains(id);
        shown.retain(|finding| !finding.sandbox.as_ref().is_some_and(changes));
        shown
    }
}
