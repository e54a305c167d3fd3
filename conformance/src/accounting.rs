//! A second count of a run, made without the judge: whether its verdict accounts for every
//! scenario and every claim that it names.
//!
//! It counts on the recording and the scenarios alone and holds the verdict against that. Where
//! the two disagree, something was dropped or made up: a fault of ours, never the server's.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::Contract;
use crate::judge::{ClaimCounts, Finding, ScenarioResult, ScenarioVerdict, Verdict};
use crate::recording::{Outcome, Recording, ScenarioRecord};
use crate::scenario::Scenario;

/// Every point on which a verdict and the second count disagree.
pub fn disagreements(
    contract: &Contract,
    scenarios: &[&Scenario],
    recording: &Recording,
    verdict: &Verdict,
) -> Vec<String> {
    let records: BTreeMap<&str, &ScenarioRecord> = recording
        .scenarios
        .iter()
        .map(|record| (record.address.as_str(), record))
        .collect();
    let files: BTreeSet<&str> = scenarios
        .iter()
        .map(|scenario| scenario.address.as_str())
        .collect();
    let mut expected: BTreeSet<&str> = files.clone();
    expected.extend(records.keys());
    let mut wrong = accounted(&expected, verdict);
    for judged in &verdict.scenarios {
        let address = judged.address.as_str();
        let record = records.get(address).copied();
        wrong.extend(result(judged, record, files.contains(address)));
        for finding in judged.findings.iter().chain(&judged.known) {
            wrong.extend(evidence(contract, address, record, finding));
        }
    }
    wrong
}

/// Every scenario once, and none that there is not.
fn accounted(expected: &BTreeSet<&str>, verdict: &Verdict) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in &verdict.scenarios {
        *times.entry(&judged.address).or_default() += 1;
    }
    let mut wrong = Vec::new();
    for address in expected {
        match times.get(address).copied().unwrap_or(0) {
            1 => {}
            count => wrong.push(format!("the verdict accounts for {address} {count} times")),
        }
    }
    for address in times.keys().filter(|address| !expected.contains(*address)) {
        wrong.push(format!(
            "the verdict accounts for {address}, which was neither selected nor recorded"
        ));
    }
    let counts = verdict.counts();
    let counted = counts.passed + counts.failed + counts.known + counts.skipped + counts.errored;
    if counted != expected.len() {
        wrong.push(format!(
            "the verdict counts {counted} scenarios, and there are {}",
            expected.len()
        ));
    }
    wrong
}

/// What a scenario came to, by what was recorded of it.
fn result(
    judged: &ScenarioVerdict,
    record: Option<&ScenarioRecord>,
    has_file: bool,
) -> Vec<String> {
    let address = &judged.address;
    let mut wrong = Vec::new();
    let fits = match (&judged.result, record.map(|record| &record.outcome)) {
        (ScenarioResult::Failed, Some(_)) => !judged.findings.is_empty(),
        (ScenarioResult::Known, Some(_)) => judged.findings.is_empty() && !judged.known.is_empty(),
        (result, outcome) => {
            let quiet = judged.findings.is_empty() && judged.known.is_empty();
            let alike = match (result, outcome) {
                (ScenarioResult::Passed, Some(Outcome::Ran)) => has_file,
                (ScenarioResult::Skipped(_), Some(Outcome::Ran)) => !has_file,
                (ScenarioResult::Skipped(_), Some(Outcome::Skipped(_)) | None)
                | (ScenarioResult::Errored(_), Some(Outcome::Errored(_))) => true,
                _ => false,
            };
            quiet && alike
        }
    };
    if !fits {
        wrong.push(format!(
            "the verdict says of {address} that it is {:?}, which the recording does not bear out",
            judged.result
        ));
    }
    let exchanges = record.into_iter().flat_map(|record| &record.looks);
    let attempts = exchanges.flat_map(|look| &look.exchanges);
    let requests: usize = attempts.map(|exchange| exchange.attempts.len()).sum();
    if judged.requests != requests {
        wrong.push(format!(
            "the verdict counts {} requests of {address}, and {requests} were recorded",
            judged.requests
        ));
    }
    wrong
}

/// Whether a finding names a claim and an exchange that there are.
fn evidence(
    contract: &Contract,
    address: &str,
    record: Option<&ScenarioRecord>,
    finding: &Finding,
) -> Option<String> {
    if contract.claims.get(&finding.claim).is_none() {
        return Some(format!(
            "{address} is said to break {}, which is no claim",
            finding.claim
        ));
    }
    let mut looks = record.into_iter().flat_map(|record| &record.looks);
    let recorded = looks.any(|look| {
        let mut exchanges = look.exchanges.iter();
        exchanges.any(|exchange| exchange.number == finding.exchange)
    });
    (!recorded).then(|| {
        format!(
            "{address} is said to break {} in exchange {}, which it did not make",
            finding.claim, finding.exchange
        )
    })
}

/// Accounts for every claim that the steps of scenarios name, or that is broken.
pub fn claims(scenarios: &[&Scenario], recording: &Recording, verdict: &Verdict) -> ClaimCounts {
    let findings = verdict.scenarios.iter();
    let findings = findings.flat_map(|judged| judged.findings.iter().chain(&judged.known));
    let broken: BTreeSet<&str> = findings.map(|finding| finding.claim.as_str()).collect();
    let (mut named, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for scenario in scenarios {
        let mut records = recording.scenarios.iter();
        let record = records.find(|record| record.address == scenario.address);
        let looks = || record.into_iter().flat_map(|record| &record.looks);
        for step in &scenario.steps {
            let of_code = step.error_code.iter().map(|code| &code.claim);
            let claims = step.claims.iter().chain(of_code).map(String::as_str);
            let claims: Vec<&str> = claims.collect();
            let mut exchanges = looks().flat_map(|look| look.step(&step.id));
            if exchanges.any(|exchange| exchange.answer().is_some()) {
                answered.extend(claims.iter().copied());
            }
            named.extend(claims);
        }
    }
    let held = answered.difference(&broken).count();
    let unchecked = named
        .difference(&answered)
        .filter(|claim| !broken.contains(**claim));
    ClaimCounts {
        held,
        broken: broken.len(),
        unchecked: unchecked.count(),
    }
}
