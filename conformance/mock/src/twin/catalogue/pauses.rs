//! What a good pause answers.

use crate::fault::Operation::Pause;
use crate::twin::On::{Paused, Status};
use crate::twin::{Twin, fault};
use axum::http::StatusCode;
use serde_json::{Value, json};

pub(super) const TWINS: &[Twin] = &[
    fault(
        "pause-answers-201",
        "pause/200",
        "answers 201 to a good pause",
    )
    .says(Paused, |_, reply| reply.status = StatusCode::CREATED),
    fault(
        "pause-answers-202",
        "pause/200",
        "answers 202 to a pause of a sandbox that is running",
    )
    .says(Paused, |call, reply| {
        if call.moves() {
            reply.status = StatusCode::ACCEPTED;
        }
    }),
    fault(
        "pause-answers-204",
        "pause/200",
        "answers 204 without a body to a good pause",
    )
    .says(Paused, |_, reply| {
        reply.status = StatusCode::NO_CONTENT;
        reply.raw("");
    }),
    fault(
        "pause-fails-though-done",
        "pause/200",
        "pauses the sandbox and then answers 500",
    )
    .says(Paused, |call, reply| {
        if call.moves() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "pause-wants-a-body",
        "pause/200",
        "answers 400 to a pause without a request body",
    )
    .hears(|call| {
        if call.is(Pause) && !call.has_body() {
            call.lose();
        }
    })
    .says(Status(404), |call, reply| {
        if call.is(Pause) && !call.has_body() && call.owner() == call.caller() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "pause-answers-an-array",
        "pause/200/body",
        "puts the answer to a good pause into an array",
    )
    .says(Paused, |_, reply| reply.text(|text| format!("[{text}]"))),
    fault(
        "pause-answers-a-string",
        "pause/200/body",
        "writes the answer to a good pause as JSON in a JSON string",
    )
    .says(Paused, |_, reply| {
        reply.text(|text| json!(text).to_string());
    }),
    fault(
        "pause-answers-null",
        "pause/200/body",
        "answers null to a good pause",
    )
    .says(Paused, |_, reply| reply.raw("null")),
    fault(
        "pause-has-no-id",
        "pause/200/id",
        "leaves the id out of the answer to a pause",
    )
    .says(Paused, |_, reply| reply.remove("id")),
    fault(
        "pause-has-a-null-id",
        "pause/200/id",
        "has a null for the id in the answer to a pause",
    )
    .says(Paused, |_, reply| reply.set("id", Value::Null)),
    fault(
        "pause-has-another-id",
        "pause/200/id",
        "answers a pause with the id of another sandbox",
    )
    .says(Paused, |call, reply| {
        let others = call.others(call.caller().unwrap_or_default(), |other| {
            other.id.to_string()
        });
        reply.set("id", others.into_iter().next().unwrap_or_default());
    }),
    fault(
        "pause-has-the-id-in-capitals",
        "pause/200/id",
        "answers a pause with the id in capitals",
    )
    .says(Paused, |call, reply| {
        reply.set("id", call.id().to_uppercase());
    }),
    fault(
        "pause-has-the-id-of-before",
        "pause/200/id",
        "answers a pause with the id that the change before it named",
    )
    .says(Paused, |call, reply| {
        let before = call.memory().last.replace(call.id().to_owned());
        reply.set("id", before.unwrap_or_else(|| call.id().to_owned()));
    }),
    fault(
        "pause-has-no-status",
        "pause/200/status",
        "leaves the status out of the answer to a pause",
    )
    .says(Paused, |_, reply| reply.remove("status")),
    fault(
        "pause-has-a-null-status",
        "pause/200/status",
        "has a null for the status in the answer to a pause",
    )
    .says(Paused, |_, reply| reply.set("status", Value::Null)),
    fault(
        "pause-says-it-in-capitals",
        "pause/200/status",
        "answers a pause with the status PAUSED",
    )
    .says(Paused, |_, reply| reply.set("status", "PAUSED")),
    fault(
        "pause-says-pausing",
        "pause/200/status",
        "answers a pause with the status pausing",
    )
    .says(Paused, |_, reply| reply.set("status", "pausing")),
    fault(
        "pause-says-the-status-of-before",
        "pause/200/status",
        "answers a pause with the status that the sandbox had",
    )
    .says(Paused, |call, reply| {
        if let Some(before) = call.before() {
            reply.set("status", before.as_str());
        }
    }),
    fault(
        "pause-says-another-status-the-second-time",
        "pause/200/status",
        "answers every pause of a sandbox after the first with the status ok",
    )
    .says(Paused, |call, reply| {
        if call.moves() && call.changes() > 1 {
            reply.set("status", "ok");
        }
    }),
    fault(
        "pause-has-no-request-id",
        "pause/200/request-id",
        "leaves the request id out of the answer to a pause",
    )
    .says(Paused, |_, reply| reply.remove("request_id")),
    fault(
        "pause-has-a-null-request-id",
        "pause/200/request-id",
        "has a null for the request id in the answer to a pause",
    )
    .says(Paused, |_, reply| reply.set("request_id", Value::Null)),
    fault(
        "pause-has-an-empty-request-id",
        "pause/200/request-id",
        "has an empty request id in the answer to a pause",
    )
    .says(Paused, |_, reply| reply.set("request_id", "")),
    fault(
        "pause-has-a-number-for-a-request-id",
        "pause/200/request-id",
        "has a number for the request id in the answer to a pause",
    )
    .says(Paused, |call, reply| reply.set("request_id", call.number)),
];
