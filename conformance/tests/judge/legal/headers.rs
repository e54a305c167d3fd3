//! Headers, and how an answer comes.

use super::{check, everywhere, legal};
use crate::twin::Spoil;

#[test]
fn headers_may_differ() {
    let typed = |media_type: &'static str| {
        legal(
            media_type,
            everywhere(move |exchange| {
                exchange.header("content-type", media_type);
            }),
        )
    };
    let mut differences: Vec<_> = [
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON ; profile=\"x;y\"",
    ]
    .map(typed)
    .into();
    differences.extend([
        legal(
            "more headers",
            everywhere(|exchange| {
                exchange.header("server", "nginx");
                exchange.header("set-cookie", "a=b");
                exchange.header("etag", "\"x\"");
                exchange.header("retry-after", "1");
            }),
        ),
        legal(
            "no headers but the promised ones",
            everywhere(|exchange| {
                let needed =
                    |name: &String| name.starts_with("x-ratelimit") || name == "content-type";
                exchange.answered().headers.retain(|(name, _)| needed(name));
            }),
        ),
        legal(
            "headers in the opposite order",
            everywhere(|exchange| {
                exchange.answered().headers.reverse();
            }),
        ),
        legal(
            "a header that is there twice",
            everywhere(|exchange| {
                let again = ("x-ratelimit-limit".to_owned(), "10000".to_owned());
                exchange.answered().headers.push(again);
            }),
        ),
        legal(
            "another limit",
            everywhere(|exchange| {
                exchange.header("x-ratelimit-limit", "200");
                exchange.header("x-ratelimit-remaining", "200");
            }),
        ),
        legal(
            "nothing left",
            everywhere(|exchange| {
                exchange.header("x-ratelimit-remaining", "0");
            }),
        ),
        legal(
            "a reset that has just been",
            everywhere(|exchange| {
                let reset = exchange.attempts[0].unix_seconds - 90;
                exchange.header("x-ratelimit-reset", &reset.to_string());
            }),
        ),
        legal(
            "a reset in some hours",
            everywhere(|exchange| {
                let reset = exchange.attempts[0].unix_seconds + 6 * 3600;
                exchange.header("x-ratelimit-reset", &reset.to_string());
            }),
        ),
        legal(
            "a reset in thirty days",
            everywhere(|exchange| {
                let reset = exchange.attempts[0].unix_seconds + 30 * 86_400;
                exchange.header("x-ratelimit-reset", &reset.to_string());
            }),
        ),
        legal(
            "another request id in the header",
            everywhere(|exchange| {
                exchange.header("x-request-id", "trace-1");
            }),
        ),
    ]);
    check(differences);
}
