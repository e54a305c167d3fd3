//! What a pause and a resume do, and what lists show of it.

use crate::fault::Operation::{List, Pause, Resume};
use crate::store::SandboxStatus::{Creating, Paused as IsPaused, Running, Stopped};
use crate::twin::On::{Changed, Listed, Paused, Resumed, Status};
use crate::twin::{Call, Twin, fault};
use serde_json::{Value, json};

/// Takes back a change, as if the server had only said that it was made.
fn undo(call: &Call<'_>) {
    call.undo();
}

/// Forgets that a sandbox was paused by a call once it is resumed by one.
fn was_paused(call: &Call<'_>) -> bool {
    call.is(Resume) && call.moves() && call.changes() > 0
}

/// Shows a sandbox that calls have changed under a status of its own.
fn show_changed(call: &Call<'_>, element: &mut Value, status: &str, as_: &str) {
    let changed = call
        .memory()
        .changes_of(element["id"].as_str().unwrap_or_default());
    if changed > 0 && element["status"] == status {
        element["status"] = json!(as_);
    }
}

pub(super) const TWINS: &[Twin] = &[
    // What the sandbox itself comes to.
    fault(
        "pause-does-nothing",
        "pause/effect/listed",
        "answers a pause well and leaves the sandbox running",
    )
    .says(Paused, |call, _| undo(call)),
    fault(
        "resume-does-nothing",
        "resume/effect/listed",
        "answers a resume well and leaves the sandbox paused",
    )
    .says(Resumed, |call, _| undo(call)),
    fault(
        "pause-stops-the-sandbox",
        "pause/effect/listed",
        "stops the sandbox that it is to pause, which can be resumed all the same",
    )
    .hears(|call| {
        if call.is(Resume) && call.before() == Some(Stopped) && call.changes() > 0 {
            call.put_mine(IsPaused);
        }
    })
    .says(Paused, |call, _| call.put_mine(Stopped)),
    fault(
        "pause-is-listed-as-pausing",
        "pause/effect/listed",
        "shows a paused sandbox as pausing for ever",
    )
    .shows(|call, element| show_changed(call, element, "paused", "pausing")),
    fault(
        "resume-is-listed-as-resuming",
        "resume/effect/listed",
        "shows a resumed sandbox as resuming for ever",
    )
    .shows(|call, element| show_changed(call, element, "running", "resuming")),
    fault(
        "resume-creates-the-sandbox",
        "resume/effect/listed",
        "shows a resumed sandbox as creating for ever",
    )
    .shows(|call, element| show_changed(call, element, "running", "creating")),
    fault(
        "paused-sandbox-vanishes",
        "pause/effect/listed",
        "shows no sandbox that a call has paused, in any list",
    )
    .says(Listed, |call, reply| {
        reply.data(|elements| {
            elements.retain(|element| {
                let id = element["id"].as_str().unwrap_or_default();
                element["status"] != "paused" || call.memory().changes_of(id) == 0
            });
        });
    }),
    fault(
        "second-pause-does-nothing",
        "pause/effect/listed",
        "pauses a sandbox the first time only, and answers well every time",
    )
    .says(Paused, |call, _| {
        if call.moves() && call.changes() > 1 {
            undo(call);
        }
    }),
    fault(
        "second-resume-does-nothing",
        "resume/effect/listed",
        "resumes a sandbox the first time only, and answers well every time",
    )
    .says(Resumed, |call, _| {
        if call.moves() && call.changes() > 1 {
            undo(call);
        }
    }),
    fault(
        "pause-pauses-another-instead",
        "pause/effect/listed",
        "pauses another sandbox in place of the one that it names",
    )
    .says(Paused, |call, _| {
        if call.moves() {
            let other = call.neighbour(Running);
            undo(call);
            if let Some(other) = other {
                call.put(&other, IsPaused);
            }
        }
    }),
    // What becomes of others.
    fault(
        "pause-pauses-another-too",
        "pause/effect/only-that",
        "pauses another running sandbox with the one that it names",
    )
    .says(Paused, |call, _| put_neighbour(call, Running, IsPaused)),
    fault(
        "pause-stops-another",
        "pause/effect/only-that",
        "stops another running sandbox at every pause",
    )
    .says(Paused, |call, _| put_neighbour(call, Running, Stopped)),
    fault(
        "pause-resumes-another",
        "pause/effect/only-that",
        "resumes another paused sandbox at every pause",
    )
    .says(Paused, |call, _| put_neighbour(call, IsPaused, Running)),
    fault(
        "pause-pauses-all",
        "pause/effect/only-that",
        "pauses every running sandbox at every pause",
    )
    .says(Paused, |call, _| put_all(call, Running, IsPaused)),
    fault(
        "resume-resumes-another-too",
        "resume/effect/only-that",
        "resumes another paused sandbox with the one that it names",
    )
    .says(Resumed, |call, _| put_neighbour(call, IsPaused, Running)),
    fault(
        "resume-creates-another",
        "resume/effect/only-that",
        "puts another paused sandbox into creating at every resume",
    )
    .says(Resumed, |call, _| put_neighbour(call, IsPaused, Creating)),
    fault(
        "resume-resumes-all",
        "resume/effect/only-that",
        "resumes every paused sandbox at every resume",
    )
    .says(Resumed, |call, _| put_all(call, IsPaused, Running)),
    fault(
        "resume-pauses-the-one-before",
        "resume/effect/only-that",
        "pauses the sandbox that was resumed before at every resume of another",
    )
    .says(Resumed, |call, _| {
        let before = call.memory().last.replace(call.id().to_owned());
        if let Some(before) = before.filter(|before| before != call.id()) {
            call.put(&before, IsPaused);
        }
    }),
    // Round after round.
    fault(
        "resume-404-after-a-pause",
        "resume/after-pausing",
        "answers 404 to the resume of a sandbox that a call has paused",
    )
    .hears(|call| {
        if was_paused(call) {
            call.lose();
        }
    }),
    fault(
        "resume-409-after-a-pause",
        "resume/after-pausing",
        "answers 409 to the resume of a sandbox that a call has paused",
    )
    .hears(|call| {
        if was_paused(call) {
            call.lose();
        }
    })
    .says(Status(404), |call, reply| {
        if was_paused(call) {
            reply.refuse(409, "CONFLICT");
        }
    }),
    fault(
        "second-resume-404",
        "resume/after-pausing",
        "answers 404 when a sandbox is resumed for the second time",
    )
    .hears(|call| {
        if call.is(Resume) && call.moves() && call.changes() > 2 {
            call.lose();
        }
    }),
    fault(
        "second-pause-409",
        "resume/after-pausing",
        "answers 409 when a sandbox is paused for the second time",
    )
    .hears(|call| {
        if call.is(Pause) && call.moves() && call.changes() > 1 {
            call.lose();
        }
    })
    .says(Status(404), |call, reply| {
        if call.is(Pause) && call.moves() {
            reply.refuse(409, "CONFLICT");
        }
    }),
    fault(
        "resume-leaves-every-second-paused",
        "resume/all-paused",
        "answers every second resume well and leaves the sandbox paused",
    )
    .says(Resumed, |call, _| {
        let before = call.memory().last.take();
        if before.is_some() {
            undo(call);
        } else {
            call.memory().last = Some(call.id().to_owned());
        }
    }),
    fault(
        "resume-all-leaves-the-last",
        "resume/all-paused",
        "answers the resume of the only paused sandbox left well and leaves it paused",
    )
    .says(Resumed, |call, _| {
        if call.moves() && call.neighbour(IsPaused).is_none() {
            undo(call);
        }
    }),
    // The same once more.
    fault(
        "pause-again-404",
        "pause/repeat",
        "answers 404 to the pause of a paused sandbox",
    )
    .hears(|call| {
        if call.is(Pause) && call.repeats() {
            call.lose();
        }
    }),
    fault(
        "pause-again-500",
        "pause/repeat",
        "breaks down over the pause of a paused sandbox",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "pause-again-400",
        "pause/repeat",
        "answers 400 to the pause of a paused sandbox",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "pause-toggles",
        "pause/repeat",
        "resumes a paused sandbox when it is to pause it, and says so",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            call.put_mine(Running);
            reply.set("status", "running");
        }
    }),
    fault(
        "resume-again-400",
        "resume/repeat",
        "answers 400 to the resume of a running sandbox",
    )
    .says(Resumed, |call, reply| {
        if call.repeats() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "resume-again-500",
        "resume/repeat",
        "breaks down over the resume of a running sandbox",
    )
    .says(Resumed, |call, reply| {
        if call.repeats() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "resume-again-says-already-running",
        "resume/repeat",
        "answers the resume of a running sandbox with the status already_running",
    )
    .says(Resumed, |call, reply| {
        if call.repeats() {
            reply.set("status", "already_running");
        }
    }),
    fault(
        "conflict-with-another-code",
        "errors/409/code",
        "answers a pause or resume once more with 409 ALREADY_DONE",
    )
    .says(Changed, |call, reply| {
        if call.repeats() {
            reply.refuse(409, "ALREADY_DONE");
        }
    }),
    fault(
        "conflict-called-invalid",
        "errors/409/code",
        "answers the pause of a paused sandbox with 409 INVALID_REQUEST",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            reply.refuse(409, "INVALID_REQUEST");
        }
    }),
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
            reply.data(|elements| elements.retain(|element| !changed(call, element)));
        }
    }),
    fault(
        "running-list-as-at-the-start",
        "list/filter/complete",
        "never finds in status=running what was resumed after the start",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "running") {
            reply.data(|elements| elements.retain(|element| !changed(call, element)));
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
                .filter(|element| element["status"] == "paused" && changed(call, element));
            reply.data(|elements| {
                if elements.len() < room.unwrap_or(100) {
                    elements.extend(gone.next());
                }
            });
        }
    }),
];

/// Whether calls have changed the sandbox that an element shows.
fn changed(call: &Call<'_>, element: &Value) -> bool {
    let id = element["id"].as_str().unwrap_or_default();
    call.memory().changes_of(id) > 0
}

/// Puts another sandbox with the status `from` into `to`, where the call changes something.
fn put_neighbour(call: &Call<'_>, from: crate::SandboxStatus, to: crate::SandboxStatus) {
    if call.moves()
        && let Some(id) = call.neighbour(from)
    {
        call.put(&id, to);
    }
}

/// The same with all other sandboxes.
fn put_all(call: &Call<'_>, from: crate::SandboxStatus, to: crate::SandboxStatus) {
    while call.moves()
        && let Some(id) = call.neighbour(from)
    {
        call.put(&id, to);
    }
}
