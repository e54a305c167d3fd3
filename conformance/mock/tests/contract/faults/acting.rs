//! Whether the operation is carried out.

use crate::api::{Api, plane_with_one};
use hopx_mock::{Fault, Operation, SandboxStatus};

/// The status of a running sandbox after a pause that `fault` hits.
async fn paused_under(fault: Fault) -> SandboxStatus {
    let plane = plane_with_one("mine", SandboxStatus::Running);
    plane.script(Operation::Pause, fault);
    let api = Api::of(&plane);
    api.raw("POST", "/v1/sandboxes/mine/pause").await;
    assert_eq!(plane.scripted(), 0);
    plane.status("mine").unwrap()
}

#[tokio::test]
async fn an_error_and_a_dropped_connection_carry_nothing_out() {
    for fault in [
        Fault::status(500),
        Fault::status(200).body("{}"),
        Fault::status(500).truncated(),
        Fault::dropped_connection(),
    ] {
        assert_eq!(paused_under(fault).await, SandboxStatus::Running);
    }
}

#[tokio::test]
async fn the_ordinary_answer_cut_in_half_comes_of_an_operation_that_is_carried_out() {
    let status = paused_under(Fault::truncated_body()).await;
    assert_eq!(status, SandboxStatus::Paused);
}

#[tokio::test]
async fn a_fault_may_come_after_acting_and_leave_the_caller_in_doubt() {
    for fault in [
        Fault::status(500),
        Fault::dropped_connection(),
        Fault::truncated_body(),
    ] {
        let status = paused_under(fault.after_acting()).await;
        assert_eq!(status, SandboxStatus::Paused);
    }
}

#[tokio::test]
async fn acting_first_keeps_to_the_rules_of_the_operation() {
    let plane = plane_with_one("mine", SandboxStatus::Stopped);
    plane.script(Operation::Pause, Fault::status(503).after_acting());
    Api::of(&plane)
        .pause("mine")
        .await
        .assert_error(503, "SERVICE_UNAVAILABLE");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Stopped));
}
