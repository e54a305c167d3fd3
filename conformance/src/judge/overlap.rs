//! Calls that overlap: a conflict has to have its reason.
//!
//! What lists show after them is held against the states that some order of them leaves, see
//! [`super::agreement`].

use super::finding::Finding;
use crate::contract::Operation;
use crate::overlap::History;
use crate::recording::Exchange;
use crate::state::Expectations;

/// The conflicts that no order of the calls explains: no other call was under way for the
/// sandbox, and it cannot have been in that status already.
pub(super) fn judge(expectations: &Expectations, exchanges: &[Exchange]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _) in expectations.sandboxes() {
        let history = History::read(exchanges, id);
        let (unexplained, _) = history.unexplained(expectations.possible(id));
        for act in unexplained {
            let call = exchanges.iter().find(|call| call.number == act.exchange);
            findings.extend(call.map(|call| unfounded(call, id)));
        }
    }
    findings
}

fn unfounded(call: &Exchange, sandbox: &str) -> Finding {
    let (claim, already) = match call.operation {
        Operation::Pause => ("pause/200", "paused"),
        _ => ("resume/200", "running"),
    };
    let expected = "$statusCode == 200";
    let actual = format!(
        "status 409, while nothing else was under way for the sandbox and no order of the calls has it {already}"
    );
    Finding::about(call, claim, expected, actual).of(sandbox, true)
}
