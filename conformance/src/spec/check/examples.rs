//! Whether examples are what their schemas say.

use serde_json::{Map, Value, json};

use super::super::finding::Finding;
use super::super::node::Node;
use crate::contract::schema_options;

/// How much of an error is told.
const SHOWN: usize = 160;

/// Examples that break so many rules are told no further.
const MOST: usize = 5;

/// Every example that is not what its schema says. References have to be sound.
pub(super) fn check(root: &Node<'_>) -> Vec<Finding> {
    let mut examples = Examples {
        components: json!({ "schemas": Value::Object(schemas(root)) }),
        findings: Vec::new(),
    };
    examples.visit(root);
    examples.findings
}

/// The named schemas as JSON Schema.
fn schemas(root: &Node<'_>) -> Map<String, Value> {
    let named = root.at(&["components", "schemas"]);
    let members = named.iter().flat_map(Node::members);
    members
        .map(|(name, schema)| (name.to_owned(), converted(schema.value)))
        .collect()
}

/// A schema as JSON Schema: `nullable` spelt out, references as they are.
fn converted(schema: &Value) -> Value {
    let Some(members) = schema.as_object() else {
        return schema.clone();
    };
    if let Some(reference) = members.get("$ref") {
        return json!({ "$ref": reference });
    }
    let mut made = Map::new();
    for (name, member) in members {
        let value = match name.as_str() {
            "properties" => match member.as_object() {
                Some(members) => members
                    .iter()
                    .map(|(name, value)| (name.clone(), converted(value)))
                    .collect(),
                None => continue,
            },
            "allOf" | "anyOf" | "oneOf" => match member.as_array() {
                Some(parts) => parts.iter().map(converted).collect(),
                None => continue,
            },
            "items" | "not" | "additionalProperties" => converted(member),
            "exclusiveMinimum" | "exclusiveMaximum" => continue,
            "minimum" | "maximum" => {
                let exclusive = format!("exclusive{}{}", name[..1].to_uppercase(), &name[1..]);
                match members.get(&exclusive) {
                    Some(Value::Bool(true)) => {
                        made.insert(exclusive, member.clone());
                        continue;
                    }
                    _ => member.clone(),
                }
            }
            "type" | "format" | "enum" | "multipleOf" | "maxLength" | "minLength" | "pattern"
            | "maxItems" | "minItems" | "uniqueItems" | "maxProperties" | "minProperties"
            | "required" => member.clone(),
            _ => continue,
        };
        made.insert(name.clone(), value);
    }
    let made = Value::Object(made);
    match members.get("nullable") {
        Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, made] }),
        _ => made,
    }
}

struct Examples {
    components: Value,
    findings: Vec<Finding>,
}

impl Examples {
    /// Looks at every part that has a schema and examples of it, or is a schema with one.
    fn visit(&mut self, node: &Node<'_>) {
        if let Some(schema) = node.get("schema").filter(|schema| schema.value.is_object()) {
            if let Some(example) = node.get("example") {
                self.hold(&schema, &example, "the example");
            }
            for (name, example) in node.members_of("examples") {
                let Ok(target) = example.resolved() else {
                    continue;
                };
                if let Some(value) = target.get("value") {
                    self.hold(&schema, &value, &format!("the example `{name}`"));
                }
                self.codes(node, &target);
            }
        } else if let (Some(example), true) = (node.get("example"), is_schema(node)) {
            self.hold(node, &example, "the example");
        }
        for (name, member) in node.members() {
            if !["example", "examples", "value", "default", "enum"].contains(&name)
                || is_names(node)
            {
                self.visit(&member);
            }
        }
        for item in node.items() {
            self.visit(&item);
        }
    }

    /// The code of an error is one that its response has.
    fn codes(&mut self, media: &Node<'_>, example: &Node<'_>) {
        let code = example.value.pointer("/value/code").and_then(Value::as_str);
        let response = media.pointer.rsplitn(3, '/').nth(2).unwrap_or_default();
        let known = media.source.value.pointer(response);
        let known = known.and_then(|response| response.get("x-error-codes"));
        let (Some(code), Some(known)) = (code, known.and_then(Value::as_array)) else {
            return;
        };
        if !known.iter().any(|value| value == code) {
            let message = format!(
                "the code `{code}` is none of {}",
                Value::from(known.clone())
            );
            let place = format!("{}/value/code", example.pointer);
            let mend = "correct the example, or add the code to `x-error-codes`";
            self.findings
                .push(example.source.finding(&place, "example", message, mend));
        }
    }

    fn hold(&mut self, schema: &Node<'_>, example: &Node<'_>, what: &str) {
        let whole = json!({
            "allOf": [converted(schema.value)],
            "components": self.components,
        });
        let validator = match schema_options().build(&whole) {
            Ok(validator) => validator,
            Err(error) => {
                let message = format!(
                    "the schema does not hold together: {}",
                    short(&error.to_string())
                );
                let finding =
                    schema
                        .source
                        .finding(&schema.pointer, "schema", message, "correct the schema");
                if !self.findings.contains(&finding) {
                    self.findings.push(finding);
                }
                return;
            }
        };
        for error in validator.iter_errors(example.value).take(MOST) {
            let inside = error.instance_path().as_str();
            let at = if inside.is_empty() {
                String::new()
            } else {
                format!(" at `{inside}`")
            };
            let message = format!("{what} lies{at}: {}", short(&error.to_string()));
            let place = format!("{}{inside}", example.pointer);
            let mend = "correct the example, or the schema";
            self.findings
                .push(example.source.finding(&place, "example", message, mend));
        }
    }
}

/// Whether a part is a schema, by what it has.
fn is_schema(node: &Node<'_>) -> bool {
    ["type", "enum", "properties", "allOf", "oneOf", "anyOf"]
        .iter()
        .any(|keyword| node.get(keyword).is_some())
}

/// Whether members have names that people chose.
fn is_names(node: &Node<'_>) -> bool {
    node.pointer.ends_with("/properties") || node.pointer == "/components"
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
