//! What is found of the lifecycle, and nothing else.

use crate::judge::{Finding, Judge, ScenarioResult, Verdict};
use crate::recording::{Outcome, Recording};
use crate::scenario::Scenario;

/// The verdict of all that was played, with nothing in it but some claims.
pub(super) fn verdict(
    judge: &Judge<'_>,
    played: &[Scenario],
    recording: &Recording,
    claims: &[&str],
) -> Verdict {
    let scenarios: Vec<&Scenario> = played.iter().collect();
    let mut verdict = judge.judge(&scenarios, recording);
    verdict.observations.clear();
    for (judged, record) in verdict.scenarios.iter_mut().zip(&recording.scenarios) {
        // What is said of others than the given sandboxes takes another look to be certain.
        judged
            .findings
            .retain(|found| claims.contains(&found.claim.as_str()) && !found.of_others);
        if judged.result == ScenarioResult::Failed && judged.findings.is_empty() {
            judged.result = without_findings(&record.outcome);
        }
    }
    verdict
}

/// What a scenario comes to that shows nothing to be broken.
fn without_findings(outcome: &Outcome) -> ScenarioResult {
    match outcome {
        Outcome::Ran => ScenarioResult::Passed,
        Outcome::Skipped(reason) => ScenarioResult::Skipped(reason.clone()),
        Outcome::Errored(reason) => ScenarioResult::Errored(reason.clone()),
    }
}

/// Every claim that findings are about, once.
pub(super) fn broken(findings: &[Finding]) -> Vec<String> {
    let mut claims: Vec<String> = Vec::new();
    for finding in findings {
        if !claims.contains(&finding.claim) {
            claims.push(finding.claim.clone());
        }
    }
    claims
}

/// The given sandboxes whose status is known, in the order in which they were given.
pub(super) fn known(recording: &Recording) -> Vec<String> {
    let known = recording.given.iter().filter(|given| given.found.is_some());
    known.map(|given| given.id.clone()).collect()
}
