//! The parameters of a step, held against the description.

use roas_arazzo::common::reusable::ReusableOr;
use roas_arazzo::v1_0::{Parameter, ParameterLocation};
use serde_json::Value;

use super::Input;
use super::error::LoadError;
use super::expression;
use super::step::StepReader;
use crate::contract::Operation;

/// One parameter, the reference to it followed.
struct Sent {
    name: String,
    location: ParameterLocation,
    text: String,
}

pub(super) fn check(step: &StepReader<'_>) -> Result<(), LoadError> {
    let of_step = resolve_all(step, &step.step.parameters)?;
    refuse_double(step, &of_step)?;
    let mut sent = resolve_all(step, &step.workflow.workflow.parameters)?;
    sent.retain(|inherited| !of_step.iter().any(|own| own.is_same_as(inherited)));
    sent.extend(of_step);
    for parameter in &sent {
        for expression in expression::of(&parameter.text) {
            expression::check_request(step, expression)?;
        }
        check_secrets(step, parameter)?;
        check_known(step, parameter)?;
        check_value(step, parameter)?;
    }
    check_path(step, &sent)?;
    check_nth(step, &sent)?;
    check_header_as_written(step, &sent)
}

fn resolve_all(
    step: &StepReader<'_>,
    parameters: &[ReusableOr<Parameter>],
) -> Result<Vec<Sent>, LoadError> {
    parameters.iter().map(|one| resolve(step, one)).collect()
}

fn resolve(step: &StepReader<'_>, parameter: &ReusableOr<Parameter>) -> Result<Sent, LoadError> {
    let (parameter, value) = match parameter {
        ReusableOr::Item(parameter) => (parameter, None),
        ReusableOr::Reusable(reusable) => {
            let name = reusable.reference.strip_prefix("$components.parameters.");
            let offered = name.and_then(|name| step.workflow.offered.get(name));
            let parameter = offered.ok_or_else(|| {
                step.error(
                    format!("refers to `{}`, which there is not", reusable.reference),
                    "refer to `$components.parameters.NAME`, with a name that is there",
                )
            })?;
            (parameter, reusable.value.as_ref())
        }
    };
    let name = parameter.name.clone();
    let Some(location) = parameter.in_ else {
        return Err(step.error(
            format!("does not say where the parameter `{name}` goes"),
            "give the parameter `in: path`, `in: query` or `in: header`",
        ));
    };
    let text = match value.unwrap_or(&parameter.value) {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => {
            return Err(step.error(
                format!("sends more or less than one value as the parameter `{name}`"),
                "give the parameter a string or a number",
            ));
        }
    };
    Ok(Sent {
        name,
        location,
        text,
    })
}

fn refuse_double(step: &StepReader<'_>, sent: &[Sent]) -> Result<(), LoadError> {
    let mut numbered = sent.iter().enumerate();
    let double =
        numbered.find(|(index, one)| sent[..*index].iter().any(|other| one.is_same_as(other)));
    match double {
        None => Ok(()),
        Some((_, parameter)) => Err(step.error(
            format!("sends the parameter `{}` twice", parameter.name),
            "keep one of the two; the other would be lost",
        )),
    }
}

/// A key in a URL would end up in every log on the way.
fn check_secrets(step: &StepReader<'_>, parameter: &Sent) -> Result<(), LoadError> {
    let secret = |name: &str| name != Input::Sandbox.name();
    let inputs = expression::of(&parameter.text);
    let mut inputs = inputs.into_iter().filter_map(expression::input);
    if parameter.location == ParameterLocation::Header || !inputs.any(secret) {
        return Ok(());
    }
    Err(step.error(
        format!(
            "puts a key into the URL, as the parameter `{}`",
            parameter.name
        ),
        "send keys in the header `Authorization` or `X-API-Key`",
    ))
}

/// Checks that the operation has the parameter, or that the step means to send it anyway.
fn check_known(step: &StepReader<'_>, parameter: &Sent) -> Result<(), LoadError> {
    let known = match parameter.location {
        ParameterLocation::Path => described(step, parameter) == Some(true),
        ParameterLocation::Query => described(step, parameter) == Some(false),
        ParameterLocation::Header => is_credential(step, &parameter.name),
        ParameterLocation::Cookie => false,
    };
    if known || step.extensions.deliberate.is_some() {
        return Ok(());
    }
    Err(step.error(
        format!(
            "sends the {} parameter `{}`, which {} does not have",
            word(parameter.location),
            parameter.name,
            step.operation.id()
        ),
        "correct name and place, or say under `x-deliberate` why it is sent",
    ))
}

/// What an id says that no sandbox has.
const NO_SANDBOX: &str = "doesnotexist";

