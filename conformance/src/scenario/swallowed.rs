//! Keys that the Arazzo model drops without a word.
//!
//! A misspelt `successCriteria` would be a step that checks nothing. So the document is
//! written out again from the model, and what is not in it any more is an error.

use roas_arazzo::v1_0::Description;
use serde_json::Value;

use super::error::LoadError;
use super::source::{At, Parsed};

/// The keys that Arazzo 1.0 has, by the object they stand in.
const KEYS: [(&str, &[&str]); 8] = [
    (
        "",
        &[
            "arazzo",
            "info",
            "sourceDescriptions",
            "workflows",
            "components",
        ],
    ),
    ("info", &["title", "summary", "description", "version"]),
    ("sourceDescriptions", &["name", "url", "type"]),
    (
        "workflows",
        &[
            "workflowId",
            "summary",
            "description",
            "inputs",
            "dependsOn",
            "steps",
            "successActions",
            "failureActions",
            "outputs",
            "parameters",
        ],
    ),
    (
        "steps",
        &[
            "stepId",
            "description",
            "operationId",
            "operationPath",
            "workflowId",
            "parameters",
            "requestBody",
            "successCriteria",
            "onSuccess",
            "onFailure",
            "outputs",
        ],
    ),
    ("parameters", &["name", "in", "value", "reference"]),
    (
        "successCriteria",
        &["context", "condition", "type", "version"],
    ),
    (
        "components",
        &["inputs", "parameters", "successActions", "failureActions"],
    ),
];

/// Objects whose extensions are read.
const EXTENSIBLE: [&str; 2] = ["workflows", "steps"];

/// A key that nothing reads.
struct Lost {
    /// JSON pointer of the object it stands in.
    object: String,
    key: String,
    empty: bool,
}

pub(super) fn check(parsed: &Parsed<'_>, model: &Description) -> Result<(), LoadError> {
    let read = serde_json::to_value(model).unwrap_or_default();
    let Some(lost) = find(&parsed.value, &read, "") else {
        return Ok(());
    };
    let at = At::of(&lost.object);
    let place = match lost.object.as_str() {
        "" => "the document".to_owned(),
        object => format!("`{object}`"),
    };
    let key = &lost.key;
    if lost.empty {
        return Err(parsed.error(
            at,
            format!("has the key `{key}` in {place} without a value"),
            "give it a value, or leave it out",
        ));
    }
    if key.starts_with("x-") {
        return Err(parsed.error(
            at,
            format!("has the extension `{key}` in {place}, where none is read"),
            "move it to the workflow or step that it is about, or remove it",
        ));
    }
    let mend = match nearest(&lost) {
        Some(nearest) => format!("correct it (the nearest is `{nearest}`), or remove it"),
        None => "remove it".to_owned(),
    };
    Err(parsed.error(
        at,
        format!("has the key `{key}` in {place}, which nothing reads"),
        mend,
    ))
}

/// The first key of the document that the model lost.
fn find(written: &Value, read: &Value, pointer: &str) -> Option<Lost> {
    match written {
        Value::Object(members) => members.iter().find_map(|(key, member)| {
            let stray = key.starts_with("x-") && !EXTENSIBLE.contains(&kind(pointer));
            match read.get(key) {
                Some(read) if !stray => find(member, read, &format!("{pointer}/{key}")),
                _ => Some(Lost {
                    object: pointer.to_owned(),
                    key: key.clone(),
                    empty: is_empty(member),
                }),
            }
        }),
        Value::Array(elements) => elements.iter().enumerate().find_map(|(index, element)| {
            find(element, read.get(index)?, &format!("{pointer}/{index}"))
        }),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The kind of object that stands at a pointer: the last word of it that names one.
fn kind(pointer: &str) -> &str {
    pointer
        .rsplit('/')
        .find(|word| KEYS.iter().any(|(kind, _)| kind == word))
        .unwrap_or_default()
}

fn nearest(lost: &Lost) -> Option<&'static str> {
    let (_, keys) = KEYS.iter().find(|(name, _)| *name == kind(&lost.object))?;
    let others = keys.iter().filter(|key| **key != lost.key);
    others
        .max_by(|one, other| {
            let likeness = |key: &str| strsim::jaro_winkler(&lost.key, key);
            likeness(one).total_cmp(&likeness(other))
        })
        .copied()
}
