//! The claims that parts of a description name, and where.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::yaml::below;

/// What names claims.
const CLAIMS: &str = "x-claims";

/// Every claim that is named anywhere, with the JSON pointer of the place that names it, after a
/// space as messages have it.
pub(super) fn named(document: &Value) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    collect(document, "", &mut found);
    found
}

fn collect(value: &Value, pointer: &str, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = below(pointer, name);
                if name == CLAIMS {
                    let ids = member
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str);
                    found.extend(ids.map(|id| (id.to_owned(), format!(" {pointer}"))));
                } else {
                    collect(member, &pointer, found);
                }
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                collect(element, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Whether every answer is held against the place that names claims: a schema of a body, a header
/// that has to be there, or the codes of an error.
pub(super) fn is_judged(document: &Value, place: &str) -> bool {
    let Some(part) = place
        .strip_suffix(CLAIMS)
        .map(|part| part.trim_end_matches('/'))
    else {
        return false;
    };
    let under = |name: &str| part.split('/').any(|step| step == name);
    let owner = document.pointer(part);
    let says = |member: &str| owner.and_then(|owner| owner.get(member));
    if under("parameters") {
        false
    } else if under("headers") {
        says("required").and_then(Value::as_bool) == Some(true)
    } else if under("schemas") || under("schema") {
        true
    } else {
        says("x-error-codes").is_some()
    }
}

/// The first claim that a part names itself.
pub(super) fn first(value: &Value) -> Option<String> {
    value
        .get(CLAIMS)?
        .get(0)
        .and_then(Value::as_str)
        .map(str::to_owned)
}
