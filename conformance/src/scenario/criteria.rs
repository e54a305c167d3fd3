//! The criteria of a step: comparisons of the status code, and nothing else.
//!
//! An expression that names an absent header or member ends a run as an error, and the
//! comparisons of the standard ignore case. So bodies and headers are judged elsewhere.

use roas_arazzo::v1_0::{Criterion, CriterionType};

use super::error::LoadError;
use super::step::StepReader;

const STATUS: &str = "$statusCode";

/// Longer ones first, so that `<=` is not taken for `<`.
const COMPARISONS: [&str; 6] = ["==", "!=", "<=", ">=", "<", ">"];

pub(super) fn check(step: &StepReader<'_>) -> Result<(), LoadError> {
    let criteria = &step.step.success_criteria;
    if criteria.is_empty() {
        return Err(step.error(
            "has no `successCriteria`",
            "say which status is wanted, for example `- condition: $statusCode == 200`",
        ));
    }
    match criteria.iter().find(|criterion| !judges_status(criterion)) {
        None => Ok(()),
        Some(criterion) => Err(step.error(
            format!(
                "has the criterion `{}`, which is no comparison of `{STATUS}`",
                criterion.condition
            ),
            format!(
                "compare `{STATUS}` with numbers, joined by `&&` or `||`; bodies and headers are \
                 judged by the schema, the invariants and the snapshots"
            ),
        )),
    }
}

fn judges_status(criterion: &Criterion) -> bool {
    let simple = matches!(criterion.type_, None | Some(CriterionType::Simple));
    let mut parts = criterion
        .condition
        .split("||")
        .flat_map(|part| part.split("&&"));
    simple && criterion.context.is_none() && parts.all(is_comparison)
}

fn is_comparison(part: &str) -> bool {
    let Some(rest) = part.trim().strip_prefix(STATUS) else {
        return false;
    };
    let rest = rest.trim();
    let number = COMPARISONS
        .iter()
        .find_map(|comparison| rest.strip_prefix(comparison));
    number.is_some_and(|number| number.trim().parse::<u16>().is_ok())
}
