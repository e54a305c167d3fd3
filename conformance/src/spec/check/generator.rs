//! What the generator of the client cannot take, in the words of the build.

use super::super::finding::Finding;
use super::super::source::Source;
use crate::generatable;

/// Everything that would stop the build.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let findings = generatable::check(&source.value).into_iter();
    findings
        .map(|finding| {
            let operation = finding.operation.map(|id| format!("operation {id}, "));
            let message = format!("{}{}", operation.unwrap_or_default(), finding.problem);
            source.finding(&finding.place, finding.rule, message, finding.mend)
        })
        .collect()
}
