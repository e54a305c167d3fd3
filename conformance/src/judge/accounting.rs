//! Scenarios that only the recording knows, or only the files: nothing is dropped silently.

use super::verdict::{ScenarioResult, ScenarioVerdict};
use crate::recording::Recording;
use crate::scenario::Scenario;

/// A scenario that was recorded and of which there is no file: its answers were judged, and
/// what it asked of them is not known.
pub(super) fn no_scenario(verdict: ScenarioVerdict) -> ScenarioVerdict {
    if verdict.result != ScenarioResult::Passed {
        return verdict;
    }
    let reason =
        "in the recording, and no scenario has this address: what it asked for is not known";
    ScenarioVerdict {
        result: ScenarioResult::Skipped(reason.to_owned()),
        ..verdict
    }
}

/// The scenarios that were not recorded.
pub(super) fn not_recorded(scenarios: &[&Scenario], recording: &Recording) -> Vec<ScenarioVerdict> {
    let recorded = |scenario: &&&Scenario| {
        let mut records = recording.scenarios.iter();
        records.any(|record| record.address == scenario.address)
    };
    let missing = scenarios.iter().filter(|scenario| !recorded(scenario));
    let skipped = missing.map(|scenario| ScenarioVerdict {
        address: scenario.address.clone(),
        result: ScenarioResult::Skipped("not in this recording: run it to record it".to_owned()),
        findings: Vec::new(),
        known: Vec::new(),
        requests: 0,
        tried_again: 0,
        sandboxes: None,
    });
    skipped.collect()
}
