//! How each row of the table is done.

use serde_json::{Map, Value, json};

use crate::generatable::names::pascal;

use super::walk::{Object, each_object, each_parameter, each_schema, member_type, strings};

const EXTENSIBLE: &str = "x-extensible-enum";
const RUST_TYPE: &str = "x-rust-type";

pub(super) fn open_extensible_enums(description: &mut Value) {
    for (name, schema) in component_schemas(description) {
        if schema.contains_key(EXTENSIBLE) {
            become_type(schema, &open_type(name), &[]);
        }
    }
}

pub(super) fn open_enums_of_known_values(description: &mut Value) {
    let known: Vec<(String, Vec<String>)> = component_schemas(description)
        .filter(|(_, schema)| schema.contains_key(EXTENSIBLE))
        .map(|(name, schema)| (name.clone(), strings(schema.get(EXTENSIBLE))))
        .collect();
    let open = |schema: &mut Object| {
        let values = strings(schema.get("enum"));
        let home = known
            .iter()
            .find(|(_, all)| values.iter().all(|value| all.contains(value)));
        if let (false, Some((name, _))) = (values.is_empty(), home) {
            become_type(schema, &open_type(name), &[]);
        }
    };
    each_schema(description, &mut |_, schema| open(schema));
    each_parameter(description, &mut |_, schema| open(schema));
}

pub(super) fn open_other_enums(description: &mut Value) {
    each_schema(description, &mut |_, schema| open_enum(schema));
    each_parameter(description, &mut |_, schema| open_enum(schema));
}

fn open_enum(schema: &mut Object) {
    if schema.remove("enum").is_some() && !schema.contains_key("type") {
        schema.insert("type".to_owned(), "string".into());
    }
}

pub(super) fn hide_secrets(description: &mut Value) {
    each_schema(description, &mut |_, schema| {
        if is(schema, "string")
            && schema
                .get("format")
                .is_some_and(|format| format == "password")
        {
            become_type(schema, "Secret", &[]);
        }
    });
}

pub(super) fn keep_timestamps_as_text(description: &mut Value) {
    for (name, schema) in component_schemas(description) {
        if name == "Timestamp" {
            become_type(schema, "Timestamp", &[]);
        }
    }
    each_object(description, &mut |_, _, properties| {
        for (name, schema) in objects(properties) {
            if name.ends_with("_at") && is(schema, "string") {
                become_type(schema, "Timestamp", &[]);
            }
        }
    });
}

pub(super) fn drop_string_bounds(description: &mut Value) {
    let unbind = |schema: &mut Object| {
        if is(schema, "string") {
            remove(schema, &["minLength", "maxLength", "pattern"]);
            // A body of bytes is one only with its format.
            if schema.get("format").is_none_or(|format| format != "binary") {
                remove(schema, &["format"]);
            }
        }
    };
    each_schema(description, &mut |_, schema| unbind(schema));
    each_parameter(description, &mut |_, schema| unbind(schema));
}

pub(super) fn drop_number_bounds(description: &mut Value) {
    each_schema(description, &mut |_, schema| unbind_number(schema));
    each_parameter(description, &mut |_, schema| {
        let natural = schema
            .get("minimum")
            .and_then(Value::as_f64)
            .is_some_and(|min| min >= 0.0);
        unbind_number(schema);
        if natural && is(schema, "integer") {
            schema.insert("format".to_owned(), "uint32".into());
        }
    });
}

fn unbind_number(schema: &mut Object) {
    if is(schema, "integer") || is(schema, "number") {
        remove(
            schema,
            &[
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
                "format",
            ],
        );
    }
}

pub(super) fn drop_defaults(description: &mut Value) {
    each_schema(description, &mut |_, schema| remove(schema, &["default"]));
    each_parameter(description, &mut |_, schema| remove(schema, &["default"]));
}

pub(super) fn allow_unknown_members(description: &mut Value) {
    each_schema(description, &mut |_, schema| {
        if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
            schema.remove("additionalProperties");
        }
    });
}

pub(super) fn forgive_errors(description: &mut Value) {
    let names = error_schemas(description);
    for (name, schema) in component_schemas(description) {
        if names.contains(name) {
            schema.remove("required");
        }
    }
}

