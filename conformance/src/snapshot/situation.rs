//! What a step fixes about its answer beyond the description: the one status, the error
//! code, the status filter of a list.

use roas_arazzo::common::reusable::ReusableOr;
use roas_arazzo::v1_1::{Description, Parameter, ValueOrSelector};
use serde_json::Value;

use crate::contract::{Contract, Level, Operation};
use crate::recording::Exchange;
use crate::scenario::{Scenario, Step};

/// What an answer has to say where the description leaves a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Situation {
    /// The codes that an error may carry; none where any may.
    pub(super) codes: Option<Vec<String>>,
    /// The status that a list is filtered by.
    pub(super) filter: Option<String>,
}

impl Situation {
    /// The situation in which a step gets an answer of that status.
    pub(super) fn new(contract: &Contract, step: &Step, status: u16, filter: Option<&str>) -> Self {
        Situation {
            codes: codes(contract, step, status),
            filter: filter
                .filter(|filter| is_documented_filter(contract, step.operation, filter))
                .map(str::to_owned),
        }
    }
}

/// The one status that a step asks for; none where it allows several, or where nothing that
/// it checks can be broken.
pub(super) fn fixed_status(contract: &Contract, step: &Step) -> Option<u16> {
    let binding = step.claims.iter().any(|claim| binds(contract, claim));
    let mut statuses = step.criteria.iter().flat_map(|one| equalities(one));
    let first = statuses.next().filter(|_| binding)?;
    statuses.all(|status| status == first).then_some(first)
}

/// The statuses that a criterion demands by equality, all of which have to hold.
fn equalities(criterion: &str) -> Vec<u16> {
    if criterion.contains("||") || criterion.contains('!') {
        return Vec::new();
    }
    criterion.split("&&").filter_map(equality).collect()
}

fn equality(condition: &str) -> Option<u16> {
    let (left, right) = condition.split_once("==")?;
    (left.trim() == "$statusCode")
        .then(|| right.trim().parse().ok())
        .flatten()
}

/// Whether breaking a claim can fail a run.
pub(super) fn binds(contract: &Contract, claim: &str) -> bool {
    let claim = contract.claims.get(claim);
    claim.is_some_and(|claim| claim.level > Level::Observed)
}

fn codes(contract: &Contract, step: &Step, status: u16) -> Option<Vec<String>> {
    if fixed_status(contract, step) == Some(status)
        && let Some(fixed) = &step.error_code
        && binds(contract, &fixed.claim)
    {
        return Some(vec![fixed.code.clone()]);
    }
    let response = contract.description.response(step.operation, status)?;
    let claim = response.error_code_claim.as_deref()?;
    (binds(contract, claim) && !response.error_codes.is_empty())
        .then(|| response.error_codes.clone())
}

fn is_documented_filter(contract: &Contract, operation: Operation, filter: &str) -> bool {
    let described = contract.description.operation(operation);
    described
        .parameter("status")
        .is_some_and(|parameter| parameter.allows(filter))
}

/// The status filter that a call carried.
pub(super) fn sent_filter(exchange: &Exchange) -> Option<&str> {
    exchange.query("status")
}

/// The status filter as a scenario writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WrittenFilter {
    /// The step has none.
    None,
    /// The step names the status.
    Status(String),
    /// The status is only known once the scenario is played.
    Open,
}

/// The status filter that a step writes.
pub(super) fn written_filter(scenario: &Scenario, step: &Step) -> WrittenFilter {
    let document = &scenario.document;
    let workflows = document.workflows.iter();
    let Some(workflow) = workflows
        .into_iter()
        .find(|workflow| workflow.workflow_id == scenario.workflow)
    else {
        return WrittenFilter::None;
    };
    let own = workflow.steps.iter().find(|one| one.step_id == step.id);
    let own = own.into_iter().flat_map(|step| &step.parameters);
    let value = own
        .chain(&workflow.parameters)
        .find_map(|parameter| status_value(document, parameter));
    match value {
        None => WrittenFilter::None,
        Some(Value::String(text)) if !text.contains('$') => WrittenFilter::Status(text),
        Some(_) => WrittenFilter::Open,
    }
}

/// The value of a parameter, if it is the status filter.
fn status_value(document: &Description, parameter: &ReusableOr<Parameter>) -> Option<Value> {
    let (item, replaced) = match parameter {
        ReusableOr::Item(item) => (item, None),
        ReusableOr::Reusable(reusable) => {
            let name = reusable.reference.strip_prefix("$components.parameters.")?;
            let shared = document.components.as_ref()?.parameters.get(name)?;
            (shared, reusable.value.clone())
        }
    };
    let written = || match &item.value {
        ValueOrSelector::Literal(value) => value.clone(),
        ValueOrSelector::Selector(_) => Value::Null,
    };
    (item.name == "status").then(|| replaced.unwrap_or_else(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equalities_are_read_and_alternatives_are_not() {
        assert_eq!(equalities("$statusCode == 200"), [200]);
        assert_eq!(equalities("$statusCode==404"), [404]);
        assert_eq!(equalities("$statusCode == 200 && $statusCode < 300"), [200]);
        assert_eq!(
            equalities("$statusCode == 200 || $statusCode == 409"),
            [0u16; 0]
        );
        assert_eq!(equalities("$statusCode < 500"), [0u16; 0]);
        assert_eq!(equalities("!($statusCode == 200)"), [0u16; 0]);
        assert_eq!(equalities("$response.body#/code == 200"), [0u16; 0]);
    }
}
