//! What happens although it was refused, and what lists do not learn of.

use crate::fault::Operation::{List, Pause, Resume};
use crate::twin::On::{Listed, Status};
use crate::twin::{Twin, fault};

pub(super) const TWINS: &[Twin] = &[
    // What is refused.
    fault(
        "pause-without-key-acts",
        "errors/refused/unchanged",
        "answers 401 to a pause without a key, and pauses the sandbox",
    )
    .says(Status(401), |call, _| {
        if call.is(Pause) && !call.has_credential() {
            call.act();
        }
    }),
    fault(
        "pause-with-invalid-key-acts",
        "errors/refused/unchanged",
        "answers 401 to a pause with an invalid key, and pauses the sandbox",
    )
    .says(Status(401), |call, _| {
        if call.is(Pause) && call.has_credential() {
            call.act();
        }
    }),
    fault(
        "resume-without-key-acts",
        "errors/refused/unchanged",
        "answers 401 to a resume without a key, and resumes the sandbox",
    )
    .says(Status(401), |call, _| {
        if call.is(Resume) && !call.has_credential() {
            call.act();
        }
    }),
    fault(
        "resume-with-invalid-key-acts",
        "errors/refused/unchanged",
        "answers 401 to a resume with an invalid key, and resumes the sandbox",
    )
    .says(Status(401), |call, _| {
        if call.is(Resume) && call.has_credential() {
            call.act();
        }
    }),
    fault(
        "foreign-pause-acts",
        "errors/refused/unchanged",
        "answers 404 to the pause of a sandbox of another organisation, and pauses it",
    )
    .says(Status(404), |call, _| {
        if call.is(Pause) && call.is_foreign() {
            call.act();
        }
    }),
    fault(
        "foreign-resume-acts",
        "errors/refused/unchanged",
        "answers 404 to the resume of a sandbox of another organisation, and resumes it",
    )
    .says(Status(404), |call, _| {
        if call.is(Resume) && call.is_foreign() {
            call.act();
        }
    }),
    // What lists know.
    fault(
        "paused-list-as-at-the-start",
        "list/filter/complete",
        "never finds in status=paused what was paused after the start",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "paused") {
            reply.data(|elements| elements.retain(|element| !call.knows(element)));
        }
    }),
    fault(
        "running-list-as-at-the-start",
        "list/filter/complete",
        "never finds in status=running what was resumed after the start",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "running") {
            reply.data(|elements| elements.retain(|element| !call.knows(element)));
        }
    }),
    fault(
        "running-list-keeps-the-paused",
        "list/filter/status",
        "still finds in status=running, as paused, what has been paused since",
    )
    .says(Listed, |call, reply| {
        if call.is(List) && call.asks_for("status", "running") && !reply.has_more() {
            let of = call.caller().unwrap_or_default();
            let room = call.asks("limit").and_then(|limit| limit.parse().ok());
            let all = call.others(of, crate::http::shown);
            let mut gone = all
                .into_iter()
                .filter(|element| element["status"] == "paused" && call.knows(element));
            reply.data(|elements| {
                if elements.len() < room.unwrap_or(100) {
                    elements.extend(gone.next());
                }
            });
        }
    }),
];
