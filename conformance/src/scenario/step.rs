//! One step of a scenario, checked against the contract.

use roas_arazzo::v1_0 as arazzo;

use super::error::LoadError;
use super::extension::{ErrorCodeExtension, StepExtensions};
use super::source::At;
use super::workflow::{Reader, read_extensions, refuse_unplayed};
use super::{ErrorCode, Input, Step, criteria, expression, request};
use crate::contract::Operation;

/// What the checks of one step have in common.
pub(super) struct StepReader<'r> {
    pub(super) workflow: &'r Reader<'r>,
    pub(super) step: &'r arazzo::Step,
    /// Where the step stands in its workflow.
    pub(super) index: usize,
    pub(super) operation: Operation,
    pub(super) extensions: StepExtensions,
}

pub(super) fn read(workflow: &Reader<'_>, index: usize) -> Result<Step, LoadError> {
    let step = &workflow.workflow.steps[index];
    let at = At::Step(workflow.index, index);
    refuse_unplayed(workflow.parsed, at, &unplayed(step))?;
    let reader = StepReader {
        workflow,
        step,
        index,
        operation: operation(workflow, at, step)?,
        extensions: read_extensions(workflow.parsed, at, step.extensions.as_ref())?,
    };
    reader.check_claims()?;
    criteria::check(&reader)?;
    reader.check_walk()?;
    reader.check_each()?;
    reader.check_exhaust()?;
    reader.check_error_code()?;
    request::check(&reader)?;
    for output in step.outputs.values() {
        expression::check_output(workflow, at, index, output)?;
    }
    Ok(reader.into_step())
}

/// What the standard has and a run does not do.
fn unplayed(step: &arazzo::Step) -> [(&'static str, bool); 5] {
    [
        ("workflowId", step.workflow_id.is_some()),
        ("operationPath", step.operation_path.is_some()),
        ("requestBody", step.request_body.is_some()),
        ("onSuccess", !step.on_success.is_empty()),
        ("onFailure", !step.on_failure.is_empty()),
    ]
}

fn operation(workflow: &Reader<'_>, at: At, step: &arazzo::Step) -> Result<Operation, LoadError> {
    let id = step.operation_id.as_deref().unwrap_or_default();
    Operation::from_id(id).ok_or_else(|| {
        let ids = Operation::ALL.map(Operation::id).join(", ");
        workflow.parsed.error(
            at,
            format!("calls the operation `{id}`, which the description does not have"),
            format!("name one of {ids}"),
        )
    })
}

impl StepReader<'_> {
    pub(super) fn at(&self) -> At {
        At::Step(self.workflow.index, self.index)
    }

    /// An error at the step.
    pub(super) fn error(&self, problem: impl Into<String>, mend: impl Into<String>) -> LoadError {
        self.workflow.parsed.error(self.at(), problem, mend)
    }

    fn require_claim(&self, id: &str) -> Result<(), LoadError> {
        let parsed = self.workflow.parsed;
        let place = parsed.place(self.at());
        let claims = &self.workflow.contract.claims;
        claims.require(id, parsed.file(), &place)
    }

    fn check_claims(&self) -> Result<(), LoadError> {
        if self.extensions.claims.is_empty() {
            return Err(self.error(
                "names no claim",
                "list the claims that its criteria check under `x-claims`",
            ));
        }
        let mut claims = self.extensions.claims.iter();
        claims.try_for_each(|claim| self.require_claim(claim))
    }

    fn check_walk(&self) -> Result<(), LoadError> {
        if self.extensions.walk.is_some() && self.operation != Operation::List {
            return Err(self.error(
                "has `x-walk` and lists nothing",
                "only a step that calls list_sandboxes has pages to walk",
            ));
        }
        Ok(())
    }

    fn check_each(&self) -> Result<(), LoadError> {
        let Some(named) = &self.extensions.each else {
            return Ok(());
        };
        let earlier = &self.workflow.workflow.steps[..self.index];
        let named_step = earlier.iter().find(|step| step.step_id == *named);
        let lists =
            |step: &arazzo::Step| step.operation_id.as_deref() == Some(Operation::List.id());
        if !named_step.is_some_and(lists) {
            return Err(self.error(
                format!("is repeated for the sandboxes of `{named}`, which is no earlier list"),
                "name a step before it that calls list_sandboxes",
            ));
        }
        if self.operation == Operation::List || !self.workflow.needs.contains(&Input::Sandbox) {
            return Err(self.error(
                "is repeated with `x-each` and works on no sandbox",
                "call pause_sandbox or resume_sandbox, with `$inputs.sandbox` as the id",
            ));
        }
        Ok(())
    }

    fn check_exhaust(&self) -> Result<(), LoadError> {
        let lists_once = self.operation == Operation::List && self.extensions.walk.is_none();
        if self.extensions.exhaust && !lists_once {
            return Err(self.error(
                "has `x-exhaust`, and is no list of one page",
                "call list_sandboxes, without `x-walk`: a list changes nothing, however often it is repeated",
            ));
        }
        Ok(())
    }

    fn check_error_code(&self) -> Result<(), LoadError> {
        let Some(ErrorCodeExtension { code, claim }) = &self.extensions.error_code else {
            return Ok(());
        };
        self.require_claim(claim)?;
        let description = &self.workflow.contract.description;
        let statuses = description.operation(self.operation).statuses();
        let responses = statuses.filter_map(|status| description.response(self.operation, status));
        let codes: Vec<&String> = responses
            .flat_map(|response| &response.error_codes)
            .collect();
        if codes.contains(&code) {
            return Ok(());
        }
        let codes: Vec<&str> = codes.into_iter().map(String::as_str).collect();
        Err(self.error(
            format!("asks for the error code `{code}`, which the description does not have"),
            format!("name one of {}", codes.join(", ")),
        ))
    }

    fn into_step(self) -> Step {
        let criteria = self.step.success_criteria.iter();
        let error_code = self.extensions.error_code;
        Step {
            id: self.step.step_id.clone(),
            operation: self.operation,
            claims: self.extensions.claims,
            criteria: criteria
                .map(|criterion| criterion.condition.clone())
                .collect(),
            walk: self.extensions.walk,
            each: self.extensions.each,
            nth: self.extensions.nth,
            error_code: error_code
                .map(|ErrorCodeExtension { code, claim }| ErrorCode { code, claim }),
            deliberate: self.extensions.deliberate,
            header_as_written: self.extensions.header_as_written,
            half_a_key: self.extensions.half_a_key,
            exhaust: self.extensions.exhaust,
        }
    }
}
