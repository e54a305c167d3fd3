//! Every change of a given sandbox's state that a run made, or may have made.
//!
//! It is read from the recording, so whoever shows it needs nothing else.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::Operation;
use crate::recording::{Answer, Exchange, Recording};
use crate::state;

/// One pause or resume of a given sandbox that was not refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// When it was asked for, in RFC 3339.
    pub at: Option<String>,
    /// The number of the exchange.
    pub exchange: u32,
    /// What asked for it: `area/workflow/step`, or what else the run was about.
    pub by: String,
    /// The sandbox.
    pub sandbox: String,
    /// Pause or resume.
    pub operation: Operation,
    /// The status code; none where there was no answer.
    pub status: Option<u16>,
    /// The request id, for whoever looks after the server.
    pub request_id: Option<String>,
    /// The status it was in before, as far as that was known.
    pub from: Option<String>,
    /// The status it is in since; none where it may have changed or not.
    pub to: Option<String>,
}

/// The changes of a run, in the order they were made.
pub fn ledger(recording: &Recording) -> Vec<Change> {
    let began = recording.started_at.parse().ok();
    let given = recording.given.iter();
    let mut known: BTreeMap<&str, Option<String>> = given
        .map(|given| (given.id.as_str(), given.found.clone()))
        .collect();
    let mut changes = Vec::new();
    for (by, exchange) in recording.addressed_exchanges() {
        let (Some(sandbox), Some(target)) = (&exchange.sandbox, state::target(exchange.operation))
        else {
            continue;
        };
        let Some(status) = known.get_mut(sandbox.as_str()) else {
            continue;
        };
        let answered = exchange.status();
        if answered.is_some_and(|status| (300..500).contains(&status)) {
            continue;
        }
        let done = exchange.answer().is_some_and(Answer::is_success);
        let to = done.then(|| target.to_owned());
        changes.push(Change {
            at: asked_at(began, exchange),
            exchange: exchange.number,
            by,
            sandbox: sandbox.clone(),
            operation: exchange.operation,
            status: answered,
            request_id: exchange.answer().and_then(request_id),
            from: std::mem::replace(status, to.clone()),
            to,
        });
    }
    changes
}

fn asked_at(began: Option<Timestamp>, exchange: &Exchange) -> Option<String> {
    let after = Duration::from_millis(exchange.attempts.last()?.at_ms);
    let at = began?.checked_add(after).ok()?;
    Some(format!("{at:.3}"))
}

fn request_id(answer: &Answer) -> Option<String> {
    let body = answer.json();
    let said = body.as_ref().and_then(|body| body.get("request_id"));
    let said = said.and_then(Value::as_str);
    said.or_else(|| answer.header("x-request-id"))
        .map(str::to_owned)
}
