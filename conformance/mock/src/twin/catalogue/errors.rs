//! What an error says.

use crate::fault::Operation::{List, Pause};
use crate::twin::On::{Any, Listed, Refused, Status};
use crate::twin::{Call, Reply, Twin, fault};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Refuses a call now and then: every `turn`th of all calls, which then does nothing.
fn hold_up(call: &mut Call<'_>, turn: u64) {
    if call.number.is_multiple_of(turn) {
        call.lose();
    }
}

/// What it says then.
fn held_up(call: &Call<'_>, reply: &mut Reply, turn: u64, status: u16, code: &str) {
    if call.number.is_multiple_of(turn) && call.caller().is_some() {
        reply.refuse(status, code);
    }
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "error-is-an-array",
        "errors/envelope/body",
        "puts every error into an array",
    )
    .says(Refused, |_, reply| reply.text(|text| format!("[{text}]"))),
    fault(
        "error-is-a-string",
        "errors/envelope/body",
        "answers 404 with a JSON string in place of an object",
    )
    .says(Status(404), |_, reply| reply.raw("\"Sandbox not found\"")),
    fault(
        "error-written-twice",
        "errors/envelope/body",
        "writes the errors of status 401 as JSON in a JSON string",
    )
    .says(Status(401), |_, reply| {
        reply.text(|text| json!(text).to_string());
    }),
    fault(
        "error-is-null",
        "errors/envelope/body",
        "answers 400 with null",
    )
    .says(Status(400), |_, reply| reply.raw("null")),
    fault(
        "error-nested",
        "errors/envelope/error",
        "has code and text of an error in an object under error, beside the flat code",
    )
    .says(Refused, |_, reply| {
        let (text, code) = (reply.member("error"), reply.member("code"));
        reply.set("error", json!({ "message": text, "code": code }));
    }),
    fault(
        "error-has-no-text",
        "errors/envelope/error",
        "leaves the text out of every error",
    )
    .says(Refused, |_, reply| reply.remove("error")),
    fault(
        "error-text-named-message",
        "errors/envelope/error",
        "has the text of every error under message",
    )
    .says(Refused, |_, reply| {
        let text = reply.member("error");
        reply.set("message", text);
        reply.remove("error");
    }),
    fault(
        "not-found-has-an-empty-text",
        "errors/envelope/error",
        "has an empty text in a 404",
    )
    .says(Status(404), |_, reply| reply.set("error", "")),
    fault(
        "refused-key-has-a-null-text",
        "errors/envelope/error",
        "has a null for the text of a 401",
    )
    .says(Status(401), |_, reply| reply.set("error", Value::Null)),
    fault(
        "invalid-request-has-texts",
        "errors/envelope/error",
        "has an array of texts in a 400",
    )
    .says(Status(400), |_, reply| {
        reply.set("error", json!(["limit", "is wrong"]));
    }),
    fault(
        "error-has-no-code",
        "errors/envelope/code",
        "leaves the code out of every error",
    )
    .says(Refused, |_, reply| reply.remove("code")),
    fault(
        "refused-key-has-no-code",
        "errors/envelope/code",
        "leaves the code out of a 401",
    )
    .says(Status(401), |_, reply| reply.remove("code")),
    fault(
        "not-found-has-an-empty-code",
        "errors/envelope/code",
        "has an empty code in a 404",
    )
    .says(Status(404), |_, reply| reply.set("code", "")),
    fault(
        "code-is-the-status",
        "errors/envelope/code",
        "has the number of the status for a code",
    )
    .says(Refused, |_, reply| reply.set("code", reply.status.as_u16())),
    fault(
        "error-has-no-request-id",
        "errors/envelope/request-id",
        "leaves the request id out of every error",
    )
    .says(Refused, |_, reply| reply.remove("request_id")),
    fault(
        "refused-key-has-no-request-id",
        "errors/envelope/request-id",
        "leaves the request id out of a 401",
    )
    .says(Status(401), |_, reply| reply.remove("request_id")),
    fault(
        "not-found-has-a-null-request-id",
        "errors/envelope/request-id",
        "has a null for the request id of a 404",
    )
    .says(Status(404), |_, reply| reply.set("request_id", Value::Null)),
    fault(
        "invalid-request-has-an-empty-request-id",
        "errors/envelope/request-id",
        "has an empty request id in a 400",
    )
    .says(Status(400), |_, reply| reply.set("request_id", "")),
    fault(
        "refused-key-answered-with-200",
        "errors/status",
        "answers the error that says 401 with the status 200",
    )
    .says(Status(401), |_, reply| reply.status = StatusCode::OK),
    fault(
        "invalid-request-answered-with-200",
        "errors/status",
        "answers the error that says 400 with the status 200",
    )
    .says(Status(400), |_, reply| reply.status = StatusCode::OK),
    fault(
        "unknown-pause-error-with-202",
        "errors/status",
        "answers the pause of an unknown sandbox with an error and the status 202",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) {
            reply.status = StatusCode::ACCEPTED;
        }
    }),
    fault(
        "invalid-request-called-bad",
        "errors/400/code",
        "has the code BAD_REQUEST in every 400",
    )
    .says(Status(400), |_, reply| reply.set("code", "BAD_REQUEST")),
    fault(
        "invalid-limit-called-by-its-name",
        "errors/400/code",
        "has the code INVALID_LIMIT in a 400 for a negative limit",
    )
    .says(Status(400), |call, reply| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.starts_with('-'))
        {
            reply.set("code", "INVALID_LIMIT");
        }
    }),
    fault(
        "invalid-request-in-lower-case",
        "errors/400/code",
        "has the code invalid_request in every 400",
    )
    .says(Status(400), |_, reply| reply.set("code", "invalid_request")),
    fault(
        "payment-called-quota",
        "errors/402/code",
        "answers every 45th call with 402 and the code QUOTA_EXCEEDED",
    )
    .hears(|call| hold_up(call, 45))
    .says(Any, |call, reply| {
        held_up(call, reply, 45, 402, "QUOTA_EXCEEDED");
    }),
    fault(
        "forbidden-called-access-denied",
        "errors/403/code",
        "answers every 45th call with 403 and the code ACCESS_DENIED",
    )
    .hears(|call| hold_up(call, 45))
    .says(Any, |call, reply| {
        held_up(call, reply, 45, 403, "ACCESS_DENIED");
    }),
    fault(
        "timeout-called-request-timeout",
        "errors/408/code",
        "answers every 45th call with 408 and the code REQUEST_TIMEOUT",
    )
    .hears(|call| hold_up(call, 45))
    .says(Any, |call, reply| {
        held_up(call, reply, 45, 408, "REQUEST_TIMEOUT");
    }),
    fault(
        "payment-in-lower-case",
        "errors/402/code",
        "answers every 45th call, if it is a list, with 402 and the code payment_required",
    )
    .says(Listed, |call, reply| {
        held_up(call, reply, 45, 402, "payment_required");
    }),
    fault(
        "forbidden-called-insufficient-permissions",
        "errors/403/code",
        "answers every 45th call, if it is a list, with 403 INSUFFICIENT_PERMISSIONS",
    )
    .says(Listed, |call, reply| {
        held_up(call, reply, 45, 403, "INSUFFICIENT_PERMISSIONS");
    }),
    fault(
        "timeout-in-lower-case",
        "errors/408/code",
        "answers every 45th call, if it is a list, with 408 and the code execution_timeout",
    )
    .says(Listed, |call, reply| {
        held_up(call, reply, 45, 408, "execution_timeout");
    }),
    fault(
        "breakdown-called-server-error",
        "errors/500/code",
        "answers every 45th call with 500 and the code SERVER_ERROR",
    )
    .hears(|call| hold_up(call, 45))
    .says(Any, |call, reply| {
        held_up(call, reply, 45, 500, "SERVER_ERROR");
    }),
    fault(
        "breakdown-over-limit-zero-called-panic",
        "errors/500/code",
        "answers limit=0 with 500 and the code PANIC",
    )
    .says(Status(400), |call, reply| {
        if call.asks_for("limit", "0") {
            reply.refuse(500, "PANIC");
        }
    }),
    fault(
        "maintenance-called-by-its-name",
        "errors/503/code",
        "answers every 45th call with 503 and the code MAINTENANCE",
    )
    .hears(|call| hold_up(call, 45))
    .says(Any, |call, reply| {
        held_up(call, reply, 45, 503, "MAINTENANCE");
    }),
    fault(
        "maintenance-of-lists-called-by-its-name",
        "errors/503/code",
        "answers every 30th call, if it is a list, with 503 and the code MAINTENANCE",
    )
    .says(Listed, |call, reply| {
        if call.is(List) {
            held_up(call, reply, 30, 503, "MAINTENANCE");
        }
    }),
];
