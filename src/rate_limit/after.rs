//! When a server wants to be asked again.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use super::{RateLimit, until};

/// The `retry_after` of an error body: seconds, a whole number as documented (page
/// *rate-limits*) or any other that a server may send.
pub(crate) fn in_body(envelope: &Value) -> Option<Duration> {
    let seconds = match &envelope["retry_after"] {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// What the headers of a refusal say: `Retry-After` in either of its forms, and of a 429 when
/// the window of the rate limit ends, if it is spent. The longer of the two.
pub(crate) fn in_headers(
    status: StatusCode,
    headers: &HeaderMap,
    now: SystemTime,
) -> Option<Duration> {
    let window = RateLimit::read(headers)
        .filter(|limit| status == StatusCode::TOO_MANY_REQUESTS && limit.remaining == 0)
        .and_then(|limit| limit.window(headers, now));
    retry_after(headers, now).max(window)
}

/// `Retry-After`: seconds, or an HTTP date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = httpdate::parse_http_date(text).ok()?;
    Some(until(moment, headers, now))
}
