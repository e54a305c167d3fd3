use crate::api::{Api, plane_with, plane_with_one};
use axum::body::Body;
use axum::http::Request;
use hopx_mock::{ManualClock, Mock, Organization, RepeatedChange, SandboxSeed, SandboxStatus};
use std::time::Duration;
use tower::ServiceExt;

#[tokio::test]
async fn resume_takes_a_sandbox_from_paused_to_running() {
    let plane = plane_with_one("mine", SandboxStatus::Paused);
    Api::of(&plane)
        .resume("mine")
        .await
        .assert_changed("mine", "running");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn pause_takes_a_sandbox_from_running_to_paused() {
    let plane = plane_with_one("mine", SandboxStatus::Running);
    Api::of(&plane)
        .pause("mine")
        .await
        .assert_changed("mine", "paused");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Paused));
}

#[tokio::test]
async fn a_change_shows_in_every_list_at_once() {
    let plane = plane_with_one("mine", SandboxStatus::Paused);
    let api = Api::of(&plane);
    api.resume("mine").await;
    assert_eq!(api.list("").await.body["data"][0]["status"], "running");
    for (query, shown) in [
        ("status=running", 1),
        ("status=running&region=us-east", 1),
        ("status=paused", 0),
        ("status=paused&region=us-east", 0),
    ] {
        assert_eq!(api.list(query).await.ids().len(), shown, "{query}");
    }
}

#[tokio::test]
async fn a_sandbox_that_is_neither_running_nor_paused_is_left_alone() {
    for status in [
        SandboxStatus::Creating,
        SandboxStatus::Stopped,
        SandboxStatus::Error,
        SandboxStatus::Deleted,
    ] {
        let plane = plane_with_one("mine", status);
        let api = Api::of(&plane);
        api.pause("mine").await.assert_error(409, "CONFLICT");
        api.resume("mine").await.assert_error(409, "CONFLICT");
        assert_eq!(plane.status("mine"), Some(status));
    }
}

#[tokio::test]
async fn a_repeated_change_is_accepted_by_default() {
    let plane = plane_with_one("mine", SandboxStatus::Running);
    let api = Api::of(&plane);
    api.resume("mine").await.assert_changed("mine", "running");
    api.pause("mine").await.assert_changed("mine", "paused");
    api.pause("mine").await.assert_changed("mine", "paused");
}

#[tokio::test]
async fn a_repeated_change_is_a_conflict_if_the_mock_was_made_so() {
    let plane = Mock::builder()
        .sandbox(SandboxSeed::new("mine"))
        .repeated_change(RepeatedChange::Conflict)
        .build()
        .unwrap();
    let api = Api::of(&plane);
    api.resume("mine").await.assert_error(409, "CONFLICT");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
    api.pause("mine").await.assert_changed("mine", "paused");
    api.pause("mine").await.assert_error(409, "CONFLICT");
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Paused));
}

#[tokio::test]
async fn a_sandbox_of_the_other_organization_looks_like_none_at_all() {
    let other = SandboxSeed::new("theirs").organization(Organization::Other);
    let plane = plane_with([other.status(SandboxStatus::Paused)]);
    let api = Api::of(&plane);

    let theirs = api.resume("theirs").await;
    let nobodys = api.resume("nobodys").await;
    for answer in [&theirs, &nobodys] {
        answer.assert_error(404, "RESOURCE_NOT_FOUND");
        assert_eq!(answer.body["error"], "Sandbox not found");
        assert_eq!(answer.members(), ["code", "error", "request_id"]);
    }
    assert_eq!(names(&theirs.headers), names(&nobodys.headers));
    assert_eq!(plane.status("theirs"), Some(SandboxStatus::Paused));

    let owner = Api::of_other(&plane);
    owner
        .resume("theirs")
        .await
        .assert_changed("theirs", "running");
}

fn names(headers: &axum::http::HeaderMap) -> Vec<&str> {
    headers.keys().map(|name| name.as_str()).collect()
}

#[tokio::test]
async fn a_removed_sandbox_is_not_found() {
    let plane = plane_with_one("mine", SandboxStatus::Running);
    assert!(plane.remove("mine"));
    let answer = Api::of(&plane).pause("mine").await;
    answer.assert_error(404, "RESOURCE_NOT_FOUND");
}

#[tokio::test]
async fn a_change_is_dated_and_a_repeated_one_is_not() {
    let clock = ManualClock::default();
    let plane = Mock::builder()
        .sandboxes(0)
        .sandbox(SandboxSeed::new("mine"))
        .clock(clock.clone())
        .build()
        .unwrap();
    let api = Api::of(&plane);

    clock.advance(Duration::from_secs(90));
    api.pause("mine").await;
    clock.advance(Duration::from_secs(90));
    api.pause("mine").await;

    let page = api.list("").await;
    assert_eq!(page.body["data"][0]["created_at"], "2025-01-01T00:00:00Z");
    assert_eq!(page.body["data"][0]["updated_at"], "2025-01-01T00:01:30Z");
}

#[tokio::test]
async fn a_body_that_nobody_asked_for_is_ignored() {
    let plane = plane_with_one("mine", SandboxStatus::Paused);
    let request = Request::post("/v1/sandboxes/mine/resume?status=stopped")
        .header("X-API-Key", plane.api_key())
        .body(Body::from("{nonsense"))
        .unwrap();
    let response = plane.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Running));
}
