//! How answers go over the wire.

use crate::fault::Operation::Pause;
use crate::twin::On::{Any, Changed, Good, Listed, Refused, Resumed, Status};
use crate::twin::{Delivery, Twin, fault};
use axum::http::header::CONTENT_TYPE;

const PAGE: &str = "<!doctype html><title>Bad gateway</title><h1>502 Bad Gateway</h1>\n";

pub(super) const TWINS: &[Twin] = &[
    fault(
        "no-media-type",
        "wire/media-type",
        "does not say what its answers are",
    )
    .says(Any, |_, reply| reply.no_header(CONTENT_TYPE.as_str())),
    fault(
        "errors-as-text",
        "wire/media-type",
        "says that errors are plain text",
    )
    .says(Refused, |_, reply| {
        reply.media_type("text/plain; charset=utf-8");
    }),
    fault(
        "errors-as-problems",
        "wire/media-type",
        "says that errors are application/problem+json",
    )
    .says(Refused, |_, reply| {
        reply.media_type("application/problem+json");
    }),
    fault(
        "lists-as-text",
        "wire/media-type",
        "says that lists are plain text",
    )
    .says(Listed, |_, reply| reply.media_type("text/plain")),
    fault(
        "changes-as-html",
        "wire/media-type",
        "says that good pauses and resumes are HTML",
    )
    .says(Changed, |_, reply| {
        reply.media_type("text/html; charset=utf-8");
    }),
    fault(
        "json-of-another-kind",
        "wire/media-type",
        "says that its answers are text/json",
    )
    .says(Any, |_, reply| reply.media_type("text/json")),
    fault(
        "lists-cut-in-half",
        "wire/complete",
        "closes the connection in the middle of later pages",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.delivery = Delivery::Truncated;
        }
    }),
    fault(
        "errors-cut-in-half",
        "wire/complete",
        "closes the connection in the middle of errors",
    )
    .says(Refused, |_, reply| reply.delivery = Delivery::Truncated),
    fault(
        "resumes-cut-in-half",
        "wire/complete",
        "closes the connection in the middle of the answer to a good resume",
    )
    .says(Resumed, |_, reply| reply.delivery = Delivery::Truncated),
    fault(
        "gzip-only-said",
        "wire/complete",
        "says that errors are compressed, and they are not",
    )
    .says(Refused, |_, reply| reply.header("content-encoding", "gzip")),
    fault(
        "gzip-broken",
        "wire/complete",
        "compresses good pauses and resumes with a wrong checksum",
    )
    .says(Changed, |_, reply| {
        let mut packed = crate::twin::compression::gzip(&reply.body);
        if let Some(byte) = packed.iter_mut().rev().nth(5) {
            *byte ^= 0xFF;
        }
        reply.raw(packed);
        reply.header("content-encoding", "gzip");
    }),
    fault(
        "gzip-cut-off",
        "wire/complete",
        "compresses later pages and leaves the end out",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            let mut packed = crate::twin::compression::gzip(&reply.body);
            packed.truncate(packed.len() - 12);
            reply.raw(packed);
            reply.header("content-encoding", "gzip");
        }
    }),
    fault(
        "errors-in-latin-1",
        "wire/utf-8",
        "writes the texts of errors in Latin-1, with a letter beyond ASCII",
    )
    .says(Refused, |_, reply| {
        reply.set("error", "~ge");
        let tilde = reply.body.iter().position(|byte| *byte == b'~');
        if let Some(place) = tilde {
            reply.body[place] = 0xE4;
        }
    }),
    fault(
        "lists-in-latin-1",
        "wire/utf-8",
        "writes later pages in Latin-1, with a letter beyond ASCII",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.set("~", true);
            let tilde = reply.body.iter().position(|byte| *byte == b'~');
            if let Some(place) = tilde {
                reply.body[place] = 0xFC;
            }
        }
    }),
    fault("errors-in-utf-16", "wire/utf-8", "writes errors in UTF-16").says(Refused, |_, reply| {
        let text = String::from_utf8_lossy(&reply.body).into_owned();
        let units = [0xFEFF].into_iter().chain(text.encode_utf16());
        reply.raw(units.flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    }),
    fault(
        "refused-keys-get-a-web-page",
        "wire/json",
        "answers 401 with a web page, and says that it is JSON",
    )
    .says(Status(401), |_, reply| reply.raw(PAGE)),
    fault(
        "unknown-pauses-get-a-web-page",
        "wire/json",
        "answers 404 to pauses with a web page, and says that it is JSON",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) {
            reply.raw(PAGE);
        }
    }),
    fault(
        "refused-keys-get-a-web-page-under-its-name",
        "wire/media-type",
        "answers 401 with a web page, and says so",
    )
    .says(Status(401), |_, reply| {
        reply.raw(PAGE);
        reply.media_type("text/html; charset=utf-8");
    }),
    fault(
        "not-found-without-a-body",
        "wire/json",
        "answers 404 with no body",
    )
    .says(Status(404), |_, reply| reply.raw("")),
    fault(
        "changes-without-a-body",
        "wire/json",
        "answers good pauses and resumes with no body",
    )
    .says(Changed, |_, reply| reply.raw("")),
    fault(
        "lists-behind-a-guard",
        "wire/json",
        "writes )]}' before lists, against scripts of others",
    )
    .says(Listed, |_, reply| {
        reply.text(|text| format!(")]}}',\n{text}"));
    }),
    fault(
        "byte-order-mark",
        "wire/json",
        "begins the answers to good pauses and resumes with a byte order mark",
    )
    .says(Changed, |_, reply| {
        reply.text(|text| format!("\u{FEFF}{text}"));
    }),
    fault(
        "comma-at-the-end",
        "wire/json",
        "leaves a comma after the last member of good answers",
    )
    .says(Good, |_, reply| {
        reply.body.pop();
        reply.body.extend(b",}");
    }),
    fault(
        "two-values-in-a-body",
        "wire/json",
        "answers good pauses and resumes twice in one body",
    )
    .says(Changed, |_, reply| {
        reply.text(|text| format!("{text}\n{text}"));
    }),
    fault("not-a-number", "wire/json", "writes NaN into later pages").says(
        Listed,
        |call, reply| {
            if call.goes_on() {
                reply.text(|text| text.replacen('{', "{\"took\":NaN,", 1));
            }
        },
    ),
    fault(
        "line-break-in-a-string",
        "wire/json",
        "writes a line break into the texts of errors as it is",
    )
    .says(Refused, |_, reply| {
        reply.set("error", "No.~No.");
        reply.text(|text| text.replace('~', "\n"));
    }),
    fault(
        "quotes-of-another-kind",
        "wire/json",
        "writes errors with single quotes",
    )
    .says(Refused, |_, reply| {
        reply.text(|text| text.replace('"', "'"));
    }),
];
