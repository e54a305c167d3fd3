//! What nobody documents, or documents in two ways: members of bodies that the description does
//! not know, the request id in a header, `Retry-After`, and how much fits on a page.

use serde_json::Value;

use super::check::Check;
use crate::contract::Operation;
use crate::recording::Answer;
use crate::state;

/// The smaller of the two largest page sizes that are documented.
const SMALLER_MAXIMUM: usize = 100;

/// Notes what of an answer the description does not know.
pub(super) fn note(check: &mut Check<'_>, answer: &Answer, body: &Value) {
    if answer.header("x-request-id").is_some() {
        let seen = "responses carry the header X-Request-ID";
        check.observation(Some("request-ids/header"), seen);
    }
    if answer.status == 429 {
        let carries = match answer.header("retry-after") {
            Some(_) => "carries",
            None => "does not carry",
        };
        let seen = format!("a 429 {carries} the header Retry-After");
        check.observation(Some("rate-limits/429/retry-after-header"), seen);
    }
    if check.exchange.operation == Operation::List && answer.is_success() {
        page_size(check, body);
    }
    members(check, answer, body);
}

/// Notes how much fits on a page, where there is more than that.
fn page_size(check: &mut Check<'_>, body: &Value) {
    let holds = state::elements(body).count();
    if holds == 0 || body.get("has_more").and_then(Value::as_bool) != Some(true) {
        return;
    }
    match check.exchange.query("limit") {
        None => check.observation(
            Some("list/limit/default"),
            format!("a page holds {holds} sandboxes where no limit is given"),
        ),
        Some(limit) => {
            let asked = limit.parse::<usize>().unwrap_or_default();
            if asked > SMALLER_MAXIMUM && holds < asked {
                let seen = format!("a page holds {holds} sandboxes where more are asked for");
                check.observation(Some("list/limit/maximum"), seen);
            }
        }
    }
}

fn members(check: &mut Check<'_>, answer: &Answer, body: &Value) {
    let Some(response) = check
        .contract
        .description
        .response(check.exchange.operation, answer.status)
    else {
        return;
    };
    let mut unknown = Vec::new();
    unknown_members(response.schema.json_schema(), body, "", &mut unknown);
    unknown.sort();
    unknown.dedup();
    let of = format!("{} {}", check.exchange.operation.word(), answer.status);
    for member in unknown {
        check.observation(
            None,
            format!("the body of {of} has the undocumented member `{member}`"),
        );
    }
}

fn unknown_members(schema: &Value, body: &Value, path: &str, unknown: &mut Vec<String>) {
    match body {
        Value::Object(members) => {
            let Some(known) = schema.get("properties").and_then(Value::as_object) else {
                return;
            };
            for (name, member) in members {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                match known.get(name) {
                    Some(schema) => unknown_members(schema, member, &path, unknown),
                    None => unknown.push(path),
                }
            }
        }
        Value::Array(elements) => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            for element in elements {
                unknown_members(items, element, &format!("{path}[]"), unknown);
            }
        }
        _ => {}
    }
}
