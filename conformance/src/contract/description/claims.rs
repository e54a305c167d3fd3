//! The claims that parts of a description name.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::yaml::below;

/// Every claim that is named anywhere, with the JSON pointer of the place that names it.
pub(super) fn collect(value: &Value, pointer: &str, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = below(pointer, name);
                if name == "x-claims" {
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

/// The first claim that a part names itself.
pub(super) fn first(value: &Value) -> Option<String> {
    value
        .get("x-claims")?
        .get(0)
        .and_then(Value::as_str)
        .map(str::to_owned)
}