pub(super) fn forgive_request_ids(description: &mut Value) {
    each_object(description, &mut |_, promised, _| {
        promised.retain(|name| name != "request_id");
    });
}

pub(super) fn loosen_optional_members(description: &mut Value) {
    let original = description.clone();
    each_object(description, &mut |owner, promised, properties| {
        for (name, schema) in objects(properties) {
            if !promised.contains(name) && !takes_anything(schema) && !recurs(&original, schema) {
                let mut inner = schema.clone();
                if !inner.contains_key("$ref") {
                    inner.insert("title".to_owned(), member_type(owner, name).into());
                }
                become_type(schema, "Loose", &[inner.into()]);
            }
        }
    });
}

pub(super) fn forgive_absent_nulls(description: &mut Value) {
    each_object(description, &mut |_, promised, properties| {
        promised.retain(|name| {
            properties
                .get(name)
                .is_none_or(|schema| !is_nullable(schema))
        });
    });
}

pub(super) fn forgive_absent_lists(description: &mut Value) {
    each_object(description, &mut |_, promised, properties| {
        promised.retain(|name| {
            properties
                .get(name)
                .is_none_or(|schema| schema["type"] != "array")
        });
    });
}

pub(super) fn guard_path_parameters(description: &mut Value) {
    each_parameter(description, &mut |place, schema| {
        if place == "path" && is(schema, "string") {
            become_type(schema, "PathSegment", &[]);
        }
    });
}

/// Makes a schema stand for a type of this crate; only its description is kept.
fn become_type(schema: &mut Object, path: &str, parameters: &[Value]) {
    schema.retain(|key, _| ["title", "description", "nullable"].contains(&key.as_str()));
    let rust_type = json!({
        "crate": "hopx-client",
        "version": "*",
        "path": format!("hopx_client::{path}"),
        "parameters": parameters,
    });
    schema.insert(RUST_TYPE.to_owned(), rust_type);
}

/// The type that the build writes for a schema with `x-extensible-enum`.
fn open_type(name: &str) -> String {
    format!("generated::open::{}", pascal(name))
}

fn takes_anything(schema: &Object) -> bool {
    schema
        .get(RUST_TYPE)
        .is_some_and(|rust| rust["path"] == "hopx_client::Secret")
}

/// Whether a schema leads back to itself: the generator boxes such members, and a type of
/// ours around them would hide that from it.
fn recurs(description: &Value, schema: &Object) -> bool {
    let mut seen = Vec::new();
    let mut open = references(&schema.clone().into());
    let Some(start) = open.first().cloned() else {
        return false;
    };
    while let Some(name) = open.pop() {
        let target = &description["components"]["schemas"][&name];
        for next in references(target) {
            if next == start {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next.clone());
                open.push(next);
            }
        }
    }
    false
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(last_segment);
            own.into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The component schemas that some refused call answers with.
fn error_schemas(description: &Value) -> Vec<String> {
    let items = description["paths"]
        .as_object()
        .into_iter()
        .flat_map(Map::values);
    let operations = items.filter_map(Value::as_object).flat_map(Map::values);
    let responses = operations.filter_map(|operation| operation["responses"].as_object());
    responses
        .flatten()
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .flat_map(|(_, response)| references(&resolved(description, response)["content"]))
        .collect()
}

fn resolved<'a>(description: &'a Value, place: &'a Value) -> &'a Value {
    let reference = place.get("$ref").and_then(Value::as_str);
    let target =
        reference.and_then(|reference| description.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(place)
}

fn last_segment(reference: &str) -> Option<String> {
    reference.rsplit('/').next().map(str::to_owned)
}

fn component_schemas(description: &mut Value) -> impl Iterator<Item = (&String, &mut Object)> {
    let schemas = description
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    schemas.into_iter().flat_map(objects)
}

fn objects(members: &mut Object) -> impl Iterator<Item = (&String, &mut Object)> {
    members
        .iter_mut()
        .filter_map(|(name, member)| Some((name, member.as_object_mut()?)))
}

fn is(schema: &Object, kind: &str) -> bool {
    schema.get("type").is_some_and(|named| named == kind)
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

fn remove(schema: &mut Object, keys: &[&str]) {
    schema.retain(|key, _| !keys.contains(&key.as_str()));
}
