//! What a call is blamed for that failed, seen over the whole run.
//!
//! A step names every claim that may be broken where its answer is not the wanted one. Which
//! of them it is, other calls tell: the same call with another header, another call for the
//! same sandbox, the pause before.

use std::collections::BTreeSet;

use super::finding::Finding;
use crate::contract::Operation;
use crate::recording::{AuthHeader, Credential, Exchange, Recording};
use crate::state;

/// Drops the claims that other calls clear, and adds the one that a resume breaks which fails
/// after a pause of the run itself.
pub(super) fn judge(recording: &Recording, found: &mut [Vec<Finding>]) {
    let calls: Vec<(usize, &Exchange)> = recording
        .scenarios
        .iter()
        .enumerate()
        .flat_map(|(index, record)| {
            let looks = record.looks.iter();
            looks.flat_map(move |look| look.exchanges.iter().map(move |call| (index, call)))
        })
        .collect();
    for (index, call) in &calls {
        let Some(found) = found.get_mut(*index) else {
            continue;
        };
        header_or_call(call, &calls, found);
        ids(call, &calls, found);
    }
    rounds(&calls, found);
}

/// A call that fails whichever header carries the key says nothing about the headers; one
/// that fails with this header alone says nothing else.
fn header_or_call(call: &Exchange, calls: &[(usize, &Exchange)], found: &mut Vec<Finding>) {
    let success = format!("{}/200", call.operation.word());
    let header = ["auth/bearer", "auth/x-api-key"]
        .into_iter()
        .find(|claim| names(found, call, claim));
    let (Some(header), true) = (header, names(found, call, &success)) else {
        return;
    };
    let alike = |other: &Exchange| {
        other.credential == Credential::Own
            && other.request.target == call.request.target
            && form(other) != form(call)
            && other.status() == call.status()
    };
    let cleared = match calls.iter().any(|(_, other)| alike(other)) {
        true => header,
        false => &success,
    };
    drop_claim(found, call, cleared);
}

/// An id is not taken where it is called unknown or unreadable, and no call of this kind ever
/// took it.
fn ids(call: &Exchange, calls: &[(usize, &Exchange)], found: &mut Vec<Finding>) {
    let about_the_id = matches!(call.status(), Some(400 | 404 | 410 | 422));
    let taken = |other: &Exchange| {
        let same = other.operation == call.operation && other.sandbox == call.sandbox;
        same && succeeded(other)
    };
    if !about_the_id || calls.iter().any(|(_, other)| taken(other)) {
        drop_claim(found, call, "list/ids-usable");
    }
}

/// A sandbox that the run itself has paused, and that cannot be resumed.
fn rounds(calls: &[(usize, &Exchange)], found: &mut [Vec<Finding>]) {
    let mut paused: BTreeSet<&str> = BTreeSet::new();
    for (index, call) in calls {
        match (call.operation, call.sandbox.as_deref()) {
            (Operation::Pause, Some(id)) if succeeded(call) => {
                paused.insert(id);
            }
            (Operation::Resume, Some(id)) if succeeded(call) => {
                paused.remove(id);
            }
            (Operation::Resume, Some(id)) if paused.contains(id) => {
                let refused = matches!(call.status(), Some(400 | 404 | 409 | 410 | 422));
                if let Some(found) = found.get_mut(*index).filter(|_| refused) {
                    after_pausing(call, found);
                }
            }
            (Operation::List, _) if call.credential == Credential::Own => {
                let body = state::readable_page(call);
                for element in body.iter().flat_map(|body| state::elements(body)) {
                    if let (Some(id), Some(status)) = (state::id(element), state::status(element))
                        && !status.eq_ignore_ascii_case("paused")
                    {
                        paused.remove(id);
                    }
                }
            }
            _ => {}
        }
    }
}

fn after_pausing(call: &Exchange, found: &mut Vec<Finding>) {
    let claim = "resume/after-pausing";
    let failed = found
        .iter()
        .find(|finding| finding.exchange == call.number && finding.claim == "resume/200");
    if let Some(failed) = failed.filter(|_| !names(found, call, claim)) {
        let finding = Finding {
            claim: claim.to_owned(),
            ..failed.clone()
        };
        found.push(finding);
    }
}

fn succeeded(call: &Exchange) -> bool {
    let answered = call.answer().is_some_and(|answer| answer.is_success());
    answered && call.credential == Credential::Own
}

fn names(found: &[Finding], call: &Exchange, claim: &str) -> bool {
    found
        .iter()
        .any(|finding| finding.exchange == call.number && finding.claim == claim)
}

fn drop_claim(found: &mut Vec<Finding>, call: &Exchange, claim: &str) {
    found.retain(|finding| finding.exchange != call.number || finding.claim != claim);
}

/// The header that carries the key of a call.
fn form(call: &Exchange) -> Option<AuthHeader> {
    let names = call.request.headers.iter().map(|(name, _)| name.as_str());
    names.map(AuthHeader::named).next()
}
