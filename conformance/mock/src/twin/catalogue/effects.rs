//! What a pause and a resume do, and what lists show of it.

use crate::fault::Operation::Resume;
use crate::store::SandboxStatus::{self, Creating, Paused as IsPaused, Running, Stopped};
use crate::twin::On::{Listed, Paused, Resumed};
use crate::twin::{Call, Twin, fault};
use serde_json::{Value, json};

/// Shows a sandbox that calls have changed under a status of its own.
fn show_changed(call: &Call<'_>, element: &mut Value, status: &str, as_: &str) {
    if call.knows(element) && element["status"] == status {
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
    .says(Paused, |call, _| call.undo()),
    fault(
        "resume-does-nothing",
        "resume/effect/listed",
        "answers a resume well and leaves the sandbox paused",
    )
    .says(Resumed, |call, _| call.undo()),
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
            call.undo();
        }
    }),
    fault(
        "second-resume-does-nothing",
        "resume/effect/listed",
        "resumes a sandbox the first time only, and answers well every time",
    )
    .says(Resumed, |call, _| {
        if call.moves() && call.changes() > 1 {
            call.undo();
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
            call.undo();
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
];

/// Puts another sandbox with the status `from` into `to`, where the call changes something.
fn put_neighbour(call: &Call<'_>, from: SandboxStatus, to: SandboxStatus) {
    if call.moves()
        && let Some(id) = call.neighbour(from)
    {
        call.put(&id, to);
    }
}

/// The same with all other sandboxes.
fn put_all(call: &Call<'_>, from: SandboxStatus, to: SandboxStatus) {
    while call.moves()
        && let Some(id) = call.neighbour(from)
    {
        call.put(&id, to);
    }
}
