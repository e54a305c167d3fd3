//! What the trickier legal twins do: all that is promised, in another way.

use super::{builder_of, twin};
use crate::api::Api;
use hopx_mock::{Mock, SandboxStatus, Twin};
use serde_json::Value;
use std::collections::BTreeSet;

/// The ids of a list, page by page, with the size of each page.
async fn walk(api: &Api, query: &str) -> (Vec<String>, Vec<usize>) {
    let (mut ids, mut sizes) = (Vec::new(), Vec::new());
    let mut target = query.to_owned();
    loop {
        let page = api.list(&target).await;
        assert_eq!(page.status, 200, "{target}: {page:?}");
        sizes.push(page.ids().len());
        ids.extend(page.ids());
        let Some(cursor) = page.next_cursor() else {
            assert_eq!(page.body["has_more"], false);
            return (ids, sizes);
        };
        assert!(sizes.len() < 60, "{query} does not end");
        let cursor: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
        target = format!("{query}&cursor={cursor}");
    }
}

#[tokio::test]
async fn every_legal_twin_lists_all_that_a_filter_admits_and_each_once() {
    let queries = [
        "limit=4",
        "status=running&limit=2",
        "region=us-east&limit=3",
    ];
    let readable =
        Twin::all().filter(|twin| twin.breaks().is_none() && !now_and_then_refuses(twin));
    for twin in readable {
        let plane = Mock::builder().twin(twin).build().unwrap();
        let api = Api::of(&plane);
        for query in queries {
            let (ids, _) = walk(&api, query).await;
            let distinct: BTreeSet<_> = ids.iter().collect();
            assert_eq!(distinct.len(), ids.len(), "{} {query}", twin.name());
            let status = query
                .starts_with("status")
                .then_some(SandboxStatus::Running);
            let region = query.starts_with("region").then_some("us-east");
            let expected = plane.sandboxes().into_iter().filter(|sandbox| {
                status.is_none_or(|status| sandbox.status == status)
                    && region.is_none_or(|region| sandbox.region == region)
            });
            if !changes_what_filters_find(twin) {
                assert_eq!(ids.len(), expected.count(), "{} {query}", twin.name());
            }
        }
    }
}

/// Those that refuse some lists, if only for now.
fn now_and_then_refuses(twin: &Twin) -> bool {
    ["too-many", "maintenance"]
        .iter()
        .any(|name| twin.name().starts_with(name))
}

/// Those where regions or statuses are others than the mock holds, or sandboxes come and go.
fn changes_what_filters_find(twin: &Twin) -> bool {
    [
        "regions-null",
        "stopped-without-a-region",
        "others-change",
        "others-pause",
        "others-come-and-go",
    ]
    .contains(&twin.name())
}

#[tokio::test]
async fn pages_are_of_the_documented_sizes() {
    for (name, query, sizes) in [
        ("pages-of-20", "", [20, 20, 10].as_slice()),
        ("pages-of-20", "limit=500", &[50]),
        ("pages-of-seven", "limit=10", &[7, 7, 7, 7, 7, 7, 7, 1]),
        ("empty-page-first", "limit=30", &[0, 30, 20]),
        ("empty-page-last", "limit=30", &[30, 20, 0]),
        ("pages-of-different-sizes", "limit=40", &[20, 20, 10]),
    ] {
        let plane = builder_of(name).sandboxes(50).build().unwrap();
        let (_, walked) = walk(&Api::of(&plane), query).await;
        assert_eq!(walked, sizes, "{name}");
    }
}

#[tokio::test]
async fn a_limit_above_the_maximum_is_cut_or_refused() {
    let strict = builder_of("pages-of-20-strictly").sandboxes(150).build();
    let refused = Api::of(&strict.unwrap()).list("limit=101").await;
    refused.assert_error(400, "INVALID_REQUEST");
    let lenient = builder_of("pages-of-20").sandboxes(150).build();
    let page = Api::of(&lenient.unwrap()).list("limit=101").await;
    assert_eq!(page.ids().len(), 100);
}

#[tokio::test]
async fn a_list_may_begin_with_the_newest() {
    let (plane, api) = twin("newest-first");
    let mut ids = walk(&api, "limit=3").await.0;
    ids.reverse();
    let known: Vec<_> = plane.sandboxes().into_iter().map(|one| one.id).collect();
    assert_eq!(ids, known);
}

#[tokio::test]
async fn a_cursor_is_new_every_time_and_leads_to_the_same_place() {
    let (_, api) = twin("cursor-new-every-time");
    let first = api.list("limit=3").await;
    let again = api.list("limit=3").await;
    let (first, again) = (first.next_cursor().unwrap(), again.next_cursor().unwrap());
    assert_ne!(first, again);
    let pages = [first, again].map(|cursor| format!("limit=3&cursor={cursor}"));
    assert_eq!(
        api.list(&pages[0]).await.ids(),
        api.list(&pages[1]).await.ids()
    );
}

async fn statuses(api: &Api, query: &str) -> Vec<Value> {
    let page = api.list(query).await;
    page.elements()
        .map(|element| element["status"].clone())
        .collect()
}

#[tokio::test]
async fn lists_learn_of_a_change_at_the_second_look() {
    let (plane, api) = twin("lists-learn-late");
    let id = plane.sandboxes()[0].id.clone();
    api.pause(&id).await.assert_changed(&id, "paused");
    assert_eq!(statuses(&api, "limit=1").await, ["running"]);
    assert_eq!(
        plane.status(&id),
        Some(SandboxStatus::Paused),
        "it is paused all the time"
    );
    assert_eq!(statuses(&api, "limit=1").await, ["paused"]);
    assert_eq!(statuses(&api, "limit=1").await, ["paused"]);
}

#[tokio::test]
async fn filtered_lists_learn_of_a_change_later_than_others() {
    let (plane, api) = twin("filtered-lists-learn-late");
    let id = plane.sandboxes()[0].id.clone();
    api.pause(&id).await.assert_changed(&id, "paused");
    assert_eq!(statuses(&api, "limit=1").await, ["paused"]);
    let paused = async || api.list("status=paused").await.ids().contains(&id);
    assert!(!paused().await);
    assert!(paused().await);
}

#[tokio::test]
async fn a_made_up_sandbox_has_an_id_of_another_shape() {
    let (plane, api) = twin("ids-to-be-encoded");
    let id = plane.sandboxes()[0].id.clone();
    assert!(id.contains('/') && id.contains(' '), "{id}");
    let path: String = id.replace('/', "%2F").replace(' ', "%20");
    api.pause(&path).await.assert_changed(&id, "paused");
}

#[tokio::test]
async fn a_sandbox_that_a_test_names_keeps_its_id() {
    let seed = hopx_mock::SandboxSeed::new("sandbox_mine");
    let plane = builder_of("ids-are-uuids").sandbox(seed).build().unwrap();
    assert!(plane.status("sandbox_mine").is_some());
}
