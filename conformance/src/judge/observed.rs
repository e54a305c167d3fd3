//! What nobody documents: members of bodies that the description does not know, and the
//! request id in a header.

use serde_json::Value;

use super::check::Check;
use crate::recording::Answer;

/// Notes what of an answer the description does not know.
pub(super) fn note(check: &mut Check<'_>, answer: &Answer, body: &Value) {
    if answer.header("x-request-id").is_some() {
        let seen = "responses carry the header X-Request-ID";
        check.observation(Some("request-ids/header"), seen);
    }
    members(check, answer, body);
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
