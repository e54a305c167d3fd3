//! Finds the place to blame by trying what works without it.

use serde_json::{Value, json};

/// Whether a description is fine.
type Fits<'a> = &'a dyn Fn(&Value) -> bool;

/// The smallest place without which the rest can be generated.
pub(crate) fn culprit(relaxed: &Value, fits: Fits<'_>) -> Option<String> {
    let place = schema_to_blame(relaxed, fits).or_else(|| part_to_blame(relaxed, fits))?;
    let narrowed = narrowed(relaxed, place, fits);
    Some(
        narrowed
            .split("/x-rust-type")
            .next()
            .unwrap_or_default()
            .to_owned(),
    )
}

/// Operations use schemas, so these are tried without operations, and emptied, not removed.
fn schema_to_blame(relaxed: &Value, fits: Fits<'_>) -> Option<String> {
    let mut schemas_only = relaxed.clone();
    schemas_only["paths"] = json!({});
    if fits(&schemas_only) {
        return None;
    }
    children(relaxed, "/components/schemas")
        .into_iter()
        .find(|place| {
            let mut rest = schemas_only.clone();
            if let Some(schema) = rest.pointer_mut(place) {
                *schema = json!({});
            }
            fits(&rest)
        })
}

/// An operation, an entry of `components` or a member at the top.
fn part_to_blame(relaxed: &Value, fits: Fits<'_>) -> Option<String> {
    let operations = children(relaxed, "/paths")
        .into_iter()
        .flat_map(|item| children(relaxed, &item));
    let kinds = children(relaxed, "/components").into_iter();
    let components = kinds.flat_map(|kind| children(relaxed, &kind));
    operations
        .chain(components)
        .chain(children(relaxed, ""))
        .find(|place| fits(&without(relaxed, place)))
}

fn narrowed(relaxed: &Value, place: String, fits: Fits<'_>) -> String {
    let inner = children(relaxed, &place).into_iter();
    match inner.clone().find(|child| fits(&without(relaxed, child))) {
        Some(child) => narrowed(relaxed, child, fits),
        None => place,
    }
}

fn children(relaxed: &Value, place: &str) -> Vec<String> {
    let names: Vec<String> = match relaxed.pointer(place) {
        Some(Value::Object(members)) => members.keys().cloned().collect(),
        Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    };
    let escaped = names
        .iter()
        .map(|name| name.replace('~', "~0").replace('/', "~1"));
    escaped.map(|name| format!("{place}/{name}")).collect()
}

fn without(relaxed: &Value, place: &str) -> Value {
    let mut rest = relaxed.clone();
    let (around, name) = place.rsplit_once('/').unwrap_or_default();
    match rest.pointer_mut(around) {
        Some(Value::Object(members)) => {
            members.remove(&name.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Some(index) = name.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
    rest
}
