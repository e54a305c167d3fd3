//! Calls that are held, on a clock that is held.

use crate::api::{Answer, Api};
use hopx_mock::{ControlPlane, Fault, ManualClock, Mock, Operation, SandboxSeed, SandboxStatus};
use std::time::Duration;
use tokio::task::{JoinHandle, yield_now};

const SECOND: Duration = Duration::from_secs(1);

/// A control plane with a running sandbox, `fault` for pauses, and its clock.
fn plane_under(fault: Fault) -> (ControlPlane, ManualClock) {
    let clock = ManualClock::default();
    let plane = Mock::builder()
        .sandbox(SandboxSeed::new("mine"))
        .clock(clock.clone())
        .script(Operation::Pause, fault)
        .build()
        .unwrap();
    (plane, clock)
}

/// A pause that has been sent and is held now.
async fn held_pause(plane: &ControlPlane, clock: &ManualClock) -> JoinHandle<Answer> {
    let api = Api::of(plane);
    let call = tokio::spawn(async move { api.pause("mine").await });
    clock.slept_on_by(1).await;
    call
}

#[tokio::test]
async fn a_delay_holds_the_ordinary_answer_until_the_clock_has_moved() {
    let (plane, clock) = plane_under(Fault::delay(10 * SECOND));
    let call = held_pause(&plane, &clock).await;
    clock.advance(9 * SECOND);
    yield_now().await;
    assert!(!call.is_finished());
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));

    clock.advance(SECOND);
    let answer = call.await.unwrap();
    answer.assert_changed("mine", "paused");
    assert_eq!(answer.header("date"), "Wed, 01 Jan 2025 00:00:10 GMT");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Paused));
}

#[tokio::test]
async fn an_operation_may_be_carried_out_before_the_delay() {
    let (plane, clock) = plane_under(Fault::delay(SECOND).after_acting());
    let call = held_pause(&plane, &clock).await;
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Paused));
    plane.set_status("mine", SandboxStatus::Stopped);
    clock.advance(SECOND);
    call.await.unwrap().assert_changed("mine", "paused");
}

#[tokio::test]
async fn any_other_fault_can_be_delayed() {
    let (plane, clock) = plane_under(Fault::status(503).delayed(SECOND));
    let call = held_pause(&plane, &clock).await;
    clock.advance(SECOND);
    let answer = call.await.unwrap();
    answer.assert_error(503, "SERVICE_UNAVAILABLE");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn others_are_answered_while_a_call_is_held() {
    let (plane, clock) = plane_under(Fault::delay(Duration::MAX));
    let call = held_pause(&plane, &clock).await;
    let api = Api::of(&plane);
    assert_eq!(api.list("").await.status, 200);
    api.pause("mine").await.assert_changed("mine", "paused");
    assert!(!call.is_finished());
    call.abort();
}

#[tokio::test]
async fn a_call_that_is_given_up_changes_nothing() {
    let (plane, clock) = plane_under(Fault::delay(Duration::MAX));
    let call = held_pause(&plane, &clock).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(clock.sleepers(), 0);
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn the_log_shows_a_held_call_where_it_arrived() {
    let (plane, clock) = plane_under(Fault::delay(SECOND));
    let call = held_pause(&plane, &clock).await;
    Api::of(&plane).list("").await;
    let statuses = || {
        let requests = plane.requests().into_iter();
        requests.map(|request| request.status).collect::<Vec<_>>()
    };
    assert_eq!(statuses(), [0, 200]);
    clock.advance(SECOND);
    call.await.unwrap();
    assert_eq!(statuses(), [200, 200]);
}

#[tokio::test]
async fn a_log_that_was_cleared_meanwhile_stays_so() {
    let (plane, clock) = plane_under(Fault::delay(SECOND));
    let call = held_pause(&plane, &clock).await;
    plane.clear_requests();
    clock.advance(SECOND);
    call.await.unwrap();
    assert_eq!(plane.requests(), []);
}

#[tokio::test]
async fn to_clear_the_script_lets_no_held_call_go() {
    let (plane, clock) = plane_under(Fault::delay(SECOND).always());
    let call = held_pause(&plane, &clock).await;
    plane.clear_script();
    yield_now().await;
    assert!(!call.is_finished());
    clock.advance(SECOND);
    call.await.unwrap().assert_changed("mine", "paused");
}
