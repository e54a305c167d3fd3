//! Who is let in, and what the others are told.

use crate::fault::Operation::{List, Pause, Resume};
use crate::organization::Organization::Main;
use crate::twin::On::{Refused, Status};
use crate::twin::{Call, Twin, fault};
use serde_json::json;

/// The form of a key: `hopx_live_`, twelve letters or digits, a dot and a secret. This is what
/// comes before the dot.
fn public_part(call: &Call<'_>) -> Option<&'static str> {
    let public = Main.api_key().split('.').next()?;
    call.credential().contains(public).then_some(public)
}

fn without_key(call: &Call<'_>) -> bool {
    !call.has_credential()
}

fn with_bad_key(call: &Call<'_>) -> bool {
    call.has_credential() && call.caller().is_none()
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "bearer-refused",
        "auth/bearer",
        "takes keys in X-API-Key only",
    )
    .hears(|call| {
        if call.is_bearer() {
            call.turn_away();
        }
    }),
    fault(
        "bearer-refused-by-pause",
        "auth/bearer",
        "takes keys in X-API-Key only where a pause is asked for",
    )
    .hears(|call| {
        if call.is_bearer() && call.is(Pause) {
            call.turn_away();
        }
    }),
    fault(
        "bearer-overlooked-by-resume",
        "auth/bearer",
        "does not see the header Authorization where a resume is asked for",
    )
    .hears(|call| {
        if call.is_bearer() && call.is(Resume) {
            call.overlook_key();
        }
    }),
    fault(
        "x-api-key-refused",
        "auth/x-api-key",
        "takes keys in Authorization only",
    )
    .hears(|call| {
        if call.has_credential() && !call.is_bearer() {
            call.turn_away();
        }
    }),
    fault(
        "x-api-key-overlooked",
        "auth/x-api-key",
        "does not see the header X-API-Key",
    )
    .hears(|call| {
        if call.has_credential() && !call.is_bearer() {
            call.overlook_key();
        }
    }),
    fault(
        "x-api-key-refused-by-pause",
        "auth/x-api-key",
        "takes keys in Authorization only where a pause is asked for",
    )
    .hears(|call| {
        if call.is(Pause) && call.has_credential() && !call.is_bearer() {
            call.turn_away();
        }
    }),
    fault(
        "x-api-key-refused-by-resume",
        "auth/x-api-key",
        "takes keys in Authorization only where a resume is asked for",
    )
    .hears(|call| {
        if call.is(Resume) && call.has_credential() && !call.is_bearer() {
            call.turn_away();
        }
    }),
    fault(
        "list-without-authentication",
        "list/401",
        "lists the sandboxes to anybody",
    )
    .hears(|call| {
        if call.is(List) && call.caller().is_none() {
            call.let_in(Main);
        }
    }),
    fault(
        "list-without-key",
        "list/401",
        "lists the sandboxes to whoever sends no key",
    )
    .hears(|call| {
        if call.is(List) && without_key(call) {
            call.let_in(Main);
        }
    }),
    fault(
        "list-with-any-key",
        "list/401",
        "lists the sandboxes to whoever sends some key",
    )
    .hears(|call| {
        if call.is(List) && with_bad_key(call) {
            call.let_in(Main);
        }
    }),
    fault(
        "list-with-any-x-api-key",
        "list/401",
        "lists the sandboxes to whoever sends something in X-API-Key",
    )
    .hears(|call| {
        if call.is(List) && with_bad_key(call) && !call.is_bearer() {
            call.let_in(Main);
        }
    }),
    fault(
        "list-with-half-a-key",
        "list/401",
        "lists the sandboxes to whoever knows a key up to its dot",
    )
    .hears(|call| {
        if call.is(List) && with_bad_key(call) && public_part(call).is_some() {
            call.let_in(Main);
        }
    }),
    fault(
        "list-without-key-is-empty",
        "list/401",
        "answers an empty list to whoever sends no key",
    )
    .says(Status(401), |call, reply| {
        if call.is(List) && without_key(call) {
            reply.succeed(json!({ "object": "list", "data": [], "has_more": false }));
        }
    }),
    fault(
        "list-without-key-is-403",
        "list/401",
        "answers 403 FORBIDDEN to lists without a key",
    )
    .says(Status(401), |call, reply| {
        if call.is(List) && without_key(call) {
            reply.refuse(403, "FORBIDDEN");
        }
    }),
    fault(
        "list-with-invalid-key-is-500",
        "list/401",
        "breaks down over a list with an invalid key",
    )
    .says(Status(401), |call, reply| {
        if call.is(List) && with_bad_key(call) {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "pause-without-authentication",
        "pause/401",
        "pauses the sandboxes of anybody for anybody",
    )
    .hears(|call| {
        if call.is(Pause) && call.caller().is_none() {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "pause-with-any-key",
        "pause/401",
        "pauses for whoever sends some key",
    )
    .hears(|call| {
        if call.is(Pause) && with_bad_key(call) {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "pause-with-half-a-key",
        "pause/401",
        "pauses for whoever knows a key up to its dot",
    )
    .hears(|call| {
        if call.is(Pause) && with_bad_key(call) && public_part(call).is_some() {
            call.let_in(Main);
        }
    }),
    fault(
        "pause-looks-before-it-asks-for-the-key",
        "pause/401",
        "answers 404 to the pause of an unknown sandbox without a key",
    )
    .hears(|call| {
        if call.is(Pause) && call.caller().is_none() && call.owner().is_none() {
            call.let_in(Main);
        }
    }),
    fault(
        "pause-without-key-is-400",
        "pause/401",
        "answers 400 INVALID_REQUEST to pauses without a key",
    )
    .says(Status(401), |call, reply| {
        if call.is(Pause) && without_key(call) {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "resume-without-authentication",
        "resume/401",
        "resumes the sandboxes of anybody for anybody",
    )
    .hears(|call| {
        if call.is(Resume) && call.caller().is_none() {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "resume-with-any-key",
        "resume/401",
        "resumes for whoever sends some key",
    )
    .hears(|call| {
        if call.is(Resume) && with_bad_key(call) {
            call.let_in(call.owner().unwrap_or_default());
        }
    }),
    fault(
        "resume-looks-before-it-asks-for-the-key",
        "resume/401",
        "answers 404 to the resume of an unknown sandbox without a key",
    )
    .hears(|call| {
        if call.is(Resume) && call.caller().is_none() && call.owner().is_none() {
            call.let_in(Main);
        }
    }),
    fault(
        "resume-with-invalid-key-is-403",
        "resume/401",
        "answers 403 FORBIDDEN to resumes with an invalid key",
    )
    .says(Status(401), |call, reply| {
        if call.is(Resume) && with_bad_key(call) {
            reply.refuse(403, "FORBIDDEN");
        }
    }),
    fault(
        "refused-key-says-unauthorized",
        "errors/401/code",
        "has the code UNAUTHORIZED in every 401",
    )
    .says(Status(401), |_, reply| reply.set("code", "UNAUTHORIZED")),
    fault(
        "refused-key-says-so-in-lower-case",
        "errors/401/code",
        "has the code authentication_required where a key is missing",
    )
    .says(Status(401), |call, reply| {
        if without_key(call) {
            reply.set("code", "authentication_required");
        }
    }),
    fault(
        "missing-key-called-invalid",
        "errors/401/no-key",
        "answers INVALID_TOKEN to calls without a key",
    )
    .says(Status(401), |_, reply| reply.set("code", "INVALID_TOKEN")),
    fault(
        "missing-key-called-invalid-by-resume",
        "errors/401/no-key",
        "answers INVALID_TOKEN to resumes without a key",
    )
    .says(Status(401), |call, reply| {
        if call.is(Resume) {
            reply.set("code", "INVALID_TOKEN");
        }
    }),
    fault(
        "invalid-key-called-missing",
        "errors/401/invalid-key",
        "answers AUTHENTICATION_REQUIRED to calls with an invalid key",
    )
    .says(Status(401), |_, reply| {
        reply.set("code", "AUTHENTICATION_REQUIRED");
    }),
    fault(
        "invalid-key-called-missing-by-pause",
        "errors/401/invalid-key",
        "answers AUTHENTICATION_REQUIRED to pauses with an invalid key",
    )
    .says(Refused, |call, reply| {
        if call.is(Pause) && reply.status == 401 {
            reply.set("code", "AUTHENTICATION_REQUIRED");
        }
    }),
];
