//! From YAML to Arazzo: the version, the shape, and nothing lost on the way.

use enumset::EnumSet;
use roas_arazzo::v1_0::{Description, SourceType, Step, Workflow};
use roas_arazzo::validation::Validate;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::LoadError;
use super::source::{At, Parsed};
use super::swallowed;

/// Reads the document as Arazzo 1.0 and holds it against the rules of the standard.
pub(super) fn read(parsed: &Parsed<'_>) -> Result<Description, LoadError> {
    check_version(parsed)?;
    let model: Description =
        serde_json::from_value(parsed.value.clone()).map_err(|error| misfit(parsed, &error))?;
    swallowed::check(parsed, &model)?;
    check_rules(parsed, &model)?;
    check_source(parsed, &model)?;
    Ok(model)
}

fn check_version(parsed: &Parsed<'_>) -> Result<(), LoadError> {
    let problem = match &parsed.value["arazzo"] {
        Value::String(version) if version.starts_with("1.0.") => return Ok(()),
        Value::String(version) => format!("is Arazzo {version}"),
        Value::Number(version) => format!("is Arazzo {version}"),
        _ => "is not an Arazzo document".to_owned(),
    };
    Err(parsed.error(
        At::File,
        problem,
        "give a document in Arazzo 1.0.x (`arazzo: 1.0.1`)",
    ))
}

/// Says where a document has the wrong shape, as closely as can be found out.
fn misfit(parsed: &Parsed<'_>, error: &serde_json::Error) -> LoadError {
    let mend = "correct it there; the Arazzo specification 1.0.1 says what stands where";
    let problem = |error: &serde_json::Error| format!("has the wrong shape: {error}");
    for (index, workflow) in elements(&parsed.value["workflows"]) {
        for (step_index, step) in elements(&workflow["steps"]) {
            if let Some(error) = shape_error::<Step>(step) {
                return parsed.error(At::Step(index, step_index), problem(&error), mend);
            }
        }
        if let Some(error) = shape_error::<Workflow>(workflow) {
            return parsed.error(At::Workflow(index), problem(&error), mend);
        }
    }
    parsed.error(At::File, problem(error), mend)
}

fn elements(value: &Value) -> impl Iterator<Item = (usize, &Value)> {
    value.as_array().into_iter().flatten().enumerate()
}

fn shape_error<T: DeserializeOwned>(value: &Value) -> Option<serde_json::Error> {
    serde_json::from_value::<T>(value.clone()).err()
}

fn check_rules(parsed: &Parsed<'_>, model: &Description) -> Result<(), LoadError> {
    let Err(broken) = model.validate(EnumSet::empty()) else {
        return Ok(());
    };
    let Some(first) = broken.errors.first() else {
        return Ok(());
    };
    let path = first.path.trim_start_matches(['#', '.']);
    let more = match broken.errors.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Err(parsed.error(
        At::of(path),
        format!("is not valid Arazzo: `{path}` {}{more}", first.message),
        "correct it; the Arazzo specification 1.0.1 says what stands there",
    ))
}

/// Scenarios call the operations of one description, and it is ours.
fn check_source(parsed: &Parsed<'_>, model: &Description) -> Result<(), LoadError> {
    let [source] = model.source_descriptions.as_slice() else {
        return Err(parsed.error(
            At::File,
            "names more than one source description",
            "name the OpenAPI description and nothing else",
        ));
    };
    if source.type_ == Some(SourceType::Arazzo) {
        return Err(parsed.error(
            At::File,
            format!(
                "takes its operations from another Arazzo document, `{}`",
                source.name
            ),
            "name the OpenAPI description, with `type: openapi`",
        ));
    }
    Ok(())
}
