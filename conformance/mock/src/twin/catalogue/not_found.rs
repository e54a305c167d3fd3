//! What does not exist, and what belongs to somebody else.

use crate::fault::Operation::{Pause, Resume};
use crate::twin::On::{Changed, Status};
use crate::twin::{Call, Twin, fault};
use serde_json::json;

/// Whether a call names a sandbox that does not exist, with a good key.
fn unknown(call: &Call<'_>) -> bool {
    call.is_change() && call.caller().is_some() && call.owner().is_none()
}

/// Whether its id has characters that a path cannot have as they are.
fn odd(call: &Call<'_>) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    unknown(call) && !call.id().bytes().all(plain)
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "unknown-pause-400",
        "pause/404",
        "answers 400 to the pause of an unknown sandbox",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && unknown(call) {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "unknown-pause-409",
        "pause/404",
        "answers 409 to the pause of an unknown sandbox",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && unknown(call) {
            reply.refuse(409, "CONFLICT");
        }
    }),
    fault(
        "unknown-pause-succeeds",
        "pause/404",
        "answers the pause of an unknown sandbox as a good one",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && unknown(call) {
            reply.succeed(json!({ "id": call.id(), "status": "paused" }));
        }
    }),
    fault(
        "odd-pause-500",
        "pause/404",
        "breaks down over the pause of an id that had to be encoded",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && odd(call) {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "unknown-resume-400",
        "resume/404",
        "answers 400 to the resume of an unknown sandbox",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && unknown(call) {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "unknown-resume-500",
        "resume/404",
        "breaks down over the resume of an unknown sandbox",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && unknown(call) {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "unknown-resume-410",
        "resume/404",
        "answers 410 to the resume of an unknown sandbox, as if it had expired",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && unknown(call) {
            reply.refuse(410, "SANDBOX_EXPIRED");
        }
    }),
    fault(
        "unknown-resume-succeeds",
        "resume/404",
        "answers the resume of an unknown sandbox as a good one",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && unknown(call) {
            reply.succeed(json!({ "id": call.id(), "status": "running" }));
        }
    }),
    fault(
        "odd-resume-400",
        "resume/404",
        "answers 400 to the resume of an id that had to be encoded",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && odd(call) {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "foreign-pause-succeeds",
        "pause/404/other-organisation",
        "pauses the sandboxes of other organisations too",
    )
    .hears(|call| {
        if call.is(Pause) && call.is_foreign() {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "foreign-pause-403",
        "pause/404/other-organisation",
        "answers 403 to the pause of a sandbox of another organisation",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && call.is_foreign() {
            reply.refuse(403, "FORBIDDEN");
        }
    }),
    fault(
        "foreign-pause-only-said",
        "pause/404/other-organisation",
        "answers the pause of a sandbox of another organisation as a good one and does nothing",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && call.is_foreign() {
            reply.succeed(json!({ "id": call.id(), "status": "paused" }));
        }
    }),
    fault(
        "foreign-pause-409-where-paused",
        "pause/404/other-organisation",
        "answers 409 to the pause of a sandbox of another organisation that is not running",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) && call.is_foreign() && !call.moves() {
            reply.refuse(409, "CONFLICT");
        }
    }),
    fault(
        "foreign-resume-succeeds",
        "resume/404/other-organisation",
        "resumes the sandboxes of other organisations too",
    )
    .hears(|call| {
        if call.is(Resume) && call.is_foreign() {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "foreign-resume-403",
        "resume/404/other-organisation",
        "answers 403 to the resume of a sandbox of another organisation",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && call.is_foreign() {
            reply.refuse(403, "FORBIDDEN");
        }
    }),
    fault(
        "foreign-resume-401",
        "resume/404/other-organisation",
        "answers 401 to the resume of a sandbox of another organisation",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) && call.is_foreign() {
            reply.refuse(401, "INVALID_TOKEN");
        }
    }),
    fault(
        "listed-id-outside-us-east-404",
        "list/ids-usable",
        "takes no id of a sandbox outside us-east where it is to resume it",
    )
    .hears(|call| {
        let region = call.mine(|sandbox| sandbox.region.to_string());
        if call.is(Resume) && region.is_some_and(|region| region != "us-east") {
            call.lose();
        }
    }),
    fault(
        "listed-id-not-taken",
        "list/ids-usable",
        "takes no id that a list has shown where it is to resume it",
    )
    .hears(|call| {
        if call.is(Resume) {
            call.lose();
        }
    }),
    fault(
        "not-found-in-old-words",
        "errors/404/code",
        "has the code NOT_FOUND in every 404",
    )
    .says(Status(404), |_, reply| reply.set("code", "NOT_FOUND")),
    fault(
        "not-found-in-lower-case",
        "errors/404/code",
        "has the code resource_not_found where a sandbox is to be paused",
    )
    .says(Status(404), |call, reply| {
        if call.is(Pause) {
            reply.set("code", "resource_not_found");
        }
    }),
    fault(
        "not-found-names-the-sandbox",
        "errors/404/code",
        "has the code SANDBOX_NOT_FOUND where a sandbox is to be resumed",
    )
    .says(Status(404), |call, reply| {
        if call.is(Resume) {
            reply.set("code", "SANDBOX_NOT_FOUND");
        }
    }),
    fault(
        "not-found-says-forbidden",
        "errors/404/code",
        "answers 404 with the code FORBIDDEN for a sandbox of another organisation",
    )
    .says(Status(404), |call, reply| {
        if call.is_foreign() {
            reply.set("code", "FORBIDDEN");
        }
    }),
    fault(
        "not-found-answered-with-200",
        "errors/status",
        "answers the error that says 404 with the status 200",
    )
    .says(Status(404), |_, reply| {
        reply.status = axum::http::StatusCode::OK;
    }),
    fault(
        "conflict-answered-with-200",
        "errors/status",
        "answers a pause or resume once more with an error and the status 200",
    )
    .says(Changed, |call, reply| {
        if call.repeats() {
            reply.refuse(200, "CONFLICT");
        }
    }),
];