/// Checks a literal value against the description, and an id against what may be changed.
fn check_value(step: &StepReader<'_>, parameter: &Sent) -> Result<(), LoadError> {
    let in_url = matches!(
        parameter.location,
        ParameterLocation::Path | ParameterLocation::Query
    );
    if !in_url {
        return Ok(());
    }
    if !expression::of(&parameter.text).is_empty() {
        return check_id(step, parameter);
    }
    check_literal_id(step, parameter)?;
    let description = &step.workflow.contract.description;
    let described = description
        .operation(step.operation)
        .parameter(&parameter.name);
    let allowed = described.is_none_or(|described| described.allows(&parameter.text));
    if allowed || step.extensions.deliberate.is_some() {
        return Ok(());
    }
    Err(step.error(
        format!(
            "sends `{}` as `{}`, which the description does not allow",
            parameter.text, parameter.name
        ),
        "send an allowed value, or say under `x-deliberate` why this one is sent",
    ))
}

/// An id that is not fixed must be the one of a sandbox that the run was given: any other
/// belongs to someone who did not ask for it to be paused.
fn check_id(step: &StepReader<'_>, parameter: &Sent) -> Result<(), LoadError> {
    let given = parameter.text.strip_prefix("$inputs.") == Some(Input::Sandbox.name());
    if step.operation == Operation::List || parameter.location != ParameterLocation::Path || given {
        return Ok(());
    }
    Err(step.error(
        format!("takes its sandbox from `{}`", parameter.text),
        "use `$inputs.sandbox`, repeated with `x-each` where every listed one is meant",
    ))
}

/// A fixed id must say of itself that there is no such sandbox: any other may belong to
/// someone, and a run must never touch what it was not given.
fn check_literal_id(step: &StepReader<'_>, parameter: &Sent) -> Result<(), LoadError> {
    let names_a_sandbox =
        step.operation != Operation::List && parameter.location == ParameterLocation::Path;
    if !names_a_sandbox || parameter.text.contains(NO_SANDBOX) {
        return Ok(());
    }
    Err(step.error(
        format!("names the sandbox `{}`, which may be somebody's", parameter.text),
        format!("use `$inputs.sandbox`, or an id with `{NO_SANDBOX}` in it, which no server has given to a sandbox"),
    ))
}

fn check_path(step: &StepReader<'_>, sent: &[Sent]) -> Result<(), LoadError> {
    let described = step.workflow.contract.description.operation(step.operation);
    let mut in_path = described
        .parameters
        .iter()
        .filter(|parameter| parameter.in_path);
    let is_sent = |name: &str| {
        sent.iter()
            .any(|one| one.location == ParameterLocation::Path && one.name == name)
    };
    match in_path.find(|parameter| !is_sent(&parameter.name)) {
        None => Ok(()),
        Some(parameter) => Err(step.error(
            format!("does not send the path parameter `{}`", parameter.name),
            format!("add a parameter `{}` with `in: path`", parameter.name),
        )),
    }
}

/// Whichever of the given sandboxes it is, it stands in for the first one.
fn check_nth(step: &StepReader<'_>, sent: &[Sent]) -> Result<(), LoadError> {
    let given = format!("$inputs.{}", Input::Sandbox.name());
    let takes_one = sent
        .iter()
        .any(|one| one.location == ParameterLocation::Path && one.text == given);
    let extensions = &step.extensions;
    if extensions.nth.is_none() || takes_one && extensions.each.is_none() {
        return Ok(());
    }
    Err(step.error(
        "takes one of the given sandboxes with `x-nth` and works on none, or on every one",
        "use `$inputs.sandbox` as the id, and no `x-each`",
    ))
}

fn check_header_as_written(step: &StepReader<'_>, sent: &[Sent]) -> Result<(), LoadError> {
    let header = sent
        .iter()
        .any(|parameter| parameter.location == ParameterLocation::Header);
    if step.extensions.half_a_key && !step.extensions.header_as_written {
        return Err(step.error(
            "has `x-half-a-key` and no `x-header-as-written`",
            "add it: the header that the step names is the one that carries half a key",
        ));
    }
    if header || !step.extensions.header_as_written {
        return Ok(());
    }
    Err(step.error(
        "has `x-header-as-written` and sends no header",
        "remove the extension, or send a credential",
    ))
}

/// Whether the description has a parameter of that name, and if so, whether in the path.
fn described(step: &StepReader<'_>, parameter: &Sent) -> Option<bool> {
    let description = &step.workflow.contract.description;
    let described = description
        .operation(step.operation)
        .parameter(&parameter.name);
    described.map(|described| described.in_path)
}

/// Whether a header is one that a security scheme of the description names.
fn is_credential(step: &StepReader<'_>, header: &str) -> bool {
    let document = &step.workflow.contract.description.document;
    let schemes = document.pointer("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object).into_iter().flatten();
    let mut names = schemes.map(|(_, scheme)| match scheme["type"].as_str() {
        Some("http") => "Authorization",
        _ => scheme["name"].as_str().unwrap_or_default(),
    });
    names.any(|name| name.eq_ignore_ascii_case(header))
}

fn word(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

impl Sent {
    fn is_same_as(&self, other: &Sent) -> bool {
        self.name == other.name && self.location == other.location
    }
}
