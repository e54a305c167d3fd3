//! The harness sends only what the description allows, unless a step says that it means to.

use super::check::Check;
use super::verdict::Who;
use crate::scenario::Step;

/// Holds a request against the description.
pub(super) fn judge(check: &mut Check<'_>, step: Option<&Step>) {
    if step.is_some_and(|step| step.deliberate.is_some()) {
        return;
    }
    let described = check
        .contract
        .description
        .operation(check.exchange.operation);
    let mut wrong = Vec::new();
    for (name, value) in &check.exchange.query {
        match described.parameter(name) {
            Some(parameter) if !parameter.in_path && parameter.allows(value) => {}
            _ => wrong.push(format!("the query parameter `{name}={value}`")),
        }
    }
    if check.exchange.request.method != described.method {
        wrong.push(format!("the method {}", check.exchange.request.method));
    }
    for what in wrong {
        check.own_fault(
            Who::Harness,
            format!("the harness sent {what}, which the description does not allow"),
        );
    }
}
