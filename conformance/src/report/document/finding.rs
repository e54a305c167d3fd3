//! A claim that was seen broken.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::Level;
use crate::judge::{Finding, Who};

/// A claim that a server did not keep, and how that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FindingReport {
    /// Its place among all findings of the run, from 1.
    pub number: u32,
    /// The claim that is broken.
    pub claim: String,
    /// What breaking it means.
    pub level: Level,
    /// What a server has to do.
    pub requirement: String,
    /// Whether that is a known deviation, which fails nothing.
    pub known: bool,
    /// Who is out of line.
    pub who: Who,
    /// The scenario that showed it.
    pub scenario: String,
    /// The step that showed it.
    pub step: String,
    /// The number of the exchange that showed it.
    pub exchange: u32,
    /// Whether that exchange only led up to the scenario.
    pub preparation: bool,
    /// Where in the response, where that helps: a JSON pointer or a header.
    pub place: Option<String>,
    /// What was wanted.
    pub expected: String,
    /// What was there.
    pub actual: String,
    /// The sandbox that it is said of, where it is said of one.
    pub sandbox: Option<String>,
}

impl FindingReport {
    /// A finding of a scenario, as the judge has it; number and claim are filled in later.
    pub(super) fn of(scenario: &str, finding: &Finding, known: bool) -> Self {
        FindingReport {
            number: 0,
            claim: finding.claim.clone(),
            // A claim that there is not would be a mistake of ours, and hides no finding.
            level: Level::Required,
            requirement: String::new(),
            known,
            who: finding.who,
            scenario: scenario.to_owned(),
            step: finding.step.clone(),
            exchange: finding.exchange,
            preparation: false,
            place: finding.place.clone(),
            expected: finding.expected.clone(),
            actual: finding.actual.clone(),
            sandbox: finding.sandbox.clone(),
        }
    }

    /// The address of the step that showed it.
    pub fn address(&self) -> String {
        format!("{}/{}", self.scenario, self.step)
    }
}
