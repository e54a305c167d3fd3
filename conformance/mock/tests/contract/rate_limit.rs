use crate::api::{Answer, Api, plane_of, request, send};
use hopx_mock::{Clock, ControlPlane, ManualClock, Mock, RateLimit, SandboxSeed, SandboxStatus};
use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);

/// A control plane that enforces `limit` requests a minute, and its clock.
fn enforcing(limit: u32) -> (ControlPlane, ManualClock) {
    let clock = ManualClock::default();
    let plane = Mock::builder()
        .sandbox(SandboxSeed::new("mine"))
        .clock(clock.clone())
        .rate_limit(RateLimit::new(limit, MINUTE).enforced())
        .build()
        .unwrap();
    (plane, clock)
}

fn unix_seconds(clock: &ManualClock) -> u64 {
    let time = clock.now().duration_since(SystemTime::UNIX_EPOCH);
    time.unwrap().as_secs()
}

fn told(answer: &Answer) -> [u64; 3] {
    ["limit", "remaining", "reset"].map(|what| answer.number(&format!("x-ratelimit-{what}")))
}

#[tokio::test]
async fn every_answer_tells_what_is_left() {
    let clock = ManualClock::default();
    let plane = Mock::builder().clock(clock.clone()).build().unwrap();
    let api = Api::of(&plane);
    let reset = unix_seconds(&clock) + 60;
    let answers = [
        api.list("").await,
        api.resume("nobodys").await,
        api.list("limit=0").await,
        api.get("/nowhere").await,
        api.post("/v1/sandboxes").await,
    ];
    for (answer, remaining) in answers.iter().zip([99, 98, 97, 96, 95]) {
        assert_eq!(told(answer), [100, remaining, reset]);
    }
}

#[tokio::test]
async fn callers_without_a_good_key_share_a_count() {
    let plane = plane_of(5);
    let first = send(&plane, request("GET", "/v1/sandboxes")).await;
    let second = send(&plane, request("GET", "/").header("X-API-Key", "wrong")).await;
    assert_eq!(told(&first)[..2], [100, 99]);
    assert_eq!(told(&second)[..2], [100, 98]);
    assert_eq!(told(&Api::of(&plane).list("").await)[..2], [100, 99]);
}

#[tokio::test]
async fn a_limit_that_is_not_enforced_never_runs_out() {
    let clock = ManualClock::default();
    let plane = Mock::builder().clock(clock.clone()).build().unwrap();
    let api = Api::of(&plane);
    for count in 1..=250 {
        let answer = api.resume("nobodys").await;
        assert_eq!(answer.status, 404);
        assert_eq!(told(&answer)[1], 100_u64.saturating_sub(count).max(1));
    }
    clock.advance(MINUTE);
    assert_eq!(told(&api.list("").await)[1], 99);
}

#[tokio::test]
async fn an_enforced_limit_refuses_what_is_too_much() {
    let (plane, clock) = enforcing(2);
    let api = Api::of(&plane);
    assert_eq!(told(&api.list("").await)[1], 1);
    assert_eq!(told(&api.list("").await)[1], 0);

    clock.advance(Duration::from_secs(20));
    let refused = api.pause("mine").await;
    refused.assert_error(429, "RATE_LIMIT_EXCEEDED");
    assert_eq!(
        refused.members(),
        ["code", "error", "request_id", "retry_after"]
    );
    assert_eq!(refused.body["retry_after"], 40);
    assert_eq!(refused.header("retry-after"), "40");
    assert_eq!(told(&refused), [2, 0, unix_seconds(&clock) + 40]);
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn waiting_as_told_is_enough() {
    let (plane, clock) = enforcing(1);
    let api = Api::of(&plane);
    api.list("").await;
    let refused = api.list("").await;

    let wait = refused.body["retry_after"].as_u64().unwrap();
    clock.advance(Duration::from_secs(wait - 1));
    assert_eq!(api.list("").await.status, 429);
    clock.advance(Duration::from_secs(1));
    assert_eq!(unix_seconds(&clock), told(&refused)[2]);
    assert_eq!(api.list("").await.status, 200);
}

#[tokio::test]
async fn one_key_does_not_spend_what_is_the_others() {
    let (plane, _clock) = enforcing(1);
    Api::of(&plane).list("").await;
    assert_eq!(Api::of(&plane).list("").await.status, 429);
    assert_eq!(Api::of_other(&plane).list("").await.status, 200);
}

#[tokio::test]
async fn too_much_is_refused_before_the_path_is_looked_at() {
    let (plane, _clock) = enforcing(0);
    let api = Api::of(&plane);
    for target in ["/nowhere", "/v1/sandboxes?limit=abc"] {
        let answer = api.get(target).await;
        answer.assert_error(429, "RATE_LIMIT_EXCEEDED");
    }
}

#[tokio::test]
async fn a_bad_key_stays_a_bad_key_however_often_it_is_tried() {
    let (plane, _clock) = enforcing(2);
    for remaining in [1, 0, 0, 0] {
        let answer = send(&plane, request("GET", "/v1/sandboxes")).await;
        answer.assert_error(401, "AUTHENTICATION_REQUIRED");
        assert_eq!(told(&answer)[1], remaining);
    }
}
