//! Pauses and resumes that come again and again, or more than one at a time.

use crate::fault::Operation::{Pause, Resume};
use crate::store::SandboxStatus::Running;
use crate::twin::On::{Changed, Paused, Resumed, Status};
use crate::twin::{Call, Twin, fault};

/// A resume of a sandbox that calls have paused, or resumed before.
fn was_paused(call: &Call<'_>) -> bool {
    call.is(Resume) && call.is_own() && call.moves() && call.changes() > 0
}

/// Whether a call comes for the first time since its sandbox was changed.
fn first_try(call: &Call<'_>) -> bool {
    let this = format!("{} {}", call.id(), call.changes());
    call.memory().last.replace(this.clone()) != Some(this)
}

/// A pause of a sandbox that calls have paused before.
fn paused_before(call: &Call<'_>) -> bool {
    call.is(Pause) && call.is_own() && call.moves() && call.changes() > 1
}

pub(super) const TWINS: &[Twin] = &[
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
        "resume-404-at-first",
        "resume/after-pausing",
        "answers 404 to the first resume after a pause, and resumes when it is asked again",
    )
    .hears(|call| {
        if was_paused(call) && first_try(call) {
            call.lose();
        }
    }),
    fault(
        "second-resume-404",
        "resume/after-pausing",
        "answers 404 when a sandbox is resumed for the second time",
    )
    .hears(|call| {
        if was_paused(call) && call.changes() > 2 {
            call.lose();
        }
    }),
    fault(
        "second-pause-409",
        "pause/200",
        "answers 409 when a sandbox is paused for the second time",
    )
    .hears(|call| {
        if paused_before(call) {
            call.lose();
        }
    })
    .says(Status(404), |call, reply| {
        if paused_before(call) {
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
            call.undo();
        } else {
            call.memory().last = Some(call.id().to_owned());
        }
    }),
    fault(
        "resume-right-after-another-does-nothing",
        "resume/all-paused",
        "answers a resume right after that of another well and leaves the sandbox paused",
    )
    .says(Resumed, |call, _| {
        let before = call.memory().last.replace(call.number.to_string());
        if before == Some((call.number - 1).to_string()) {
            call.undo();
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
        "pause/200/status",
        "resumes a paused sandbox when it is to pause it, and says so",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            call.put_mine(Running);
            reply.set("status", "running");
        }
    }),
    fault(
        "pause-again-resumes",
        "pause/effect/listed",
        "resumes a paused sandbox when it is to pause it, and says that it is paused",
    )
    .says(Paused, |call, _| {
        if call.repeats() {
            call.put_mine(Running);
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
        "resume/200/status",
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
];
