//! A request id belongs to one response only.

use std::collections::BTreeMap;

use serde_json::Value;

use super::finding::Finding;
use crate::recording::{Exchange, Recording};

/// Every response of a scenario that carries the request id of an earlier one. One finding a
/// scenario is enough.
pub(super) fn judge(recording: &Recording) -> Vec<(usize, Finding)> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for exchange in &recording.opening {
        repeated(&mut seen, exchange);
    }
    for (index, record) in recording.scenarios.iter().enumerate() {
        for exchange in record.looks.iter().flat_map(|look| &look.exchanges) {
            let Some((id, earlier)) = repeated(&mut seen, exchange) else {
                continue;
            };
            if found.last().is_some_and(|(last, _)| *last == index) {
                continue;
            }
            let actual = format!("`{id}`, as in exchange {earlier}");
            let finding = Finding::new(
                "request-ids/unique",
                &exchange.step,
                exchange.number,
                "a request id of its own",
                actual,
            );
            found.push((index, finding.at("/request_id")));
        }
    }
    found
}

/// The request id of an exchange that an earlier one has carried, and which.
fn repeated(seen: &mut BTreeMap<String, u32>, exchange: &Exchange) -> Option<(String, u32)> {
    let mut repeated = None;
    for answer in exchange
        .attempts
        .iter()
        .filter_map(|attempt| attempt.result.as_ref().ok())
    {
        let body = answer.json();
        let Some(id) = body
            .as_ref()
            .and_then(|body| body.get("request_id"))
            .and_then(Value::as_str)
            .filter(|id| !id.is_empty())
        else {
            continue;
        };
        if let Some(earlier) = seen.insert(id.to_owned(), exchange.number) {
            repeated = Some((id.to_owned(), earlier));
        }
    }
    repeated
}
