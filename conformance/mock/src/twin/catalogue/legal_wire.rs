//! How answers may go over the wire.

use super::limits::refuse_beyond;
use crate::twin::On::{Any, Changed, Listed, Refused, Status};
use crate::twin::compression::{deflate, gzip};
use crate::twin::{Call, Delivery, Reply, Twin, legal};
use axum::http::{HeaderName, HeaderValue};
use std::time::Duration;

/// Compresses a body for whoever takes that.
fn compress(
    call: &Call<'_>,
    reply: &mut Reply,
    encoding: &'static str,
    pack: fn(&[u8]) -> Vec<u8>,
) {
    if call.takes(encoding) {
        reply.raw(pack(&reply.body));
        reply.header("content-encoding", encoding);
        reply.header("vary", "Accept-Encoding");
    }
}

/// The names of header fields in a head, each with the byte before it.
fn names(head: &mut [u8], mut change: impl FnMut(&mut u8, u8)) {
    let (mut in_name, mut before) = (false, b'\n');
    for byte in head.iter_mut().skip_while(|byte| **byte != b'\n') {
        in_name = *byte == b'\n' || in_name && *byte != b':';
        let this = *byte;
        if in_name {
            change(byte, before);
        }
        before = this;
    }
}

pub(super) const TWINS: &[Twin] = &[
    legal(
        "media-type-with-charset",
        "says application/json; charset=utf-8",
    )
    .says(Any, |_, reply| {
        reply.media_type("application/json; charset=utf-8");
    }),
    legal(
        "media-type-without-a-space",
        "says application/json;charset=UTF-8",
    )
    .says(Any, |_, reply| {
        reply.media_type("application/json;charset=UTF-8");
    }),
    legal(
        "media-type-in-capitals",
        "says Application/JSON, with a parameter in quotes",
    )
    .says(Any, |_, reply| {
        reply.media_type("Application/JSON ; profile=\"x;y\"");
    }),
    legal(
        "more-headers",
        "sends headers as gateways and frameworks do",
    )
    .says(Any, |_, reply| {
        for (name, value) in [
            ("server", "nginx"),
            ("set-cookie", "session=x; Path=/; HttpOnly"),
            ("etag", "\"x\""),
            ("cache-control", "no-store"),
            ("strict-transport-security", "max-age=63072000"),
            ("x-powered-by", "HopX"),
        ] {
            reply.header(name, value);
        }
    }),
    legal("no-request-id-header", "sends no X-Request-ID")
        .says(Any, |_, reply| reply.no_header("x-request-id")),
    legal(
        "another-request-id-header",
        "sends another id in X-Request-ID than in the body",
    )
    .says(Any, |_, reply| reply.header("x-request-id", "trace-1")),
    legal(
        "no-www-authenticate",
        "sends no WWW-Authenticate with a 401",
    )
    .says(Status(401), |_, reply| reply.no_header("www-authenticate")),
    legal(
        "retry-after-everywhere",
        "sends Retry-After with everything that is no success",
    )
    .says(Refused, |_, reply| reply.header("retry-after", "1")),
    legal("limit-of-50", "announces 50 requests a minute").says(Any, |_, reply| {
        let left = reply
            .headers
            .get("x-ratelimit-remaining")
            .and_then(|left| left.to_str().ok()?.parse().ok());
        reply.header("x-ratelimit-limit", "50");
        reply.header(
            "x-ratelimit-remaining",
            &left.unwrap_or(1).min(49).to_string(),
        );
    }),
    legal(
        "limit-of-200",
        "announces the 200 requests a minute of the Pro tier, all of them left",
    )
    .says(Any, |_, reply| {
        reply.header("x-ratelimit-limit", "200");
        reply.header("x-ratelimit-remaining", "200");
    }),
    legal(
        "limit-header-twice",
        "sends X-RateLimit-Limit twice: for a minute and for a day",
    )
    .says(Any, |_, reply| {
        let day = HeaderValue::from_static("10000");
        reply
            .headers
            .append(HeaderName::from_static("x-ratelimit-limit"), day);
    }),
    legal(
        "reset-rolls",
        "has a window that ends a second after every answer",
    )
    .says(Any, |call, reply| {
        reply.header("x-ratelimit-reset", &(call.now() + 1).to_string());
    }),
    legal("reset-in-hours", "has a window of six hours").says(Any, |call, reply| {
        reply.header("x-ratelimit-reset", &(call.now() + 21_600).to_string());
    }),
    legal("reset-has-been", "has a window that ended a moment ago").says(Any, |call, reply| {
        reply.header("x-ratelimit-reset", &(call.now() - 2).to_string());
    }),
    legal(
        "too-many-now-and-then",
        "answers every 40th call with 429, if it is a list, and says when to come back",
    )
    .says(Listed, |call, reply| {
        if call.number.is_multiple_of(40) {
            reply.refuse(429, "RATE_LIMIT_EXCEEDED");
            reply.set("retry_after", 1);
        }
    }),
    legal(
        "too-many-with-a-header",
        "answers every 40th call with 429, if it is a list, and says when to come back twice",
    )
    .says(Listed, |call, reply| {
        if call.number.is_multiple_of(40) {
            reply.refuse(429, "RESOURCE_LIMIT_ERROR");
            reply.set("retry_after", 1);
            reply.header("retry-after", "1");
        }
    }),
    legal(
        "beyond-the-limit",
        "refuses three calls once the limit is spent, and says when to come back",
    )
    .says(Any, |call, reply| refuse_beyond(call, reply, |_| {})),
    legal(
        "maintenance-now-and-then",
        "answers every 40th call with 503, if it is a list",
    )
    .says(Listed, |call, reply| {
        if call.number.is_multiple_of(40) {
            reply.refuse(503, "SERVICE_UNAVAILABLE");
            reply.header("retry-after", "1");
        }
    }),
    legal("chunked", "sends bodies in chunks, without their length")
        .says(Any, |_, reply| reply.delivery = Delivery::Chunked(500)),
    legal(
        "chunked-small",
        "sends the bodies of errors and changes in chunks of seven bytes",
    )
    .says(Any, |call, reply| {
        if call.is_change() || !reply.status.is_success() {
            reply.delivery = Delivery::Chunked(7);
        }
    }),
    legal("gzip", "compresses bodies with gzip for whoever takes that")
        .says(Any, |call, reply| compress(call, reply, "gzip", gzip)),
    legal(
        "deflate",
        "compresses bodies with deflate for whoever takes that",
    )
    .says(Any, |call, reply| compress(call, reply, "deflate", deflate)),
    legal(
        "gzip-in-chunks",
        "compresses bodies with gzip, and sends them in chunks",
    )
    .says(Any, |call, reply| {
        compress(call, reply, "gzip", gzip);
        reply.delivery = Delivery::Chunked(100);
    }),
    legal(
        "connection-closes",
        "closes the connection after every answer",
    )
    .says(Any, |_, reply| reply.header("connection", "close")),
    legal(
        "connection-closes-every-third-time",
        "closes the connection after every third answer",
    )
    .says(Any, |call, reply| {
        if call.number.is_multiple_of(3) {
            reply.header("connection", "close");
        }
    }),
    legal("keep-alive-announced", "says how long it keeps connections").says(Any, |_, reply| {
        reply.header("keep-alive", "timeout=5, max=1000");
    }),
    legal("late", "takes ten milliseconds for every answer")
        .says(Any, |_, reply| reply.delay = Duration::from_millis(10)),
    legal("changes-late", "takes a fifth of a second for every change")
        .says(Changed, |_, reply| reply.delay = Duration::from_millis(200)),
    legal(
        "header-names-with-capitals",
        "begins the words in header names with capitals",
    )
    .heads(|head| {
        names(head, |byte, before| {
            if matches!(before, b'\n' | b'-') {
                byte.make_ascii_uppercase();
            }
        });
    }),
    legal(
        "header-names-in-capitals",
        "writes header names in capitals",
    )
    .heads(|head| names(head, |byte, _| byte.make_ascii_uppercase())),
    legal("http-1.0", "answers as HTTP/1.0, and closes the connection")
        .says(Any, |_, reply| reply.header("connection", "close"))
        .heads(|head| {
            if let Some(minor) = head.get_mut(7) {
                *minor = b'0';
            }
        }),
    legal(
        "another-reason-phrase",
        "writes a reason phrase of its own after the status",
    )
    .heads(|head| {
        let phrase = head.iter_mut().skip("HTTP/1.1 200 ".len());
        phrase
            .take_while(|byte| **byte != b'\r')
            .for_each(|byte| *byte = b'x');
    }),
];
