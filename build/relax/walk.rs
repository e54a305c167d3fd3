//! Ways through a description: every schema, every object schema, every parameter.

use serde_json::{Map, Value};

pub(crate) type Object = Map<String, Value>;

const COMBINATIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const NOT_SCHEMAS: [&str; 4] = ["example", "examples", "headers", "parameters"];

/// Visits every schema of a request or answer body, outer before inner, with a name for the
/// type that it would become.
pub(crate) fn each_schema(description: &mut Value, visit: &mut dyn FnMut(&str, &mut Object)) {
    match description {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "schema" => inside_schema("", member, visit),
                    "schemas" => each_member(member, &mut |name, schema| {
                        inside_schema(name, schema, visit);
                    }),
                    name if NOT_SCHEMAS.contains(&name) || name.starts_with("x-") => {}
                    _ => each_schema(member, visit),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                each_schema(item, visit);
            }
        }
        _ => {}
    }
}

fn inside_schema(name: &str, schema: &mut Value, visit: &mut dyn FnMut(&str, &mut Object)) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    visit(name, object);
    if let Some(properties) = object.get_mut("properties") {
        each_member(properties, &mut |member, property| {
            inside_schema(&member_type(name, member), property, visit);
        });
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = object.get_mut(key) {
            inside_schema(&member_type(name, key), inner, visit);
        }
    }
    for key in COMBINATIONS {
        each_item(object.get_mut(key), &mut |inner| {
            inside_schema(name, inner, visit);
        });
    }
    let parameters = object
        .get_mut("x-rust-type")
        .and_then(|rust| rust.get_mut("parameters"));
    each_item(parameters, &mut |inner| inside_schema(name, inner, visit));
}

/// The name of the type of a member, which the generator writes in its own case:
/// `Sandbox_resources` becomes `SandboxResources`.
pub(crate) fn member_type(object: &str, member: &str) -> String {
    format!("{object}_{member}")
}

/// Visits the schema of every parameter, with the place (`query`, `path`, …) it goes to.
pub(crate) fn each_parameter(description: &mut Value, visit: &mut dyn FnMut(&str, &mut Object)) {
    match description {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), &mut *member) {
                    ("parameters", Value::Array(list)) => {
                        list.iter_mut()
                            .for_each(|parameter| inside_parameter(parameter, visit));
                    }
                    ("parameters", Value::Object(_)) => {
                        each_member(member, &mut |_, parameter| {
                            inside_parameter(parameter, visit);
                        });
                    }
                    _ => each_parameter(member, visit),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| each_parameter(item, visit)),
        _ => {}
    }
}

fn inside_parameter(parameter: &mut Value, visit: &mut dyn FnMut(&str, &mut Object)) {
    let place = parameter
        .get("in")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut) {
        visit(&place, schema);
    }
}

/// Visits every object schema, as its name, the names of its promised members and its members.
pub(crate) fn each_object(
    description: &mut Value,
    visit: &mut dyn FnMut(&str, &mut Vec<String>, &mut Object),
) {
    each_schema(description, &mut |name, schema| {
        let mut promised = strings(schema.get("required"));
        let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
            return;
        };
        visit(name, &mut promised, properties);
        if promised.is_empty() {
            schema.remove("required");
        } else {
            schema.insert("required".to_owned(), promised.into());
        }
    });
}

pub(crate) fn strings(list: Option<&Value>) -> Vec<String> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn each_member(object: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    for (name, member) in object.as_object_mut().into_iter().flatten() {
        visit(name, member);
    }
}

fn each_item(list: Option<&mut Value>, visit: &mut dyn FnMut(&mut Value)) {
    for item in list.and_then(Value::as_array_mut).into_iter().flatten() {
        visit(item);
    }
}
