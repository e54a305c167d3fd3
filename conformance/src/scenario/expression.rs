//! Runtime expressions: which ones a text holds, and whether they can be read where they
//! stand.

use super::error::LoadError;
use super::source::At;
use super::workflow::Reader;
use super::{Input, step::StepReader};

/// Names that an output may read of the exchange of its step.
const EXCHANGE: [&str; 5] = ["$url", "$method", "$statusCode", "$request", "$response"];

/// The expressions that a text holds: the whole of it, or every `{$…}` in it.
pub(super) fn of(text: &str) -> Vec<&str> {
    if text.starts_with('$') {
        return vec![text];
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, opened)) = rest.split_once('{') {
        rest = opened;
        if let Some((expression, after)) = opened.split_once('}')
            && expression.starts_with('$')
        {
            found.push(expression);
            rest = after;
        }
    }
    found
}

/// The input that an expression names.
pub(super) fn input(expression: &str) -> Option<&str> {
    expression.strip_prefix("$inputs.")
}

/// Checks an expression that a request is built from.
pub(super) fn check_request(step: &StepReader<'_>, expression: &str) -> Result<(), LoadError> {
    let known = check_name(step.workflow, step.at(), step.index, expression)?;
    if known {
        return Ok(());
    }
    Err(step.error(
        format!("builds its request from `{expression}`, which cannot be read before it is sent"),
        "use `$inputs.NAME`, or `$steps.STEP.outputs.NAME` of an earlier step",
    ))
}

/// Checks an expression that an output is named by. Steps before `earlier` have run.
pub(super) fn check_output(
    workflow: &Reader<'_>,
    at: At,
    earlier: usize,
    text: &str,
) -> Result<(), LoadError> {
    for expression in of(text) {
        let root = expression.split(['.', '#']).next().unwrap_or_default();
        let of_exchange = matches!(at, At::Step(..)) && EXCHANGE.contains(&root);
        if !check_name(workflow, at, earlier, expression)? && !of_exchange {
            return Err(workflow.parsed.error(
                at,
                format!("names an output by `{expression}`, which cannot be read there"),
                "use `$response`, `$statusCode`, `$inputs` or an earlier step",
            ));
        }
    }
    Ok(())
}

/// Checks an expression that names an input or a step; false where it names neither.
fn check_name(
    workflow: &Reader<'_>,
    at: At,
    earlier: usize,
    expression: &str,
) -> Result<bool, LoadError> {
    if let Some(name) = input(expression) {
        if workflow
            .needs
            .iter()
            .any(|input| Input::name(*input) == name)
        {
            return Ok(true);
        }
        return Err(workflow.parsed.error(
            at,
            format!("reads the input `{name}`, which the workflow does not require"),
            "list it under `required` and `properties` of its inputs, or correct the name",
        ));
    }
    let Some(rest) = expression.strip_prefix("$steps.") else {
        return Ok(false);
    };
    let name = rest.split(['.', '#']).next().unwrap_or_default();
    let steps = &workflow.workflow.steps;
    match steps.iter().position(|step| step.step_id == name) {
        Some(index) if index < earlier => Ok(true),
        Some(_) => Err(workflow.parsed.error(
            at,
            format!("reads the step `{name}`, which has not been played by then"),
            "read an earlier step",
        )),
        None => Err(workflow.parsed.error(
            at,
            format!("reads the step `{name}`, which the workflow does not have"),
            "read an earlier step of the same workflow",
        )),
    }
}
