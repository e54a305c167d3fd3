//! The ids of requests.

use crate::fault::Operation::Pause;
use crate::twin::On::{Any, Changed, Listed, Refused};
use crate::twin::{Twin, fault};

pub(super) const TWINS: &[Twin] = &[
    fault(
        "one-request-id-for-all",
        "request-ids/unique",
        "gives every answer the same request id",
    )
    .says(Any, |_, reply| {
        reply.set("request_id", "req_0000000000000001");
    }),
    fault(
        "one-request-id-for-errors",
        "request-ids/unique",
        "gives every error the same request id",
    )
    .says(Refused, |_, reply| reply.set("request_id", "req_error")),
    fault(
        "one-request-id-for-two-calls",
        "request-ids/unique",
        "gives every two calls in a row the same request id",
    )
    .says(Any, |call, reply| {
        reply.set("request_id", format!("req_{:08}", call.number / 2));
    }),
    fault(
        "request-id-of-the-sandbox",
        "request-ids/unique",
        "gives every good pause and resume of a sandbox the same request id",
    )
    .says(Changed, |call, reply| {
        reply.set("request_id", format!("req_{}", call.id()));
    }),
    fault(
        "request-ids-begin-again",
        "request-ids/unique",
        "begins to count request ids again after 32 calls",
    )
    .says(Any, |call, reply| {
        reply.set("request_id", format!("req_{:02}", call.number % 32));
    }),
    fault(
        "one-request-id-for-pages",
        "request-ids/unique",
        "gives all later pages the same request id",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.set("request_id", "req_page");
        }
    }),
    fault(
        "one-request-id-for-unknown-pauses",
        "request-ids/unique",
        "gives every refused pause the same request id",
    )
    .says(Refused, |call, reply| {
        if call.is(Pause) {
            reply.set("request_id", "req_pause");
        }
    }),
];
