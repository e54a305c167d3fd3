//! The body of a response, held against the description.

use serde_json::Value;

use super::check::Check;
use crate::contract::{Operation, ResponseDescription};
use crate::recording::Answer;

/// Judges a body that is JSON.
pub(super) fn judge(check: &mut Check<'_>, answer: &Answer, body: &Value) {
    if answer.is_success() && is_an_error(check, answer.status, body) {
        let expected = "the status of an error for the body of an error";
        check.finding(
            "errors/status",
            expected,
            format!("{} with {}", answer.status, body),
        );
    }
    let Some(response) = described(check, answer.status) else {
        return;
    };
    schema(check, response, body);
    if answer.status >= 400 {
        code(check, answer.status, body);
    } else {
        identity(check, body);
        spelling(check, body);
    }
    if answer.status == 429 && body.get("retry_after").is_none_or(Value::is_null) {
        check.finding_at(
            "rate-limits/429/retry-after",
            "/retry_after",
            "a whole number of seconds",
            "no such member",
        );
    }
}

/// Says of a body that is no JSON what it should have been.
pub(super) fn judge_missing(check: &mut Check<'_>, answer: &Answer) {
    let claim = match (answer.status, check.exchange.operation) {
        (400.., _) => "errors/envelope/body",
        (200, Operation::List) => "list/200/body",
        (200, Operation::Pause) => "pause/200/body",
        (200, Operation::Resume) => "resume/200/body",
        _ => return,
    };
    check.finding(claim, "a JSON object", super::wire::excerpt(&answer.body));
}

/// The description of a status, or of errors in general where it lists no such error.
fn described<'c>(check: &Check<'c>, status: u16) -> Option<&'c ResponseDescription> {
    let operation = check.exchange.operation;
    let listed = check.contract.description.response(operation, status);
    let general = || {
        check
            .contract
            .description
            .operation(operation)
            .any_error()
            .filter(|_| status >= 400)
    };
    listed.or_else(general)
}

fn schema(check: &mut Check<'_>, response: &ResponseDescription, body: &Value) {
    for place in response.schema.misfits(body) {
        let claim = place.claim.unwrap_or_else(|| "wire/json".to_owned());
        let at = if place.pointer.is_empty() {
            "the whole body"
        } else {
            &place.pointer
        };
        check.finding_at(&claim, at, place.expected, place.actual);
    }
}

/// A code must be one that belongs to the status.
fn code(check: &mut Check<'_>, status: u16, body: &Value) {
    let Some(response) = check
        .contract
        .description
        .response(check.exchange.operation, status)
    else {
        check.observation(
            None,
            format!(
                "{} answers {status}, which the description does not list",
                check.exchange.operation.word()
            ),
        );
        return;
    };
    let Some(code) = body
        .get("code")
        .and_then(Value::as_str)
        .filter(|code| !code.is_empty())
    else {
        return;
    };
    if let Some(claim) = response
        .error_code_claim
        .as_ref()
        .filter(|_| !response.error_codes.iter().any(|known| known == code))
    {
        check.finding_at(
            claim,
            "/code",
            response.error_codes.join(" or "),
            format!("`{code}`"),
        );
    }
}

/// Pause and resume answer with the id that was asked for.
fn identity(check: &mut Check<'_>, body: &Value) {
    let claim = match check.exchange.operation {
        Operation::List => return,
        Operation::Pause => "pause/200/id",
        Operation::Resume => "resume/200/id",
    };
    let asked = check.exchange.sandbox.clone();
    let answered = body.get("id").and_then(Value::as_str);
    if let (Some(asked), Some(answered)) = (asked, answered)
        && asked != answered
    {
        check.finding_at(
            claim,
            "/id",
            format!("`{asked}`, the id asked for"),
            format!("`{answered}`"),
        );
    }
}

/// A documented status is spelt as documented; any other value is legal.
fn spelling(check: &mut Check<'_>, body: &Value) {
    let known = check.contract.description.known_statuses();
    for (index, element) in crate::state::elements(body).enumerate() {
        let Some(status) = crate::state::status(element) else {
            continue;
        };
        let meant = known
            .iter()
            .find(|known| known.eq_ignore_ascii_case(status));
        match meant {
            Some(meant) if meant != status => {
                let place = format!("/data/{index}/status");
                check.finding_at(
                    "list/element/status",
                    &place,
                    format!("`{meant}`, spelt as documented"),
                    format!("`{status}`"),
                );
            }
            Some(_) => {}
            None => check.observation(
                Some("statuses/known"),
                format!("a sandbox has the undocumented status `{status}`"),
            ),
        }
    }
}

/// Whether a body is an error and no success: members that nobody documents may have any name
/// in an answer that is whole otherwise.
fn is_an_error(check: &Check<'_>, status: u16, body: &Value) -> bool {
    let said = |name: &str| body.get(name).is_some_and(Value::is_string);
    let operation = check.exchange.operation;
    let described = check.contract.description.response(operation, status);
    let whole = || described.is_some_and(|success| success.schema.misfits(body).is_empty());
    said("error") && said("code") && !whole()
}
