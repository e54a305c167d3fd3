//! Schemas become types: kinds that the generator knows, and names that stay apart.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Finding;
use super::names::{pascal, snake};
use super::place::{Place, operations};

/// The longest array that can be decoded.
const LONGEST_ARRAY: u64 = 32;

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Names that the generated code uses for something else.
const TAKEN: [&str; 11] = [
    "Clone", "Debug", "Default", "Err", "From", "None", "Ok", "Result", "Self", "Some", "String",
];

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut types = BTreeMap::new();
    let components = root.at(&["components", "schemas"]);
    for (name, schema) in components.iter().flat_map(Place::members) {
        findings.extend(wrong_name(name, &schema, &mut types));
        inside(name, &schema, &mut findings);
    }
    for (name, schema) in components.iter().flat_map(Place::members) {
        inline_types(&pascal(name), &schema, &mut types, &mut findings);
    }
    for kind in ["headers", "parameters", "requestBodies", "responses"] {
        if let Some(shared) = root.at(&["components", kind]) {
            bodies_of(&shared, &mut findings);
        }
    }
    for operation in operations(root) {
        bodies_of(&operation.place, &mut findings);
    }
    findings
}

fn wrong_name(
    name: &str,
    schema: &Place<'_>,
    types: &mut BTreeMap<String, String>,
) -> Option<Finding> {
    let made = pascal(name);
    if made.is_empty() || TAKEN.contains(&made.as_str()) {
        let problem = format!("the generated code has another use for the name `{name}`");
        return Some(schema.finding("schema-name", problem, "rename the schema"));
    }
    types.insert(made.clone(), name.to_owned()).map(|other| {
        let problem = format!("`{name}` and `{other}` would both be the type `{made}`");
        schema.finding("schema-name", problem, "rename one of them")
    })
}

/// Objects that are written out inside others get names too.
fn inline_types(
    name: &str,
    schema: &Place<'_>,
    types: &mut BTreeMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    for (member, property) in schema.get("properties").iter().flat_map(Place::members) {
        let made = format!("{name}{}", pascal(member));
        if property.get("properties").is_some()
            && let Some(other) = types.insert(made.clone(), format!("{name}.{member}"))
        {
            let problem = format!("this member and `{other}` would both be the type `{made}`");
            findings.push(property.finding("schema-name", problem, "rename one of them"));
        }
        inline_types(&made, &property, types, findings);
    }
}

fn bodies_of(place: &Place<'_>, findings: &mut Vec<Finding>) {
    for (name, member) in place.members() {
        match name {
            "schema" => inside("", &member, findings),
            "example" | "examples" => {}
            _ => bodies_of(&member, findings),
        }
    }
    for item in place.items() {
        bodies_of(&item, findings);
    }
}

fn inside(name: &str, schema: &Place<'_>, findings: &mut Vec<Finding>) {
    if !schema.value.is_object() {
        let problem = format!("`{name}` is not a schema");
        findings.push(schema.finding("schema", problem, "write an object, such as `type: string`"));
        return;
    }
    findings.extend(wrong_kind(schema));
    findings.extend(wrong_enum(schema));
    findings.extend(wrong_extensible(schema));
    findings.extend(fixed_length(schema));
    findings.extend(colliding_members(schema));
    for (name, property) in schema.get("properties").iter().flat_map(Place::members) {
        inside(name, &property, findings);
    }
    for name in ["allOf", "anyOf", "oneOf"] {
        for part in schema.get(name).iter().flat_map(Place::items) {
            inside(name, &part, findings);
        }
    }
    for name in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(name).filter(|inner| !inner.value.is_boolean()) {
            inside(name, &inner, findings);
        }
    }
}

fn wrong_kind(schema: &Place<'_>) -> Option<Finding> {
    if let Some(kind) = schema.get("type")
        && !kind
            .value
            .as_str()
            .is_some_and(|named| TYPES.contains(&named))
    {
        let problem = format!("`type: {}` is not one of {}", kind.value, TYPES.join(", "));
        let mend = "write one of them, with `nullable: true` for what may be null";
        return Some(kind.finding("schema-type", problem, mend));
    }
    schema.get("not").map(|not| {
        let problem = "the generator knows no `not`";
        not.finding("schema-not", problem, "describe what the value is instead")
    })
}

fn wrong_enum(schema: &Place<'_>) -> Option<Finding> {
    let values = schema.get("enum")?;
    let list = values.value.as_array().filter(|list| !list.is_empty());
    let Some(list) = list else {
        let problem = "the `enum` has no values";
        return Some(values.finding("enum", problem, "list its values, or remove it"));
    };
    let untyped = schema.get("type").is_none() && !list.iter().all(Value::is_string);
    untyped.then(|| {
        let problem = "the `enum` has values other than strings and no `type`";
        values.finding("enum", problem, "add `type`")
    })
}

/// The values of an open enum become variants.
fn wrong_extensible(schema: &Place<'_>) -> Option<Finding> {
    let values = schema.get("x-extensible-enum")?;
    let mut variants = vec!["Unknown".to_owned(), "Self".to_owned()];
    for value in values.value.as_array().into_iter().flatten() {
        let variant = value.as_str().map(pascal).unwrap_or_default();
        let usable = variant.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if !usable || variants.contains(&variant) {
            let problem = format!("{value} cannot be a variant of its own");
            let mend = "list strings that start with a letter, differ in more than case, and are not `unknown`";
            return Some(values.finding("extensible-enum", problem, mend));
        }
        variants.push(variant);
    }
    (variants.len() == 2).then(|| {
        let problem = "`x-extensible-enum` lists no values";
        values.finding("extensible-enum", problem, "list the documented values")
    })
}

/// A list of one length becomes an array, which is decoded up to a certain length.
fn fixed_length(schema: &Place<'_>) -> Option<Finding> {
    let length = schema.value.get("minItems")?.as_u64()?;
    let fixed = schema.value.get("maxItems")?.as_u64()? == length;
    (fixed && length > LONGEST_ARRAY).then(|| {
        let problem = format!("a list of exactly {length} elements cannot be decoded");
        let mend = format!("leave `minItems` out where there are more than {LONGEST_ARRAY}");
        schema.finding("array-length", problem, mend)
    })
}

fn colliding_members(schema: &Place<'_>) -> Vec<Finding> {
    let mut fields = BTreeMap::new();
    // What may come besides the described members is kept in a field of its own.
    if schema
        .get("additionalProperties")
        .is_some_and(|other| other.value.is_object())
    {
        fields.insert("extra".to_owned(), "additionalProperties");
    }
    let mut findings = Vec::new();
    for (name, property) in schema.get("properties").iter().flat_map(Place::members) {
        if let Some(other) = fields.insert(snake(name), name) {
            let problem = format!(
                "`{name}` and `{other}` would both be the field `{}`",
                snake(name)
            );
            findings.push(property.finding("member-name", problem, "leave one of them out"));
        }
    }
    findings
}
