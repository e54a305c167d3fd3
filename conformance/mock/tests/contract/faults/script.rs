//! Which calls a fault hits.

use crate::api::{Api, plane_of, plane_with_one, request, send};
use hopx_mock::{ControlPlane, Fault, Mock, Operation, RateLimit, SandboxStatus};
use std::time::Duration;

/// The statuses of that many lists in a row.
async fn lists(plane: &ControlPlane, count: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        statuses.push(Api::of(plane).list("").await.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn a_fault_hits_one_call_unless_told_otherwise() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(500));
    assert_eq!(lists(&plane, 3).await, [500, 200, 200]);
}

#[tokio::test]
async fn a_fault_hits_as_many_calls_as_it_is_told() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(500).times(2));
    assert_eq!(lists(&plane, 3).await, [500, 500, 200]);
    plane.script(Operation::List, Fault::status(500).times(0));
    assert_eq!(lists(&plane, 1).await, [200]);
}

#[tokio::test]
async fn faults_come_in_the_order_in_which_they_were_scripted() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(429).times(2));
    plane.script(Operation::List, Fault::status(500));
    plane.script(Operation::List, Fault::status(503));
    assert_eq!(lists(&plane, 5).await, [429, 429, 500, 503, 200]);
}

#[tokio::test]
async fn each_operation_has_faults_of_its_own() {
    let plane = plane_with_one("mine", SandboxStatus::Running);
    let api = Api::of(&plane);
    plane.script(Operation::Pause, Fault::status(500));
    plane.script(Operation::Resume, Fault::status(503));
    assert_eq!(api.list("").await.status, 200);
    assert_eq!(api.resume("mine").await.status, 503);
    assert_eq!(api.resume("mine").await.status, 200);
    assert_eq!(api.pause("mine").await.status, 500);
    assert_eq!(api.pause("mine").await.status, 200);
}

#[tokio::test]
async fn a_fault_for_always_hits_until_the_script_is_cleared() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(500).always());
    plane.script(Operation::List, Fault::status(503));
    assert_eq!(lists(&plane, 9).await, [500; 9]);
    plane.clear_script();
    assert_eq!(lists(&plane, 2).await, [200, 200]);
}

#[tokio::test]
async fn how_many_calls_are_yet_to_be_hit_can_be_asked() {
    let plane = plane_of(5);
    assert_eq!(plane.scripted(), 0);
    plane.script(Operation::List, Fault::status(500).times(2));
    plane.script(Operation::Pause, Fault::dropped_connection());
    assert_eq!(plane.scripted(), 3);
    lists(&plane, 1).await;
    assert_eq!(plane.scripted(), 2);
    plane.script(Operation::Pause, Fault::status(500).always());
    assert_eq!(plane.scripted(), usize::MAX);
    plane.clear_script();
    assert_eq!(plane.scripted(), 0);
}

#[tokio::test]
async fn a_mock_can_be_made_with_faults() {
    let plane = Mock::builder()
        .script(Operation::List, Fault::status(500))
        .script(Operation::List, Fault::status(503))
        .build()
        .unwrap();
    assert_eq!(lists(&plane, 3).await, [500, 503, 200]);
}

#[tokio::test]
async fn who_has_no_good_key_takes_no_fault() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(500));
    let stranger = send(&plane, request("GET", "/v1/sandboxes")).await;
    stranger.assert_error(401, "AUTHENTICATION_REQUIRED");
    let wrong = request("GET", "/v1/sandboxes").header("X-API-Key", "wrong");
    send(&plane, wrong).await.assert_error(401, "INVALID_TOKEN");
    assert_eq!(plane.scripted(), 1);
}

#[tokio::test]
async fn what_is_no_operation_takes_no_fault() {
    let plane = plane_of(5);
    let api = Api::of(&plane);
    for operation in [Operation::List, Operation::Pause, Operation::Resume] {
        plane.script(operation, Fault::status(500));
    }
    assert_eq!(api.get("/v1/sandboxes/mine").await.status, 404);
    assert_eq!(api.get("/v1/sandboxes/mine/pause").await.status, 405);
    assert_eq!(api.post("/v1/sandboxes").await.status, 405);
    assert_eq!(plane.scripted(), 3);
}

#[tokio::test]
async fn a_call_that_its_operation_would_refuse_takes_a_fault() {
    let plane = plane_of(5);
    let api = Api::of(&plane);
    plane.script(Operation::List, Fault::status(500));
    plane.script(Operation::Pause, Fault::status(500));
    assert_eq!(api.list("limit=0").await.status, 500);
    assert_eq!(api.pause("nobodys").await.status, 500);
}

#[tokio::test]
async fn a_fault_spends_the_rate_limit_and_is_not_spent_by_it() {
    let limit = RateLimit::new(2, Duration::from_secs(60)).enforced();
    let plane = Mock::builder().rate_limit(limit).build().unwrap();
    plane.script(Operation::List, Fault::status(503).times(3));
    let first = Api::of(&plane).list("").await;
    assert_eq!(first.number("x-ratelimit-remaining"), 1);
    assert_eq!(lists(&plane, 2).await, [503, 429]);
    assert_eq!(plane.scripted(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_calls_at_once_a_fault_hits_exactly_its_number() {
    let plane = plane_of(5);
    plane.script(Operation::List, Fault::status(500).times(3));
    let calls = (0..64).map(|_| {
        let api = Api::of(&plane);
        tokio::spawn(async move { api.list("").await.status })
    });
    let mut hit = 0;
    for call in calls.collect::<Vec<_>>() {
        hit += usize::from(call.await.unwrap() == 500);
    }
    assert_eq!(hit, 3);
    assert_eq!(plane.scripted(), 0);
}

#[tokio::test]
async fn the_log_tells_which_calls_were_hit_and_what_was_answered() {
    let plane = plane_of(5);
    let api = Api::of(&plane);
    plane.script(Operation::List, Fault::status(503));
    plane.script(Operation::List, Fault::truncated_body());
    plane.script(Operation::List, Fault::dropped_connection());
    let refused = api.list("limit=2").await;
    for _ in 0..3 {
        api.raw("GET", "/v1/sandboxes").await;
    }
    let requests = plane.requests();
    let told = requests
        .iter()
        .map(|request| (request.status, request.fault));
    let expected = [(503, true), (200, true), (0, true), (200, false)];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(requests[0].path, "/v1/sandboxes");
    assert_eq!(requests[0].query.as_deref(), Some("limit=2"));
    assert_eq!(requests[0].request_id, refused.header("x-request-id"));
}

#[tokio::test]
async fn without_a_log_faults_hit_all_the_same() {
    let plane = Mock::builder().request_log(0).build().unwrap();
    plane.script(Operation::List, Fault::status(503));
    assert_eq!(lists(&plane, 2).await, [503, 200]);
    assert_eq!(plane.requests(), []);
}
