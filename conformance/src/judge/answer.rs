//! What the scenario asks of an answer, beyond what every answer owes.

use serde_json::Value;

use super::check::Check;
use super::finding::Finding;
use super::verdict::Who;
use crate::contract::Operation;
use crate::recording::{Answer, Credential, Look};
use crate::scenario::{Scenario, Step};
use crate::state::WalkSeen;

/// Judges an answer by the criteria of the step that made the call.
pub(super) fn judge(check: &mut Check<'_>, scenario: &Scenario, step: &Step, answer: &Answer) {
    match scenario.unmet(step, answer.status) {
        None => check.own_fault(
            Who::Harness,
            format!(
                "the criteria of {} cannot be decided",
                scenario.step_address(&step.id)
            ),
        ),
        Some(unmet) if unmet.is_empty() => met(check, step, answer),
        Some(unmet) => {
            refused_key(check, answer);
            for claim in &step.claims {
                check.finding(
                    claim,
                    unmet.join(" and "),
                    format!("status {}", answer.status),
                );
            }
        }
    }
}

/// Judges the answer to a call that brings a sandbox into the state that a scenario begins
/// with. A conflict is no breach: somebody else may have changed the sandbox meanwhile.
pub(super) fn judge_preparation(check: &mut Check<'_>, answer: &Answer) {
    if answer.status == 200 || answer.status == 409 {
        return;
    }
    let claim = format!("{}/200", check.exchange.operation.word());
    check.finding(
        &claim,
        "$statusCode == 200",
        format!("status {}", answer.status),
    );
}

/// A preparation that was refused for the state of the sandbox, although the list that was
/// taken right after shows it in the state that the call is for.
pub(super) fn judge_conflicts(look: &Look) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, exchange) in look.exchanges.iter().enumerate() {
        let conflict = exchange.is_preparation() && exchange.status() == Some(409);
        let after = look.exchanges.get(index + 1..).unwrap_or_default();
        let lists: Vec<_> = after
            .iter()
            .take_while(|page| page.operation == Operation::List && page.step == exchange.step)
            .collect();
        let last = lists.last().map_or(0, |page| page.poll());
        let pages = lists.into_iter().filter(|page| page.poll() == last);
        let seen = WalkSeen::read(pages);
        let wanted = match exchange.operation {
            Operation::Pause => "running",
            _ => "paused",
        };
        let shown = exchange
            .sandbox
            .as_ref()
            .and_then(|id| seen.statuses.get(id)?.as_deref());
        if conflict && shown == Some(wanted) {
            let claim = format!("{}/200", exchange.operation.word());
            let actual =
                format!("status 409, and a list right after shows the sandbox as {wanted}");
            findings.push(Finding::new(
                &claim,
                &exchange.step,
                exchange.number,
                "$statusCode == 200",
                actual,
            ));
        }
    }
    findings
}

/// A key that other calls were answered for is refused: the form that it was sent in is not
/// accepted here.
fn refused_key(check: &mut Check<'_>, answer: &Answer) {
    if answer.status != 401 || check.exchange.credential != Credential::Own {
        return;
    }
    let headers = &check.exchange.request.headers;
    let bearer = headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    let claim = if bearer {
        "auth/bearer"
    } else {
        "auth/x-api-key"
    };
    check.finding(claim, "a valid key to be accepted", "status 401");
}

fn met(check: &mut Check<'_>, step: &Step, answer: &Answer) {
    if leaves_a_choice(step) {
        let query = check
            .exchange
            .request
            .target
            .split_once('?')
            .map(|(_, query)| format!("?{query}"))
            .unwrap_or_default();
        let operation = check.exchange.operation.word();
        let seen = format!(
            "{operation}{query} answers {} in {}",
            answer.status,
            check.address()
        );
        check.observation(step.claims.first().map(String::as_str), seen);
    }
    let Some(wanted) = &step.error_code else {
        return;
    };
    let body = answer.json();
    let code = body
        .as_ref()
        .and_then(|body| body.get("code"))
        .and_then(Value::as_str);
    let belongs = |code: &str| {
        let response = check
            .contract
            .description
            .response(check.exchange.operation, answer.status);
        response.is_none_or(|response| response.error_codes.iter().any(|known| known == code))
    };
    // A code that does not belong to the status at all is blamed on the status's own claim.
    if let Some(code) = code.filter(|code| *code != wanted.code && belongs(code)) {
        check.finding_at(
            &wanted.claim,
            "/code",
            format!("`{}`", wanted.code),
            format!("`{code}`"),
        );
    }
}

/// Whether the criteria of a step accept more than one status.
fn leaves_a_choice(step: &Step) -> bool {
    step.criteria.iter().any(|criterion| {
        criterion.contains("||") || criterion.contains('<') || criterion.contains('>')
    })
}
