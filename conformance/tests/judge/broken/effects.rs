//! What lists show of pauses and resumes.

use hopx_conformance::recording::Recording;

use super::{Row, check, one, rows, whole};
use crate::doubts::stranger_follows;
use crate::played::{MINE, OTHER, THIRD};
use crate::twin::{Address, Addressed, Spoil};

const AFTER_PAUSE: Address = "pause/pause-running/list";
const PAUSED: Address = "pause/pause-running/list-paused";
const AGAIN: Address = "pause/repeat/list-running";
const AFTER_RESUME: Address = "resume/resume-paused/list";
const BETWEEN: Address = "resume/after-pausing/list";
const REFUSED_RUNNING: Address = "errors/refused-running/list";
const REFUSED_PAUSED: Address = "errors/refused-paused/list";

/// Another sandbox is in that status too, in the list and in the one of that status.
fn too(list: Address, filtered: Address, id: &str, status: &str, twin: &mut Recording) {
    twin.exchange(list).show(id, status);
    let element = twin.element(list, id);
    twin.exchange(filtered).add(element);
}

/// What is said of sandboxes that the run was given.
pub(super) fn given() -> Vec<Row> {
    rows! {
        one AFTER_PAUSE, "still running" => ["pause/effect/listed"], |it| it.show(MINE, "running");
        one AFTER_PAUSE, "stopped" => ["pause/effect/listed"], |it| it.show(MINE, "stopped");
        one AFTER_PAUSE, "gone" => ["pause/effect/listed"], |it| it.hide(MINE);
        one AFTER_RESUME, "still paused" => ["resume/effect/listed"], |it| it.show(MINE, "paused");
        whole AGAIN, "running again after a second pause" => ["pause/effect/listed"], |twin| {
            let mine = twin.element("pause/pause-running/list-before", MINE);
            twin.exchange(AGAIN).add(mine);
        };
        whole AGAIN, "running again after a second pause that conflicted"
            => ["errors/refused/unchanged"], |twin| {
            twin.exchange("pause/repeat/pause").refuse(409, "CONFLICT");
            let mine = twin.element("pause/pause-running/list-before", MINE);
            twin.exchange(AGAIN).add(mine);
        };
        whole AGAIN, "still there as paused" => ["list/filter/status"], |twin| {
            let mine = twin.element(AFTER_PAUSE, MINE);
            twin.exchange(AGAIN).add(mine);
        };
        one "resume/twice-round/list", "creating" => ["resume/effect/listed"],
            |it| it.show(MINE, "creating");
        whole "resume/all-paused/list-left", "one left"
            => ["resume/all-paused", "resume/effect/listed"], |twin| {
            let left = twin.element("resume/all-paused/list-paused", OTHER);
            twin.exchange("resume/all-paused/list-left").add(left);
        };
        whole AFTER_PAUSE, "another one paused too" => ["pause/effect/only-that"],
            |twin| too(AFTER_PAUSE, PAUSED, THIRD, "paused", twin);
        one AFTER_RESUME, "another one resumed too" => ["resume/effect/only-that"],
            |it| it.show(OTHER, "running");
        one BETWEEN, "another one resumed by a pause" => ["pause/effect/only-that"],
            |it| it.show(OTHER, "running");
        one "resume/twice-round/list", "another one resumed by one of several calls"
            => ["resume/effect/only-that"],
            |it| it.show(OTHER, "running");
        one "pause/other-organisation/list", "another one paused by a call that was refused"
            => ["errors/refused/unchanged"],
            |it| it.show(OTHER, "paused");
        one REFUSED_RUNNING, "paused all the same" => ["errors/refused/unchanged"],
            |it| it.show(MINE, "paused");
        one REFUSED_RUNNING, "the other one resumed with what came before the refused calls"
            => ["resume/effect/only-that"],
            |it| it.show(OTHER, "running");
        one REFUSED_PAUSED, "resumed all the same" => ["errors/refused/unchanged"],
            |it| it.show(MINE, "running");
        one "resume/other-organisation/list", "resumed all the same"
            => ["errors/refused/unchanged"],
            |it| it.show(MINE, "running");
    }
}

/// What is said of others.
pub(super) fn strangers() -> Vec<Row> {
    rows! {
        whole AFTER_PAUSE, "a stranger paused and resumed with it" => ["pause/effect/only-that"],
            stranger_follows;
    }
}

#[test]
fn a_list_shows_what_was_done() {
    check(given());
}

#[test]
fn a_list_shows_nothing_else_done() {
    check(strangers());
}
