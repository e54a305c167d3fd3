//! What the client makes of a schema: the types that users of the crate see.
//!
//! Both descriptions are relaxed as the build relaxes them, so what the client forgives
//! changes no type here either.

use serde_json::Value;

use crate::generatable::names::pascal;
use crate::relax;

/// How deep a type is written out.
const DEEPEST: usize = 16;

/// The descriptions that the client is generated from.
pub(super) struct Types {
    old: Value,
    new: Value,
}

/// Which of the two descriptions.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Old,
    New,
}

impl Types {
    pub(super) fn new(old: &Value, new: &Value) -> Self {
        Types {
            old: relax::relaxed(old),
            new: relax::relaxed(new),
        }
    }

    fn of(&self, which: Which) -> &Value {
        match which {
            Which::Old => &self.old,
            Which::New => &self.new,
        }
    }

    /// The type at a place, as Rust would write it.
    pub(super) fn at(&self, which: Which, pointer: &str) -> String {
        let document = self.of(which);
        let Some(schema) = descend(document, pointer) else {
            return "nothing".to_owned();
        };
        let kind = written(schema, 0);
        let absent = match member(pointer) {
            Some((owner, name)) => {
                !descend(document, owner).is_some_and(|owner| promises(owner, &name))
            }
            None => false,
        };
        // A setter takes what a parameter is; null is never sent.
        let is_parameter = pointer.contains("/parameters/") && pointer.ends_with("/schema");
        let null = schema.get("nullable") == Some(&Value::Bool(true)) && !is_parameter;
        // An absent list is an empty one.
        let optional = null || absent && !kind.starts_with("Vec<");
        if optional {
            format!("Option<{kind}>")
        } else {
            kind
        }
    }

    /// Whether the type at a place has a field for a member that is promised and not described.
    pub(super) fn promises(&self, which: Which, pointer: &str, name: &str) -> bool {
        descend(self.of(which), pointer).is_some_and(|owner| promises(owner, name))
    }

    /// Whether the struct at a place can be made without saying anything.
    pub(super) fn has_default(&self, which: Which, pointer: &str) -> bool {
        let Some(schema) = descend(self.of(which), pointer) else {
            return false;
        };
        let schema = schema
            .pointer("/x-rust-type/parameters/0")
            .unwrap_or(schema);
        let promised = schema["required"].as_array().is_none_or(Vec::is_empty);
        promised
            && schema["properties"]
                .as_object()
                .is_some_and(|members| !members.is_empty())
    }
}

/// The value that a pointer names. What became a type of the client's own holds the schema
/// that it was as its parameter.
fn descend<'v>(document: &'v Value, pointer: &str) -> Option<&'v Value> {
    let mut value = document;
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let step = |value: &'v Value| match value {
            Value::Array(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)),
            value => value.get(&name),
        };
        value = step(value).or_else(|| {
            let inner = value.pointer("/x-rust-type/parameters/0")?;
            step(inner)
        })?;
    }
    Some(value)
}

/// The schema around a member, and the member's name.
fn member(pointer: &str) -> Option<(&str, String)> {
    let (around, name) = pointer.rsplit_once('/')?;
    let owner = around.strip_suffix("/properties")?;
    Some((owner, name.replace("~1", "/").replace("~0", "~")))
}

fn promises(owner: &Value, name: &str) -> bool {
    let listed = |schema: &Value| {
        let required = schema["required"].as_array();
        required.is_some_and(|required| required.iter().any(|known| known == name))
    };
    let inner = owner.pointer("/x-rust-type/parameters/0");
    listed(owner) || inner.is_some_and(listed)
}

fn written(schema: &Value, depth: usize) -> String {
    if depth > DEEPEST {
        return "…".to_owned();
    }
    if let Some(own) = schema.get("x-rust-type") {
        return own_type(own, depth);
    }
    if let Some(reference) = schema["$ref"].as_str() {
        return pascal(reference.rsplit('/').next().unwrap_or_default());
    }
    match schema["type"].as_str() {
        Some("string") => string(schema),
        Some("integer") => match schema["format"].as_str() {
            Some("uint32") => "u32".to_owned(),
            Some("int32") => "i32".to_owned(),
            _ => "i64".to_owned(),
        },
        Some("number") => match schema["format"].as_str() {
            Some("float") => "f32".to_owned(),
            _ => "f64".to_owned(),
        },
        Some("boolean") => "bool".to_owned(),
        Some("array") => list(schema, depth),
        _ if schema["properties"]
            .as_object()
            .is_some_and(|members| !members.is_empty()) =>
        {
            format!("struct {}", schema["title"].as_str().unwrap_or_default())
        }
        Some("object") => "Map<String, Value>".to_owned(),
        Some(other) => other.to_owned(),
        None => "Value".to_owned(),
    }
}

fn own_type(own: &Value, depth: usize) -> String {
    let path = own["path"].as_str().unwrap_or_default();
    let name = path.rsplit("::").next().unwrap_or_default();
    let parameters = own["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<String> = parameters
        .map(|parameter| written(parameter, depth + 1))
        .collect();
    match parameters.is_empty() {
        true => name.to_owned(),
        false => format!("{name}<{}>", parameters.join(", ")),
    }
}

fn string(schema: &Value) -> String {
    match (schema.get("enum"), schema["format"].as_str()) {
        (Some(values), _) => format!("enum {values}"),
        (None, Some(format)) => format!("String as {format}"),
        (None, None) => "String".to_owned(),
    }
}

fn list(schema: &Value, depth: usize) -> String {
    let item = schema.get("items").map(|items| written(items, depth + 1));
    let item = item.unwrap_or_else(|| "Value".to_owned());
    let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
    match (least, most) {
        (Some(least), Some(most)) if least == most => format!("[{item}; {least}]"),
        _ if schema["uniqueItems"] == true => format!("Set<{item}>"),
        _ => format!("Vec<{item}>"),
    }
}
