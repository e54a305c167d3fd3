//! Schemas: from OpenAPI 3.0 to JSON Schema, and from a mismatch to the claim it breaks.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value};

use super::document::DocumentError;
use crate::yaml::below;

/// Deeper nesting than this is a reference loop.
const DEEPEST: usize = 64;

/// What the body of a response must look like.
#[derive(Debug)]
pub struct ResponseSchema {
    schema: Value,
    validator: Validator,
}

/// Where a body does not fit, and which claim that breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer into the body.
    pub pointer: String,
    /// The claim that the description names there, or nearest above.
    pub claim: Option<String>,
    /// What is wanted there.
    pub expected: String,
    /// What stands there.
    pub actual: String,
}

impl ResponseSchema {
    pub(super) fn compile(schema: Value, file: &str, place: &str) -> Result<Self, DocumentError> {
        let validator = options().build(&schema).map_err(|error| {
            DocumentError::new(
                file,
                place,
                format!("has a schema that does not hold together: {error}"),
                "correct the schema",
            )
        })?;
        Ok(ResponseSchema { schema, validator })
    }

    /// Every place at which a body does not fit.
    pub fn misfits(&self, body: &Value) -> Vec<Place> {
        self.validator
            .iter_errors(body)
            .map(|error| self.place(&error))
            .collect()
    }

    /// The JSON Schema, references followed.
    pub fn json_schema(&self) -> &Value {
        &self.schema
    }

    fn place(&self, error: &ValidationError<'_>) -> Place {
        let pointer = error.instance_path().as_str().to_owned();
        let at = error.schema_path().as_str();
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
                let parent = parent.strip_suffix("/required").unwrap_or(parent);
                Place {
                    claim: self.claim_at(&below(&format!("{parent}/properties"), name)),
                    pointer: below(&pointer, name),
                    expected: "a member".to_owned(),
                    actual: "no such member".to_owned(),
                }
            }
            kind => Place {
                claim: self.claim_at(at),
                pointer,
                expected: wanted(kind),
                actual: shortened(error.instance()),
            },
        }
    }

    /// The claim named at a place of the schema, or nearest above it.
    fn claim_at(&self, pointer: &str) -> Option<String> {
        let mut pointer = pointer;
        loop {
            let here = self
                .schema
                .pointer(pointer)
                .and_then(|value| value.get("x-claims"));
            if let Some(claim) = here.and_then(|ids| ids.get(0)).and_then(Value::as_str) {
                return Some(claim.to_owned());
            }
            pointer = pointer.rsplit_once('/')?.0;
        }
    }
}

/// Whether a value fits a JSON Schema. A schema that does not hold together fits nothing.
pub(super) fn fits(schema: &Value, value: &Value) -> bool {
    options()
        .build(schema)
        .is_ok_and(|validator| validator.is_valid(value))
}

/// How schemas are read: the draft, and the formats that count.
pub(crate) fn options() -> jsonschema::ValidationOptions<'static> {
    jsonschema::options()
        .with_draft(Draft::Draft7)
        .should_validate_formats(true)
        .with_format("iso8601", is_iso8601_date)
        .should_ignore_unknown_formats(true)
}

/// Whether the date that a time begins with is one that there is. The form is for the pattern.
fn is_iso8601_date(text: &str) -> bool {
    let length = if text.as_bytes().get(4) == Some(&b'-') {
        10
    } else {
        8
    };
    let digits = text.get(..length).unwrap_or(text).replace('-', "");
    jiff::civil::Date::strptime("%Y%m%d", digits).is_ok()
}

