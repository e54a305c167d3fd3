//! What sandboxes may be called, and when lists may learn of their changes.

use crate::fault::Operation::{List, Pause};
use crate::twin::On::{Any, Changed, Listed, Paused, Status};
use crate::twin::{Call, Twin, legal};
use std::mem;

/// The letters and digits of a made-up id.
fn letters(id: &str) -> &str {
    id.trim_start_matches("sandbox_")
}

/// A number for a made-up id.
fn number(id: &str) -> u64 {
    u64::from_str_radix(letters(id), 36).unwrap_or_default()
}

/// Keeps from lists what a call has just changed.
fn hold_back(call: &Call<'_>) {
    if let (true, Some(before)) = (call.moves(), call.before()) {
        let mut memory = call.memory();
        memory
            .unlisted
            .entry(call.id().to_owned())
            .or_insert(before);
    }
}

/// Shows a list what was so before; from the next list on it shows what is.
fn turn_back(call: &Call<'_>) {
    let unlisted = mem::take(&mut call.memory().unlisted);
    for (id, before) in unlisted {
        if let Some(now) = call.status_of(&id) {
            call.memory().held_back.insert(id.clone(), now);
            call.put(&id, before);
        }
    }
}

/// Ends what [`turn_back`] has begun.
fn turn_forth(call: &Call<'_>) {
    let held_back = mem::take(&mut call.memory().held_back);
    for (id, now) in held_back {
        call.put(&id, now);
    }
}

pub(super) const TWINS: &[Twin] = &[
    legal("ids-are-uuids", "has UUIDs for the ids of sandboxes").names(|id| {
        format!(
            "0189f7ea-ae2c-7809-8aeb-{:012x}",
            number(id) & 0xFFFF_FFFF_FFFF
        )
    }),
    legal(
        "ids-are-digits",
        "has texts of digits for the ids of sandboxes",
    )
    .names(|id| number(id).to_string()),
    legal("ids-are-long", "has ids of two hundred letters")
        .names(|id| format!("{id}{}", "x".repeat(200 - id.len()))),
    legal("ids-are-short", "has ids without a prefix, in capitals")
        .names(|id| letters(id).to_uppercase()),
    legal(
        "ids-with-dots",
        "has ids with dots, tildes, underscores and hyphens",
    )
    .names(|id| format!("{}.~_-.", letters(id))),
    legal(
        "ids-to-be-encoded",
        "has ids with a colon, a slash and a space",
    )
    .names(|id| format!("hopx:sandbox/{} 1", letters(id))),
    legal("ids-beyond-ascii", "has ids with letters beyond ASCII")
        .names(|id| format!("säckchen_{}", letters(id))),
    legal(
        "ids-differ-in-case",
        "has ids that differ in nothing but the case of letters from others",
    )
    .names(|id| id.to_owned())
    .hears(|call| {
        if call.number == 1 {
            let ids = call.others(call.caller().unwrap_or_default(), |one| {
                one.id.to_uppercase()
            });
            ids.iter().take(5).for_each(|id| call.add(id));
        }
    }),
    legal(
        "repeat-conflicts",
        "answers 409 to the pause of a paused and the resume of a running sandbox",
    )
    .says(Changed, |call, reply| {
        if call.repeats() {
            reply.refuse(409, "CONFLICT");
        }
    }),
    legal(
        "repeated-pause-conflicts",
        "answers 409 to the pause of a paused sandbox, and 200 to the resume of a running one",
    )
    .says(Paused, |call, reply| {
        if call.repeats() {
            reply.refuse(409, "CONFLICT");
        }
    }),
    legal(
        "lists-learn-late",
        "shows a change in the second list after it",
    )
    .hears(|call| {
        if call.is(List) && call.caller().is_some() {
            turn_back(call);
        }
    })
    .says(Any, |call, reply| {
        if call.is(List) {
            turn_forth(call);
        } else if reply.status.is_success() {
            hold_back(call);
        }
    }),
    legal(
        "filtered-lists-learn-late",
        "shows a change in the second list with a status after it, and in others at once",
    )
    .hears(|call| {
        if call.is(List) && call.caller().is_some() && call.asks("status").is_some() {
            turn_back(call);
        }
    })
    .says(Any, |call, reply| {
        if call.is(List) {
            turn_forth(call);
        } else if reply.status.is_success() {
            hold_back(call);
        }
    }),
    legal(
        "malformed-credential-called-missing",
        "answers AUTHENTICATION_REQUIRED to an Authorization that has no Bearer",
    )
    .says(Status(401), |call, reply| {
        if call.is_bearer() && !call.credential().starts_with("Bearer ") {
            reply.set("code", "AUTHENTICATION_REQUIRED");
        }
    }),
    legal(
        "others-come-and-go",
        "has another sandbox, of somebody else's making, after every seventh call",
    )
    .hears(|call| {
        if call.number.is_multiple_of(7) {
            let turn = call.number / 7;
            call.take_away(&format!("sandbox_of_turn_{}", turn - 1));
            call.add(&format!("sandbox_of_turn_{turn}"));
        }
    }),
    legal(
        "others-change",
        "has a sandbox that somebody else stops and starts all the time",
    )
    .hears(|call| {
        use crate::SandboxStatus::{Running, Stopped};
        call.add("sandbox_of_others");
        let running = (call.number / 3).is_multiple_of(2);
        call.put("sandbox_of_others", if running { Running } else { Stopped });
    }),
    legal(
        "others-pause",
        "has a sandbox that somebody else pauses and resumes all the time",
    )
    .hears(|call| {
        use crate::SandboxStatus::{Paused, Running};
        call.add("sandbox_of_others");
        let running = (call.number / 3).is_multiple_of(2);
        call.put("sandbox_of_others", if running { Running } else { Paused });
    }),
    legal(
        "not-found-says-what-and-why",
        "has a text of its own for a sandbox that is not found",
    )
    .says(Status(404), |call, reply| {
        if call.is_change() {
            let done = if call.is(Pause) { "paused" } else { "resumed" };
            reply.set(
                "error",
                format!("{} cannot be {done}: there is none", call.id()),
            );
        }
    }),
    legal(
        "elements-shuffled-on-a-page",
        "puts the sandboxes of a page in another order every time",
    )
    .says(Listed, |call, reply| {
        reply.data(|elements| {
            let turns = (call.number as usize) % elements.len().max(1);
            elements.rotate_left(turns);
        });
    }),
];
