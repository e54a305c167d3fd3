//! What calls may not be answered that overlap, and where they may not lead. The server holds
//! them until all have arrived, so they overlap for certain.

use std::sync::Mutex;

use hopx_mock::SandboxStatus;

use crate::door::refusal;
use crate::rounds::{
    A, B, IDS, breaks, list, meeting, pause, resume, round, sandbox, server, success,
};

#[test]
fn an_update_that_is_lost_is_found() {
    let server = server();
    // Both have read that it is running, and the second to write writes that back.
    let door = meeting(&server, 2, |_, request, _| {
        success(
            sandbox(request),
            "paused",
            &format!("req_{}", request.number),
        )
    });
    let lost = round(&[pause(0, A), pause(1, A)]);
    breaks(&server, &door, &[lost], &["pause/effect/listed"]);
}

#[test]
fn an_answer_with_the_id_of_the_other_call_is_found() {
    let server = server();
    let door = meeting(&server, 2, |_, request, behind| {
        behind(request);
        let other = [B, A][sandbox(request)];
        success(other, "paused", &format!("req_{}", request.number))
    });
    let mixed_up = round(&[pause(0, A), pause(1, B)]);
    breaks(&server, &door, &[mixed_up], &["pause/200/id"]);
}

#[test]
fn an_answer_with_the_state_of_the_other_call_is_found() {
    let server = server();
    let door = meeting(&server, 2, |_, request, behind| {
        behind(request);
        let others = match request.target().ends_with("/pause") {
            true => "running",
            false => "paused",
        };
        success(A, others, &format!("req_{}", request.number))
    });
    let mixed_up = round(&[pause(0, A), resume(1, A)]);
    let claims = ["pause/200/status", "resume/200/status"];
    breaks(&server, &door, &[mixed_up], &claims);
}

#[test]
fn a_request_id_that_two_share_is_found() {
    let server = server();
    let door = meeting(&server, 2, |_, request, behind| {
        behind(request);
        success(sandbox(request), "paused", "req_of_both")
    });
    let shared = round(&[pause(0, A), pause(1, B)]);
    breaks(&server, &door, &[shared], &["request-ids/unique"]);
}

#[test]
fn a_conflict_needs_a_call_for_the_same_sandbox() {
    let server = server();
    // One lock for all sandboxes.
    let door = meeting(&server, 2, |_, request, behind| match sandbox(request) {
        A => behind(request),
        _ => refusal(409, "CONFLICT"),
    });
    let others = round(&[pause(0, A), pause(1, B)]);
    breaks(&server, &door, &[others], &["pause/200"]);
}

#[test]
fn what_came_last_for_certain_counts() {
    let server = server();
    // The second call of the first client is answered and not carried out, while the second
    // client waits for its list.
    let paused = Mutex::new(false);
    let behind = server.behind();
    let door = crate::door::Door::open(move |request| {
        let mut paused = paused.lock().expect("no panic");
        if request.target().ends_with("/resume") && !*paused {
            *paused = true;
            return success(A, "running", "req_of_nothing");
        }
        behind(request)
    });
    let ordered = round(&[pause(0, A), resume(0, A), list(1)]);
    breaks(&server, &door, &[ordered], &["resume/effect/listed"]);
}

#[test]
fn a_sandbox_that_no_call_names_is_left_alone() {
    let server = server();
    let plane = std::ops::Deref::deref(&server).clone();
    let door = meeting(&server, 2, move |_, request, behind| {
        plane.set_status(IDS[B], SandboxStatus::Paused);
        behind(request)
    });
    let only = round(&[pause(0, A), pause(1, A)]);
    breaks(&server, &door, &[only], &["pause/effect/only-that"]);
}

#[test]
fn calls_that_are_carried_out_on_each_other_are_found() {
    let server = server();
    let door = meeting(&server, 2, |_, request, behind| {
        // The pause goes to the other sandbox, and so does the resume.
        let own = sandbox(request);
        behind(&request.with(IDS[own], IDS[[B, A][own]]));
        let status = [("paused"), ("running")][own];
        success(own, status, &format!("req_{}", request.number))
    });
    let crossed = round(&[pause(0, A), resume(1, B)]);
    let claims = ["pause/effect/listed", "resume/effect/listed"];
    breaks(&server, &door, &[crossed], &claims);
}
