//! What was seen of a scenario.

use std::collections::BTreeSet;

use crate::recording::{Exchange, Look, ScenarioRecord};
use crate::scenario::Scenario;

/// A scenario that was played, and what was seen.
pub(super) struct Played<'e> {
    pub(super) scenario: &'e Scenario,
    pub(super) record: &'e ScenarioRecord,
}

impl<'e> Played<'e> {
    pub(super) fn looks(&self) -> impl Iterator<Item = &'e Look> {
        self.record.looks.iter()
    }

    pub(super) fn exchanges(&self) -> impl Iterator<Item = &'e Exchange> {
        self.looks().flat_map(|look| &look.exchanges)
    }
}

/// How many sandboxes a scenario had that is about several of them; none for other scenarios.
pub fn sandboxes_of(scenario: &Scenario, record: &ScenarioRecord) -> Option<usize> {
    let several = scenario.steps.iter().any(|step| step.each.is_some());
    let repeated = |exchange: &&Exchange| {
        let step = scenario.step(&exchange.step);
        step.is_some_and(|step| step.each.is_some())
    };
    several.then(|| {
        let exchanges = record.looks.iter().flat_map(|look| &look.exchanges);
        let sandboxes = exchanges
            .filter(repeated)
            .filter_map(|exchange| exchange.sandbox.as_deref());
        sandboxes.collect::<BTreeSet<_>>().len()
    })
}
