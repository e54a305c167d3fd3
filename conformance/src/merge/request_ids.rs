//! A request id belongs to one response only: not to one of each shard either, which no shard
//! can see by itself.

use std::collections::BTreeMap;

use super::known;
use super::numbers::shared;
use crate::contract::Level;
use crate::judge::{Observation, Who};
use crate::recording::{Role, TargetKind};
use crate::report::document::{
    ClaimResult, Document, FindingReport, ScenarioOutcome, ScenarioReport, StepResult,
};

/// The claim that says so.
pub(super) const CLAIM: &str = "request-ids/unique";

/// An exchange, as far as it matters here.
#[derive(Clone, Copy)]
struct Seen {
    shard: usize,
    exchange: u32,
}

/// Adds what the shards show together. The exchanges of each begin where its number tells.
pub(super) fn judge(document: &mut Document, begins: &[u32]) {
    // Every shard that runs on an embedded mock has one of its own.
    if document.target.kind == TargetKind::EmbeddedMock {
        return;
    }
    for (id, earlier, later) in repeated(document, begins) {
        // A call that no scenario made shows nothing by itself.
        let told = [later, earlier].into_iter().find_map(|number| {
            let called = document.exchange(number)?;
            let by = &called.by;
            let mut scenarios = document.scenarios.iter();
            let place = scenarios.position(|scenario| {
                let step = by.strip_prefix(&scenario.address);
                step.is_some_and(|step| step.starts_with('/'))
            })?;
            Some((place, number))
        });
        if let Some((place, number)) = told {
            let other = if number == later { earlier } else { later };
            add(document, place, number, shared(&id, other));
        }
    }
}

/// Every id that exchanges of two shards carry: with the first, and the first of another shard.
fn repeated(document: &Document, begins: &[u32]) -> Vec<(String, u32, u32)> {
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    let mut repeated = Vec::new();
    for called in &document.exchanges {
        let exchange = called.number;
        let shard = begins.iter().filter(|begin| exchange > **begin).count();
        let attempts = called.attempts.iter();
        for id in attempts.filter_map(|attempt| attempt.request_id.as_deref()) {
            let first = *seen.entry(id).or_insert(Seen { shard, exchange });
            if first.shard != shard {
                repeated.push((id.to_owned(), first.exchange, exchange));
            }
        }
    }
    repeated
}

/// Adds a finding to a scenario that has none of it yet.
fn add(document: &mut Document, place: usize, exchange: u32, actual: String) {
    let Some(claim) = document.claims.iter().find(|claim| claim.id == CLAIM) else {
        return;
    };
    let (level, requirement) = (claim.level, claim.requirement.clone());
    let address = document.scenarios[place].address.clone();
    let of_it = |finding: &FindingReport| finding.claim == CLAIM && finding.scenario == address;
    if document.findings.iter().any(of_it) {
        return;
    }
    let called = document.exchange(exchange);
    let step = called.and_then(|called| called.by.rsplit_once('/'));
    let step = step.map(|(_, step)| step.to_owned()).unwrap_or_default();
    if level == Level::Observed || level < document.level {
        document.observations.push(Observation {
            claim: Some(CLAIM.to_owned()),
            seen: actual,
            step: format!("{address}/{step}"),
            times: 1,
        });
        return;
    }
    let preparation = called.is_some_and(|called| called.role == Role::Prepare);
    let known = known::covers(
        &mut document.known_deviations,
        CLAIM,
        &document.scenarios[place],
    );
    let last = document.findings.iter().map(|finding| finding.number).max();
    let number = last.unwrap_or(0) + 1;
    document.findings.push(FindingReport {
        number,
        claim: CLAIM.to_owned(),
        level,
        requirement,
        known,
        who: Who::Server,
        scenario: address,
        step: step.clone(),
        exchange,
        preparation,
        place: Some("/request_id".to_owned()),
        expected: "a request id of its own, in every shard".to_owned(),
        actual,
        sandbox: None,
    });
    mark(&mut document.scenarios[place], &step, number, known);
    for called in &mut document.exchanges {
        if called.number == exchange {
            called.findings.push(number);
        }
    }
    for claim in document.claims.iter_mut().filter(|claim| claim.id == CLAIM) {
        claim.findings.push(number);
        claim.result = match (known, claim.result) {
            (false, _) | (_, ClaimResult::Broken) => ClaimResult::Broken,
            (true, _) => ClaimResult::Known,
        };
    }
}

/// What a scenario and its step come to with one more finding.
fn mark(scenario: &mut ScenarioReport, step: &str, number: u32, known: bool) {
    scenario.findings.push(number);
    scenario.outcome = match (known, scenario.outcome) {
        (false, _) | (_, ScenarioOutcome::Failed) => ScenarioOutcome::Failed,
        (true, _) => ScenarioOutcome::Known,
    };
    scenario.reason = None;
    for step in scenario.steps.iter_mut().filter(|own| own.id == step) {
        step.findings.push(number);
        step.result = match (known, step.result) {
            (false, _) | (_, StepResult::Broken) => StepResult::Broken,
            (true, _) => StepResult::Known,
        };
    }
}
