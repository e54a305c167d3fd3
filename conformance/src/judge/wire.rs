//! What every response owes, whatever it says: to arrive whole, as JSON, in UTF-8, under the
//! right media type.

use std::borrow::Cow;

use serde_json::Value;

use super::check::Check;
use crate::printable;
use crate::recording::Answer;

/// A body that is longer than this is cut off in a message.
const EXCERPT: usize = 100;

/// Judges an answer as bytes, and gives its body where it is JSON.
pub(super) fn judge<'a>(check: &mut Check<'_>, answer: &'a Answer) -> Option<Cow<'a, Value>> {
    if let Some(broken) = &answer.broken {
        check.finding(
            "wire/complete",
            "a body that arrives whole, in the encoding that the headers name",
            broken.as_str(),
        );
        return None;
    }
    media_type(check, answer);
    let Ok(text) = std::str::from_utf8(&answer.body) else {
        check.finding("wire/utf-8", "a body in UTF-8", excerpt(&answer.body));
        return None;
    };
    let body = answer.json();
    if body.is_none() {
        let actual = match serde_json::from_str::<Value>(text) {
            Err(error) if !text.is_empty() => format!("{} ({error})", excerpt(&answer.body)),
            _ => "an empty body".to_owned(),
        };
        check.finding("wire/json", "a body that is one JSON value", actual);
    }
    body
}

fn media_type(check: &mut Check<'_>, answer: &Answer) {
    let stated = answer.header("content-type");
    let essence = stated.map(|stated| {
        stated
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    });
    if essence.as_deref() != Some("application/json") {
        let actual = stated.map_or_else(
            || "no content-type".to_owned(),
            |stated| format!("content-type: {stated}"),
        );
        check.finding_at(
            "wire/media-type",
            "content-type",
            "content-type: application/json",
            actual,
        );
    }
}

/// The beginning of a body, fit for one line.
pub(super) fn excerpt(body: &[u8]) -> String {
    printable::excerpt(&String::from_utf8_lossy(body), EXCERPT)
}