/// Follows a `$ref` inside the document, if there is one.
pub(super) fn resolve<'d>(
    document: &'d Value,
    value: &'d Value,
    file: &str,
    place: &str,
) -> Result<&'d Value, DocumentError> {
    let mut value = value;
    for _ in 0..DEEPEST {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Ok(value);
        };
        let pointer = reference.strip_prefix('#').ok_or_else(|| {
            DocumentError::new(
                file,
                place,
                format!("refers to another file: `{reference}`"),
                "keep the description in one file",
            )
        })?;
        value = document.pointer(pointer).ok_or_else(|| {
            DocumentError::new(
                file,
                place,
                format!("refers to nothing: `{reference}`"),
                "correct the reference",
            )
        })?;
    }
    Err(DocumentError::new(
        file,
        place,
        "refers to itself in a circle",
        "break the circle",
    ))
}

/// Turns a schema of OpenAPI 3.0 into JSON Schema: references followed, `nullable` spelt out.
pub(super) fn to_json_schema(
    document: &Value,
    schema: &Value,
    file: &str,
    place: &str,
) -> Result<Value, DocumentError> {
    convert(document, schema, file, place, 0)
}

fn convert(
    document: &Value,
    schema: &Value,
    file: &str,
    place: &str,
    depth: usize,
) -> Result<Value, DocumentError> {
    if depth > DEEPEST {
        return Err(DocumentError::new(
            file,
            place,
            "has a schema that contains itself",
            "break the circle of references",
        ));
    }
    let schema = resolve(document, schema, file, place)?;
    let Some(members) = schema.as_object() else {
        return Ok(schema.clone());
    };
    let mut converted = Map::new();
    for (name, member) in members {
        let value = match name.as_str() {
            "nullable" | "example" | "discriminator" | "xml" | "externalDocs" => continue,
            "properties" => each_member(member, |value| {
                convert(document, value, file, place, depth + 1)
            })?,
            "allOf" | "oneOf" | "anyOf" => each_element(member, |value| {
                convert(document, value, file, place, depth + 1)
            })?,
            "items" | "not" | "additionalProperties" => {
                convert(document, member, file, place, depth + 1)?
            }
            _ => member.clone(),
        };
        converted.insert(name.clone(), value);
    }
    if members.get("nullable").and_then(Value::as_bool) == Some(true) {
        allow_null(&mut converted);
    }
    Ok(Value::Object(converted))
}

fn each_member(
    value: &Value,
    turn: impl Fn(&Value) -> Result<Value, DocumentError>,
) -> Result<Value, DocumentError> {
    let members = value.as_object().into_iter().flatten();
    let turned: Result<Map<_, _>, _> = members
        .map(|(name, value)| Ok((name.clone(), turn(value)?)))
        .collect();
    turned.map(Value::Object)
}

fn each_element(
    value: &Value,
    turn: impl Fn(&Value) -> Result<Value, DocumentError>,
) -> Result<Value, DocumentError> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(turn)
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(kind) = schema.get("type").cloned() {
        schema.insert(
            "type".to_owned(),
            Value::Array(vec![kind, Value::from("null")]),
        );
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
}

fn wanted(kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::Type { kind } => match kind {
            jsonschema::error::TypeKind::Single(kind) => article(&kind.to_string()),
            jsonschema::error::TypeKind::Multiple(kinds) => kinds
                .iter()
                .map(|kind| article(&kind.to_string()))
                .collect::<Vec<_>>()
                .join(" or "),
        },
        ValidationErrorKind::Enum { options } => match options.as_array().map(Vec::as_slice) {
            Some([only]) => format!("exactly {only}"),
            _ => format!("one of {options}"),
        },
        ValidationErrorKind::Format { format } => format!("a string that is a {format}"),
        ValidationErrorKind::Pattern { .. } => {
            "a string of the documented form (ISO 8601 for a time)".to_owned()
        }
        ValidationErrorKind::MinLength { .. } => "a string that is not empty".to_owned(),
        other => format!("a value that satisfies `{}`", other.keyword()),
    }
}

fn article(kind: &str) -> String {
    match kind {
        "null" => "null".to_owned(),
        "array" | "integer" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

/// A value as text that fits into a message.
fn shortened(value: &Value) -> String {
    const LONGEST: usize = 120;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
