//! Lists agree with what pause and resume answered: what was done is seen, nothing else is
//! changed, and a call that was refused changed nothing.
//!
//! This follows the given sandboxes through the whole run, since what a scenario finds
//! depends on what the ones before it did.

use super::finding::Finding;
use super::overlap;
use crate::contract::Operation;
use crate::recording::{Exchange, Given, Recording};
use crate::scenario::{Scenario, Step};
use crate::state::{Cause, Disagreement, Expectations, WalkSeen, target};

/// What lists show otherwise than expected, by the scenario and the look that saw it.
pub(super) fn judge(
    recording: &Recording,
    scenarios: &[Option<&Scenario>],
) -> Vec<(usize, usize, Finding)> {
    let mut expectations = expected_at_first(&recording.given);
    let mut found = Vec::new();
    for (index, record) in recording.scenarios.iter().enumerate() {
        for (look_index, look) in record.looks.iter().enumerate() {
            for walk in walks(&look.exchanges) {
                let findings = follow(
                    &mut expectations,
                    walk,
                    scenarios.get(index).copied().flatten(),
                );
                found.extend(
                    findings
                        .into_iter()
                        .map(|finding| (index, look_index, finding)),
                );
            }
        }
    }
    found
}

fn expected_at_first(given: &[Given]) -> Expectations {
    let readable = given.iter().filter(|given| given.found.is_some());
    Expectations::found(readable.map(|given| (given.id.as_str(), given.found.as_deref())))
}

/// Exchanges cut into what belongs together: a call by itself, all repetitions of a list, or calls
/// that overlap.
fn walks(exchanges: &[Exchange]) -> impl Iterator<Item = &[Exchange]> {
    exchanges.chunk_by(|one, next| match (one.overlap, next.overlap) {
        (None, None) => {
            one.operation == Operation::List
                && next.operation == Operation::List
                && one.step == next.step
        }
        (one, next) => one.is_some() && next.is_some(),
    })
}

fn follow(
    expectations: &mut Expectations,
    exchanges: &[Exchange],
    scenario: Option<&Scenario>,
) -> Vec<Finding> {
    if exchanges.iter().any(|exchange| exchange.overlap.is_some()) {
        let findings = overlap::judge(expectations, exchanges);
        expectations.note_together(exchanges);
        return findings;
    }
    let Some(last) = exchanges
        .last()
        .filter(|last| last.operation == Operation::List)
    else {
        for exchange in exchanges {
            expectations.note(exchange);
        }
        return Vec::new();
    };
    let counting = exchanges
        .iter()
        .filter(|exchange| exchange.poll() == last.poll());
    let seen = WalkSeen::read(counting);
    let step = scenario.and_then(|scenario| scenario.step(&last.step));
    let disagreements = expectations.disagreements(&seen);
    let findings = disagreements
        .iter()
        .flat_map(|disagreement| blame(disagreement, last, step, &seen));
    let findings = findings.collect();
    expectations.take_over(&seen);
    findings
}

/// The findings that a disagreement amounts to.
fn blame(
    disagreement: &Disagreement,
    exchange: &Exchange,
    step: Option<&Step>,
    seen: &WalkSeen,
) -> Vec<Finding> {
    let mut claims: Vec<&str> = claim(disagreement, seen).into_iter().collect();
    let about_all =
        step.is_some_and(|step| step.claims.iter().any(|claim| claim == "resume/all-paused"));
    if about_all && disagreement.shown.as_deref() == Some("paused") {
        claims.push("resume/all-paused");
    }
    let id = &disagreement.sandbox;
    let expected = format!(
        "sandbox {id} as {}",
        disagreement.expected.status.as_deref().unwrap_or("it was")
    );
    let actual = match &disagreement.shown {
        Some(shown) => format!("shown as {shown}"),
        None => "left out".to_owned(),
    };
    let finding = |claim: &&str| {
        let finding = Finding::new(
            claim,
            &exchange.step,
            exchange.number,
            expected.as_str(),
            actual.as_str(),
        );
        finding.at("/data").of(id, true)
    };
    claims.iter().map(finding).collect()
}

/// The claim that a disagreement breaks, as far as it can be told.
fn claim(disagreement: &Disagreement, seen: &WalkSeen) -> Option<&'static str> {
    let expected = &disagreement.expected;
    if disagreement.shown.is_none() {
        return Some(match expected.cause {
            _ if seen.status_filter.is_some() => "list/filter/complete",
            Cause::Done(operation) if !expected.confirmed => effect(operation),
            _ => "list/paging/complete",
        });
    }
    let last = disagreement
        .since
        .last()
        .filter(|_| !disagreement.untouched)?;
    if last.sandbox != disagreement.sandbox && expected.confirmed {
        return Some(match suspect(disagreement) {
            Some(operation) => only_that(operation),
            None => "errors/refused/unchanged",
        });
    }
    match expected.cause {
        Cause::Done(operation) => Some(effect(operation)),
        Cause::Refused(_) => Some("errors/refused/unchanged"),
        // Somebody else has changed it.
        Cause::Found => None,
    }
}

/// What was done to another sandbox and may have changed this one with it: the last call that
/// leads to where it is now, or else the last of all. None where every call was refused.
fn suspect(disagreement: &Disagreement) -> Option<Operation> {
    let since = disagreement.since.iter().rev();
    let done = since.filter(|event| event.done && event.sandbox != disagreement.sandbox);
    let mut done = done.map(|event| event.operation).peekable();
    let last = done.peek().copied();
    let shown = disagreement.shown.as_deref().unwrap_or_default();
    let leads_there = |operation: &Operation| {
        target(*operation).is_some_and(|target| target.eq_ignore_ascii_case(shown))
    };
    done.find(leads_there).or(last)
}

fn effect(operation: Operation) -> &'static str {
    match operation {
        Operation::Pause => "pause/effect/listed",
        _ => "resume/effect/listed",
    }
}

fn only_that(operation: Operation) -> &'static str {
    match operation {
        Operation::Pause => "pause/effect/only-that",
        _ => "resume/effect/only-that",
    }
}
