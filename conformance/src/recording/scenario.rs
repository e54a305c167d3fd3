//! What became of a scenario, each time that it was played.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::exchange::Exchange;

/// What became of one scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScenarioRecord {
    /// `area/workflow`.
    pub address: String,
    /// Whether it ran.
    pub outcome: Outcome,
    /// One entry for each time it was played: more than one where the first left doubts about
    /// sandboxes that the run was not given.
    pub looks: Vec<Look>,
}

/// Whether a scenario ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was played to the end that its steps allow.
    Ran,
    /// It was not played.
    Skipped(
        /// Why, and what would make it run.
        String,
    ),
    /// It was begun and could not be played to its end.
    Errored(
        /// What came in between.
        String,
    ),
}

/// One time through a scenario.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Look {
    /// The inputs of the workflow. Credentials are placeholders.
    pub inputs: BTreeMap<String, String>,
    /// Every call, in the order they were made.
    pub exchanges: Vec<Exchange>,
}

impl Look {
    /// The calls of a step, preparations left out.
    pub fn step<'l>(&'l self, step: &'l str) -> impl Iterator<Item = &'l Exchange> {
        let of_step = self
            .exchanges
            .iter()
            .filter(move |exchange| exchange.step == step);
        of_step.filter(|exchange| !exchange.is_preparation())
    }

    /// The pages of the walk that counts: the last repetition of a step.
    pub fn last_walk<'l>(&'l self, step: &'l str) -> impl Iterator<Item = &'l Exchange> {
        let last = self.step(step).map(Exchange::poll).max();
        self.step(step)
            .filter(move |exchange| Some(exchange.poll()) == last)
    }
}
