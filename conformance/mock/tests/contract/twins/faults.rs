//! What the trickier faults do, statement by statement.

use super::{builder_of, twin};
use crate::api::{Api, request, send, text};
use hopx_mock::{Fault, Operation, Organization, SandboxStatus, Twin};

/// The ids of a list, page by page.
async fn walk(api: &Api, query: &str) -> Vec<Vec<String>> {
    let mut page = api.list(query).await;
    let mut pages = vec![page.ids()];
    while let Some(cursor) = page.next_cursor().filter(|_| pages.len() < 20) {
        let next = api.list(&format!("{query}&cursor={cursor}")).await;
        page = next;
        pages.push(page.ids());
    }
    pages
}

/// The ids of all ten sandboxes, in order of creation.
fn all(plane: &hopx_mock::ControlPlane) -> Vec<String> {
    plane.sandboxes().into_iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn an_ignored_cursor_leads_to_the_first_page_for_ever() {
    let (plane, api) = twin("cursor-ignored");
    let pages = walk(&api, "limit=4").await;
    assert_eq!(pages.len(), 20);
    assert!(pages.iter().all(|page| page[..] == all(&plane)[..4]));
}

#[tokio::test]
async fn a_page_repeats_the_last_one_of_the_page_before() {
    let (plane, api) = twin("page-begins-with-the-last-of-the-one-before");
    let ids = all(&plane);
    let pages = walk(&api, "limit=4").await;
    assert_eq!(pages, [&ids[..4], &ids[3..7], &ids[6..]]);
    assert_eq!(
        walk(&api, "limit=1").await.concat(),
        ids,
        "it comes to an end"
    );
}

#[tokio::test]
async fn a_page_misses_the_one_that_it_should_begin_with() {
    let (plane, api) = twin("one-dropped-between-pages");
    let ids = all(&plane);
    let pages = walk(&api, "limit=4").await;
    assert_eq!(pages, [&ids[..4], &ids[5..9], &[]]);
    assert_eq!(
        api.list("limit=100").await.ids(),
        ids,
        "one page has them all"
    );
}

#[tokio::test]
async fn a_filter_holds_on_the_first_page_only() {
    let (_, api) = twin("status-lost-on-page-two");
    let first = api.list("status=running&limit=2").await;
    assert!(
        first
            .elements()
            .all(|element| element["status"] == "running")
    );
    let cursor = first.next_cursor().expect("more follows");
    let second = api
        .list(&format!("status=running&limit=2&cursor={cursor}"))
        .await;
    assert!(
        second
            .elements()
            .any(|element| element["status"] != "running")
    );
}

#[tokio::test]
async fn filters_after_the_limit_lose_what_is_on_later_pages() {
    let plane = builder_of("filters-after-the-limit").sandboxes(40).build();
    let api = Api::of(&plane.unwrap());
    let found = api.list("status=stopped&limit=10").await;
    assert_eq!(found.ids().len(), 2, "of the first ten, not of all forty");
    assert_eq!(found.next_cursor(), None);
    let without = api.list("limit=10").await;
    assert!(without.next_cursor().is_some());
}

#[tokio::test]
async fn one_status_finds_nothing_and_the_others_do() {
    let (_, api) = twin("paused-list-empty");
    assert!(api.list("status=paused").await.ids().is_empty());
    assert!(!api.list("status=running").await.ids().is_empty());
    let everything = api.list("").await;
    assert!(
        everything
            .elements()
            .any(|element| element["status"] == "paused")
    );
}

#[tokio::test]
async fn a_list_hides_what_is_paused_unless_it_is_asked_for() {
    let (_, api) = twin("paused-missing-from-the-list");
    assert!(
        api.list("")
            .await
            .elements()
            .all(|element| element["status"] != "paused")
    );
    assert!(!api.list("status=paused").await.ids().is_empty());
}

#[tokio::test]
async fn more_follows_and_nothing_says_where() {
    let (_, api) = twin("has-more-without-cursor");
    let page = api.list("limit=4").await;
    assert_eq!(page.body["has_more"], true);
    assert!(!page.members().contains(&"next_cursor"));
    assert!(api.list("").await.members().contains(&"next_cursor"));
}

#[tokio::test]
async fn a_good_pause_is_followed_by_a_404() {
    let (plane, api) = twin("resume-404-after-a-pause");
    let ids = all(&plane);
    api.resume(&ids[1]).await.assert_changed(&ids[1], "running");
    api.pause(&ids[0]).await.assert_changed(&ids[0], "paused");
    api.resume(&ids[0])
        .await
        .assert_error(404, "RESOURCE_NOT_FOUND");
    assert_eq!(plane.status(&ids[0]), Some(SandboxStatus::Paused));
}

#[tokio::test]
async fn only_the_second_round_fails() {
    let (plane, api) = twin("second-pause-409");
    let id = &all(&plane)[0];
    api.pause(id).await.assert_changed(id, "paused");
    api.resume(id).await.assert_changed(id, "running");
    api.pause(id).await.assert_error(409, "CONFLICT");
    assert_eq!(plane.status(id), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn the_answer_says_what_the_list_does_not_show() {
    let (plane, api) = twin("pause-does-nothing");
    let id = &all(&plane)[0];
    api.pause(id).await.assert_changed(id, "paused");
    assert_eq!(
        api.list("limit=1").await.body["data"][0]["status"],
        "running"
    );
}

#[tokio::test]
async fn another_sandbox_goes_with_it() {
    let (plane, api) = twin("pause-pauses-another-too");
    let ids = all(&plane);
    api.pause(&ids[0]).await.assert_changed(&ids[0], "paused");
    assert_eq!(plane.status(&ids[3]), Some(SandboxStatus::Paused));
    assert_eq!(plane.status(&ids[5]), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn a_refused_call_acts_all_the_same() {
    let (plane, api) = twin("pause-without-key-acts");
    let id = &all(&plane)[0];
    let pause = request("POST", &format!("/v1/sandboxes/{id}/pause"));
    send(&plane, pause)
        .await
        .assert_error(401, "AUTHENTICATION_REQUIRED");
    assert_eq!(plane.status(id), Some(SandboxStatus::Paused));
    api.resume(id).await.assert_changed(id, "running");
}

#[tokio::test]
async fn authentication_is_missing_on_one_operation_only() {
    let (plane, _) = twin("resume-without-authentication");
    let id = &all(&plane)[1];
    let call = |method, path: String| send(&plane, request(method, &path));
    let resumed = call("POST", format!("/v1/sandboxes/{id}/resume")).await;
    resumed.assert_changed(id, "running");
    for (method, path) in [
        ("GET", "/v1/sandboxes".to_owned()),
        ("POST", format!("/v1/sandboxes/{id}/pause")),
    ] {
        call(method, path)
            .await
            .assert_error(401, "AUTHENTICATION_REQUIRED");
    }
}

#[tokio::test]
async fn a_sandbox_of_the_other_organisation_is_resumed() {
    let (plane, api) = twin("foreign-resume-succeeds");
    let theirs = plane.sandboxes_of(Organization::Other)[1].id.clone();
    api.resume(&theirs).await.assert_changed(&theirs, "running");
    api.pause(&theirs)
        .await
        .assert_error(404, "RESOURCE_NOT_FOUND");
}

#[tokio::test]
async fn headers_are_missing_on_errors_only() {
    let (_, api) = twin("no-remaining-header-on-errors");
    let good = api.list("").await;
    assert!(good.headers.contains_key("x-ratelimit-remaining"));
    let bad = api.list("limit=abc").await;
    assert!(!bad.headers.contains_key("x-ratelimit-remaining"));
    assert!(bad.headers.contains_key("x-ratelimit-limit"));
}

#[tokio::test]
async fn one_call_too_many_does_not_say_how_long_to_wait() {
    let (_, api) = twin("too-many-without-retry-after");
    for _ in 0..39 {
        assert_eq!(api.list("").await.status, 200);
    }
    let refused = api.list("").await;
    refused.assert_error(429, "RATE_LIMIT_EXCEEDED");
    assert_eq!(refused.members(), ["code", "error", "request_id"]);
    assert!(!refused.headers.contains_key("retry-after"));
    assert_eq!(api.list("").await.status, 200);
}

#[tokio::test]
async fn the_log_shows_what_was_sent_and_what_was_answered() {
    let (plane, api) = twin("unknown-resume-410");
    api.resume("nobody").await;
    let (lost, api_of_lost) = twin("listed-id-not-taken");
    let id = all(&lost)[1].clone();
    api_of_lost.resume(&id).await;
    assert_eq!(plane.requests()[0].status, 410);
    assert_eq!(
        lost.requests()[0].path,
        format!("/v1/sandboxes/{id}/resume")
    );
    assert_eq!(lost.requests()[0].status, 404);
}

#[tokio::test]
async fn a_scripted_fault_comes_first() {
    let (plane, api) = twin("list-object-in-capitals");
    plane.script(Operation::List, Fault::status(503));
    api.list("").await.assert_error(503, "SERVICE_UNAVAILABLE");
    assert_eq!(text(&api.list("").await.body["object"]), "List");
}

#[tokio::test]
async fn the_last_twin_counts() {
    let other = Twin::named("list-object-in-capitals").unwrap();
    let plane = builder_of("list-has-no-object").twin(other).build();
    let page = Api::of(&plane.unwrap()).list("").await;
    assert_eq!(page.body["object"], "List");
}
