//! The headers that a response promises: the rate limit.

use super::check::Check;
use crate::contract::{HeaderPromise, Operation, ResponseDescription};
use crate::recording::{Answer, Attempt};

/// A time in Unix seconds lies closer to the time of the answer than this, or it is
/// something else: seconds to go, or milliseconds. The documentation leaves open how long a
/// window is; a year is longer than any.
const CLOSE: i64 = 366 * 86_400;

/// Judges the headers of an answer.
pub(super) fn judge(check: &mut Check<'_>, attempt: &Attempt, answer: &Answer) {
    for promise in promised(check, answer) {
        match answer.header(&promise.name) {
            None => check.finding_at(
                &promise.claim,
                &promise.spelt,
                format!("the header {}", promise.spelt),
                "no such header",
            ),
            Some(value) => judge_value(check, &promise, value, attempt, answer),
        }
    }
}

/// What the description promises for the status, or for its like where it lists no such one.
fn promised(check: &Check<'_>, answer: &Answer) -> Vec<HeaderPromise> {
    let operation = check.exchange.operation;
    let described = check
        .contract
        .description
        .response(operation, answer.status);
    let like = || alike(check, operation, answer.status);
    described
        .or_else(like)
        .map(|response| response.headers.clone())
        .unwrap_or_default()
}

fn alike<'c>(
    check: &Check<'c>,
    operation: Operation,
    status: u16,
) -> Option<&'c ResponseDescription> {
    match status {
        200..300 => check.contract.description.response(operation, 200),
        400.. => check.contract.description.operation(operation).any_error(),
        _ => None,
    }
}

fn judge_value(
    check: &mut Check<'_>,
    promise: &HeaderPromise,
    value: &str,
    attempt: &Attempt,
    answer: &Answer,
) {
    let Some(number) = whole(value) else {
        check.finding_at(
            &promise.claim,
            &promise.spelt,
            "a whole number",
            format!("`{value}`"),
        );
        return;
    };
    match promise.name.as_str() {
        "x-ratelimit-reset" if (number - attempt.unix_seconds).abs() > CLOSE => {
            let expected = format!("a time in Unix seconds near {}", attempt.unix_seconds);
            check.finding_at(
                &promise.claim,
                &promise.spelt,
                expected,
                format!("`{value}`"),
            );
        }
        "x-ratelimit-remaining" => {
            if let Some(limit) = answer
                .header("x-ratelimit-limit")
                .and_then(whole)
                .filter(|limit| number > *limit)
            {
                check.finding_at(
                    &promise.claim,
                    &promise.spelt,
                    format!("no more than the limit, {limit}"),
                    format!("`{value}`"),
                );
            }
        }
        "x-ratelimit-limit" => check.observation(
            Some("rate-limits/default"),
            format!("the rate limit is {number}"),
        ),
        _ => {}
    }
}

fn whole(value: &str) -> Option<i64> {
    let value = value.trim();
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| value.parse().ok()).flatten()
}
