//! What a good resume answers.

use crate::fault::Operation::Resume;
use crate::twin::On::{Resumed, Status};
use crate::twin::{Twin, fault};
use axum::http::StatusCode;
use serde_json::{Value, json};

pub(super) const TWINS: &[Twin] = &[
    fault(
        "resume-answers-201",
        "resume/200",
        "answers 201 to a good resume",
    )
    .says(Resumed, |_, reply| reply.status = StatusCode::CREATED),
    fault(
        "resume-answers-202",
        "resume/200",
        "answers 202 to a resume of a sandbox that is paused",
    )
    .says(Resumed, |call, reply| {
        if call.moves() {
            reply.status = StatusCode::ACCEPTED;
        }
    }),
    fault(
        "resume-answers-204",
        "resume/200",
        "answers 204 without a body to a good resume",
    )
    .says(Resumed, |_, reply| {
        reply.status = StatusCode::NO_CONTENT;
        reply.raw("");
    }),
    fault(
        "resume-fails-though-done",
        "resume/200",
        "resumes the sandbox and then answers 500",
    )
    .says(Resumed, |call, reply| {
        if call.moves() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "resume-wants-a-body",
        "resume/200",
        "answers 400 to a resume without a request body",
    )
    .hears(|call| {
        if call.is(Resume) && !call.has_body() {
            call.lose();
        }
    })
    .says(Status(404), |call, reply| {
        if call.is(Resume) && !call.has_body() && call.owner() == call.caller() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "resume-answers-an-array",
        "resume/200/body",
        "puts the answer to a good resume into an array",
    )
    .says(Resumed, |_, reply| reply.text(|text| format!("[{text}]"))),
    fault(
        "resume-answers-a-string",
        "resume/200/body",
        "writes the answer to a good resume as JSON in a JSON string",
    )
    .says(Resumed, |_, reply| {
        reply.text(|text| json!(text).to_string());
    }),
    fault(
        "resume-answers-null",
        "resume/200/body",
        "answers null to a good resume",
    )
    .says(Resumed, |_, reply| reply.raw("null")),
    fault(
        "resume-has-no-id",
        "resume/200/id",
        "leaves the id out of the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.remove("id")),
    fault(
        "resume-has-a-null-id",
        "resume/200/id",
        "has a null for the id in the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.set("id", Value::Null)),
    fault(
        "resume-has-another-id",
        "resume/200/id",
        "answers a resume with the id of another sandbox",
    )
    .says(Resumed, |call, reply| {
        let others = call.others(call.caller().unwrap_or_default(), |other| {
            other.id.to_string()
        });
        reply.set("id", others.into_iter().next().unwrap_or_default());
    }),
    fault(
        "resume-has-the-id-in-capitals",
        "resume/200/id",
        "answers a resume with the id in capitals",
    )
    .says(Resumed, |call, reply| {
        reply.set("id", call.id().to_uppercase());
    }),
    fault(
        "resume-has-the-id-of-before",
        "resume/200/id",
        "answers a resume with the id that the change before it named",
    )
    .says(Resumed, |call, reply| {
        let before = call.memory().last.replace(call.id().to_owned());
        reply.set("id", before.unwrap_or_else(|| call.id().to_owned()));
    }),
    fault(
        "resume-has-no-status",
        "resume/200/status",
        "leaves the status out of the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.remove("status")),
    fault(
        "resume-has-a-null-status",
        "resume/200/status",
        "has a null for the status in the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.set("status", Value::Null)),
    fault(
        "resume-says-it-in-capitals",
        "resume/200/status",
        "answers a resume with the status RUNNING",
    )
    .says(Resumed, |_, reply| reply.set("status", "RUNNING")),
    fault(
        "resume-says-resuming",
        "resume/200/status",
        "answers a resume with the status resuming",
    )
    .says(Resumed, |_, reply| reply.set("status", "resuming")),
    fault(
        "resume-says-the-status-of-before",
        "resume/200/status",
        "answers a resume with the status that the sandbox had",
    )
    .says(Resumed, |call, reply| {
        if let Some(before) = call.before() {
            reply.set("status", before.as_str());
        }
    }),
    fault(
        "resume-says-another-status-the-second-time",
        "resume/200/status",
        "answers every resume of a sandbox after the first with the status ok",
    )
    .says(Resumed, |call, reply| {
        if call.moves() && call.changes() > 1 {
            reply.set("status", "ok");
        }
    }),
    fault(
        "resume-has-no-request-id",
        "resume/200/request-id",
        "leaves the request id out of the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.remove("request_id")),
    fault(
        "resume-has-a-null-request-id",
        "resume/200/request-id",
        "has a null for the request id in the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.set("request_id", Value::Null)),
    fault(
        "resume-has-an-empty-request-id",
        "resume/200/request-id",
        "has an empty request id in the answer to a resume",
    )
    .says(Resumed, |_, reply| reply.set("request_id", "")),
    fault(
        "resume-has-a-number-for-a-request-id",
        "resume/200/request-id",
        "has a number for the request id in the answer to a resume",
    )
    .says(Resumed, |call, reply| reply.set("request_id", call.number)),
];
