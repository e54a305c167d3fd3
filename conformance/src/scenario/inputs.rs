//! The inputs that a workflow requires.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Input;
use super::error::LoadError;
use super::source::{At, Parsed};

const MEND: &str = "write `inputs: { type: object, required: [api_key], properties: { api_key: { type: string } } }`, \
                    with any of api_key, other_api_key and sandbox";

pub(super) fn read(
    parsed: &Parsed<'_>,
    workflow: usize,
    inputs: Option<&Value>,
) -> Result<BTreeSet<Input>, LoadError> {
    let Some(schema) = inputs else {
        return Ok(BTreeSet::new());
    };
    let error = |problem: String| parsed.error(At::Workflow(workflow), problem, MEND);
    check_form(schema).map_err(error)?;
    let declared = schema["properties"].as_object().into_iter().flatten();
    let declared = declared.map(|(name, property)| {
        if property["type"] != "string" {
            return Err(format!(
                "takes the input `{name}` as something else than a string"
            ));
        }
        named(name)
    });
    let declared: BTreeSet<Input> = declared.collect::<Result<_, _>>().map_err(error)?;
    let required = schema["required"].as_array().into_iter().flatten();
    let required = required.map(|name| named(name.as_str().unwrap_or_default()));
    let required: BTreeSet<Input> = required.collect::<Result<_, _>>().map_err(error)?;
    match required.symmetric_difference(&declared).next() {
        Some(input) => Err(error(format!(
            "has the input `{}` in only one of `required` and `properties`",
            input.name()
        ))),
        None => Ok(required),
    }
}

fn check_form(schema: &Value) -> Result<(), String> {
    if schema["type"] != "object" {
        return Err("has inputs that are not an object".to_owned());
    }
    let members = schema.as_object().into_iter().flatten();
    let mut names = members.map(|(name, _)| name.as_str());
    match names.find(|name| !["type", "required", "properties", "description"].contains(name)) {
        Some(name) => Err(format!("has `{name}` in the schema of its inputs")),
        None => Ok(()),
    }
}

fn named(name: &str) -> Result<Input, String> {
    let known = Input::ALL.into_iter().find(|input| input.name() == name);
    known.ok_or_else(|| format!("takes the input `{name}`, which a run does not have"))
}
