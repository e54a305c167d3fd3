use crate::api::{Answer, Api, plane_of};
use hopx_mock::{ControlPlane, SandboxSeed, SandboxStatus};
use std::collections::HashSet;

/// The page after `page`, or `None` after the last one.
async fn after(api: &Api, query: &str, page: &Answer) -> Option<Answer> {
    assert_eq!(page.body["has_more"], page.next_cursor().is_some());
    let cursor = page.next_cursor()?;
    Some(api.list(&format!("{query}&cursor={cursor}")).await)
}

/// The ids on all pages, with `between` called after each page.
async fn walk(api: &Api, query: &str, mut between: impl FnMut(&Answer)) -> Vec<String> {
    let mut ids = Vec::new();
    let mut next = Some(api.list(query).await);
    while let Some(page) = next {
        assert_eq!(page.status, 200);
        ids.extend(page.ids());
        assert!(ids.len() <= 1_000, "the pages do not end");
        between(&page);
        next = after(api, query, &page).await;
    }
    ids
}

fn ids_of(plane: &ControlPlane, wanted: impl Fn(SandboxStatus, &str) -> bool) -> Vec<String> {
    plane
        .sandboxes()
        .into_iter()
        .filter(|sandbox| wanted(sandbox.status, &sandbox.region))
        .map(|sandbox| sandbox.id)
        .collect()
}

#[tokio::test]
async fn pages_of_any_size_hold_every_matching_sandbox_once() {
    let plane = plane_of(60);
    let api = Api::of(&plane);
    let all = ids_of(&plane, |_, _| true);
    let some = ids_of(&plane, |status, region| {
        status == SandboxStatus::Running && region == "eu-west"
    });
    for limit in [1, 2, 7, 12, 59, 60, 61] {
        let query = format!("limit={limit}");
        assert_eq!(walk(&api, &query, |_| ()).await, all);
        let query = format!("limit={limit}&status=running&region=eu-west");
        assert_eq!(walk(&api, &query, |_| ()).await, some);
    }
}

#[tokio::test]
async fn a_page_that_holds_the_last_sandbox_says_so() {
    let api = Api::of(&plane_of(10));
    let exact = api.list("limit=10").await;
    assert_eq!(exact.body["has_more"], false);
    assert!(exact.body["next_cursor"].is_null());
    assert_eq!(api.list("limit=9").await.body["has_more"], true);
}

#[tokio::test]
async fn sandboxes_removed_between_pages_hide_no_others() {
    let plane = plane_of(40);
    let api = Api::of(&plane);
    let all = ids_of(&plane, |_, _| true);
    let seen = walk(&api, "limit=7", |page| {
        // Also the one that the cursor was taken from.
        page.ids().iter().for_each(|id| assert!(plane.remove(id)));
    })
    .await;
    assert_eq!(seen, all);
}

#[tokio::test]
async fn sandboxes_added_between_pages_show_none_twice() {
    let plane = plane_of(20);
    let api = Api::of(&plane);
    let before = ids_of(&plane, |_, _| true);
    let mut added = 0;
    let seen = walk(&api, "limit=7", |_| {
        if added < 5 {
            plane.add(SandboxSeed::new(format!("new-{added}"))).unwrap();
            added += 1;
        }
    })
    .await;
    assert_eq!(seen[..20], before);
    let distinct: HashSet<&String> = seen.iter().collect();
    assert_eq!(distinct.len(), seen.len());
}

#[tokio::test]
async fn resuming_what_a_page_holds_hides_none_of_the_paused() {
    let plane = plane_of(100);
    let api = Api::of(&plane);
    let paused = ids_of(&plane, |status, _| status == SandboxStatus::Paused);
    let seen = walk(&api, "limit=3&status=paused", |page| {
        for id in page.ids() {
            plane.set_status(&id, SandboxStatus::Running);
        }
    })
    .await;
    assert_eq!(seen, paused);
    assert!(ids_of(&plane, |status, _| status == SandboxStatus::Paused).is_empty());
}

#[tokio::test]
async fn a_sandbox_put_in_again_is_another_one() {
    let plane = plane_of(5);
    let api = Api::of(&plane);
    let first = plane.sandboxes()[0].id.clone();
    plane.remove(&first);
    plane.add(SandboxSeed::new(first.clone())).unwrap();
    assert_eq!(walk(&api, "limit=2", |_| ()).await.last(), Some(&first));
}

#[tokio::test]
async fn a_cursor_stays_right_under_other_filters() {
    let plane = plane_of(60);
    let api = Api::of(&plane);
    let page = api.list("limit=13").await;
    let rest: HashSet<String> = ids_of(&plane, |_, _| true).into_iter().skip(13).collect();
    let expected: Vec<String> = ids_of(&plane, |status, _| status == SandboxStatus::Paused)
        .into_iter()
        .filter(|id| rest.contains(id))
        .collect();
    let filtered = after(&api, "status=paused", &page).await.unwrap();
    assert_eq!(filtered.ids(), expected);
}

#[tokio::test]
async fn a_cursor_of_the_other_organization_opens_nothing() {
    let plane = plane_of(60);
    let page = Api::of(&plane).list("limit=1").await;
    let other = Api::of_other(&plane);
    let theirs = after(&other, "limit=100", &page).await.unwrap();
    let own: HashSet<String> = other.list("").await.ids().into_iter().collect();
    assert!(theirs.ids().iter().all(|id| own.contains(id)));
}

#[tokio::test]
async fn the_same_cursor_gives_the_same_page_again() {
    let api = Api::of(&plane_of(20));
    let page = api.list("limit=5").await;
    let once = after(&api, "limit=5", &page).await.unwrap();
    let again = after(&api, "limit=5", &page).await.unwrap();
    assert_eq!(once.ids(), again.ids());
}

#[tokio::test]
async fn a_cursor_needs_no_encoding() {
    let page = Api::of(&plane_of(20)).list("limit=5").await;
    let cursor = page.next_cursor().unwrap();
    assert!(
        cursor
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    );
}
