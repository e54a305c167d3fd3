//! Lists are walked page by page, as far as somebody reads, and never in a circle.

use std::time::Duration;

use futures_util::{Stream, StreamExt};
use hopx_client::{Client, Error, ErrorKind, RetryPolicy};
use hopx_mock::{Fault, ManualClock, Mock, Operation, SandboxStatus};
use serde_json::{Value, json};

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{once, page, retrying};

/// A list of pages with 2 sandboxes each; the cursor is the number of the page.
async fn pages(count: usize) -> Server {
    Server::with(move |request| {
        let number: usize = request
            .parameter("cursor")
            .map_or(0, |cursor| cursor.parse().unwrap());
        let ids = [format!("{number}-a"), format!("{number}-b")];
        let next = (number + 1 < count).then(|| (number + 1).to_string());
        Answer::new(200).body(page(&ids.each_ref().map(String::as_str), next.as_deref()))
    })
    .await
}

type Steps = &'static [(&'static str, &'static str)];

/// A list whose page after the cursor in each row has the cursor beside it.
async fn leading(steps: Steps) -> Server {
    Server::with(move |request| {
        let here = request.parameter("cursor").unwrap_or_default();
        let (_, next) = steps.iter().find(|(from, _)| *from == here).unwrap();
        Answer::new(200).body(page(&[here], Some(next)))
    })
    .await
}

/// One page that says that there is more, with this cursor.
fn endless(cursor: Option<Value>) -> Answer {
    let mut body: Value = serde_json::from_str(&page(&["a", "b"], None)).unwrap();
    let members = body.as_object_mut().unwrap();
    members.insert("has_more".to_owned(), json!(true));
    members.remove("next_cursor");
    members.extend(cursor.map(|cursor| ("next_cursor".to_owned(), cursor)));
    Answer::new(200).body(body.to_string())
}

/// The ids of a walk, and what ended it early; nothing comes after that.
async fn walked(client: &Client) -> (Vec<String>, Option<Error>) {
    let mut sandboxes = client.list_sandboxes().sandboxes();
    let mut ids = Vec::new();
    for _ in 0..1_000 {
        match sandboxes.next().await {
            Some(Ok(sandbox)) => ids.push(sandbox.id),
            Some(Err(error)) => {
                assert!(sandboxes.next().await.is_none());
                assert!(sandboxes.next().await.is_none());
                return (ids, Some(error));
            }
            None => return (ids, None),
        }
    }
    panic!("the walk does not end");
}

#[tokio::test]
async fn a_walk_meets_every_sandbox_in_order() {
    let server = pages(3).await;
    let (ids, error) = walked(&once(&server)).await;
    assert_eq!(ids, ["0-a", "0-b", "1-a", "1-b", "2-a", "2-b"]);
    assert!(error.is_none());
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn pages_come_with_what_was_said_around_them() {
    let server = pages(2).await;
    let client = once(&server);
    let mut pages = client.list_sandboxes().pages();
    for _ in 0..2 {
        let page = pages.next().await.unwrap().unwrap();
        assert_eq!(page.data.len(), 2);
        assert_eq!(page.request_id(), Some("req_1"));
        assert_eq!(page.attempts(), 1);
    }
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_walk_is_a_stream_that_tasks_can_own() {
    fn streams<T>(stream: impl Stream<Item = T> + Send + Unpin) -> impl Stream<Item = T> + Send {
        stream
    }
    let server = pages(3).await;
    let client = once(&server);
    assert_eq!(streams(client.list_sandboxes().pages()).count().await, 3);
    assert_eq!(
        streams(client.list_sandboxes().sandboxes()).count().await,
        6
    );
}

#[tokio::test]
async fn page_size_and_filters_hold_on_every_page() {
    let server = pages(3).await;
    let client = once(&server);
    let list = client.list_sandboxes().limit(2).status("paused");
    let walk = list.region("eu-west").sandboxes();
    assert_eq!(walk.count().await, 6);
    for number in 0..3 {
        let request = server.request().await;
        assert_eq!(request.parameter("limit"), Some("2"));
        assert_eq!(request.parameter("status"), Some("paused"));
        assert_eq!(request.parameter("region"), Some("eu-west"));
        let cursor = (number > 0).then(|| number.to_string());
        assert_eq!(request.parameter("cursor"), cursor.as_deref());
    }
}

#[tokio::test]
async fn a_walk_may_begin_at_a_cursor() {
    let server = pages(3).await;
    let client = once(&server);
    let walk = client.list_sandboxes().cursor("2").sandboxes();
    assert_eq!(walk.count().await, 2);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn no_page_is_fetched_before_it_is_needed() {
    let server = pages(100).await;
    let client = once(&server);
    let mut sandboxes = client.list_sandboxes().sandboxes();
    assert_eq!(server.count(), 0);
    for read in 1..=10_usize {
        sandboxes.next().await.unwrap().unwrap();
        assert_eq!(server.count(), read.div_ceil(2));
    }
    drop(sandboxes);
    let taken = client.list_sandboxes().sandboxes().take(4);
    assert_eq!(taken.count().await, 4);
    assert_eq!(server.count(), 7);
}

#[tokio::test]
async fn empty_pages_are_walked_over() {
    let server = Server::scripted([
        Answer::new(200).body(page(&[], Some("1"))),
        Answer::new(200).body(page(&["a"], Some("2"))),
        Answer::new(200).body(page(&[], Some("3"))),
        Answer::new(200).body(page(&[], Some("4")).replace("[]", "null")),
        Answer::new(200).body(page(&["b"], None)),
    ])
    .await;
    let (ids, error) = walked(&once(&server)).await;
    assert_eq!(ids, ["a", "b"]);
    assert!(error.is_none());
}

#[tokio::test]
async fn a_list_of_nothing_has_one_page() {
    for data in ["[]", "null"] {
        let body = page(&[], None).replace("[]", data);
        let server = Server::answering(200, &body).await;
        let client = once(&server);
        assert_eq!(client.list_sandboxes().pages().count().await, 1);
        assert_eq!(client.list_sandboxes().sandboxes().count().await, 0);
    }
}

#[tokio::test]
async fn a_cursor_at_the_end_is_not_followed() {
    let body = page(&["a"], Some("1")).replace("true", "false");
    let server = Server::answering(200, &body).await;
    let (ids, error) = walked(&once(&server)).await;
    assert_eq!(ids, ["a"]);
    assert!(error.is_none());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn more_without_a_place_to_go_on_is_an_error_after_what_came() {
    let cursors = [
        None,
        Some(json!(null)),
        Some(json!("")),
        Some(json!(7)),
        Some(json!(true)),
        Some(json!(["1"])),
        Some(json!({"cursor": "1"})),
    ];
    for cursor in cursors {
        let server = Server::always(endless(cursor.clone()).header("x-request-id", "req_9")).await;
        let (ids, error) = walked(&once(&server)).await;
        assert_eq!(ids, ["a", "b"]);
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::MissingCursor, "{cursor:?}");
        assert_eq!(error.operation(), Some("list_sandboxes"));
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.request_id(), Some("req_1"));
        assert!(!error.is_retryable() && !error.may_have_acted());
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_list_that_leads_back_is_an_error_after_what_came() {
    let circles: [(Steps, &[&str]); 4] = [
        (&[("", "x"), ("x", "x")], &["", "x"]),
        (
            &[("", "x"), ("x", "y"), ("y", "z"), ("z", "x")],
            &["", "x", "y", "z"],
        ),
        (&[("", "x"), ("x", "y"), ("y", "x")], &["", "x", "y"]),
        (
            &[("", "1"), ("1", "2"), ("2", "3"), ("3", "3")],
            &["", "1", "2", "3"],
        ),
    ];
    for (steps, met) in circles {
        let server = leading(steps).await;
        let (ids, error) = walked(&once(&server)).await;
        assert_eq!(ids, met);
        assert_eq!(error.unwrap().kind(), ErrorKind::RepeatedCursor);
        assert_eq!(server.count(), met.len());
    }
}

#[tokio::test]
async fn the_cursor_that_a_walk_began_at_is_one_that_it_has_passed() {
    let server = leading(&[("x", "y"), ("y", "x")]).await;
    let client = once(&server);
    let walk = client.list_sandboxes().cursor("x").pages();
    let pages: Vec<_> = walk.collect().await;
    assert_eq!(pages.len(), 3);
    let error = pages.into_iter().next_back().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RepeatedCursor);
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_call_that_fails_ends_the_walk_after_what_came() {
    for (failure, kind) in [
        (Answer::new(401), ErrorKind::Status),
        (Answer::new(500), ErrorKind::Status),
        (Answer::dropped(), ErrorKind::Transport),
        (Answer::new(200).body("{}"), ErrorKind::Decode),
        (
            Answer::new(307).header("location", "/"),
            ErrorKind::Redirect,
        ),
    ] {
        let first = Answer::new(200).body(page(&["a", "b"], Some("1")));
        let server = Server::scripted([first, failure]).await;
        let (ids, error) = walked(&once(&server)).await;
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(error.unwrap().kind(), kind);
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_page_is_tried_again_like_any_list() {
    let server = Server::scripted([
        Answer::new(200).body(page(&["a"], Some("1"))),
        Answer::new(503),
        Answer::dropped(),
        Answer::new(200).body(page(&["b"], None)),
    ])
    .await;
    let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
    let (ids, error) = walked(&client).await;
    assert_eq!(ids, ["a", "b"]);
    assert!(error.is_none());
}

#[tokio::test]
async fn a_list_that_cannot_be_composed_fails_and_ends() {
    let server = pages(3).await;
    let client = once(&server);
    let mut walk = client.list_sandboxes().limit(0).sandboxes();
    let error = walk.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(walk.next().await.is_none());
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn the_last_cursor_leads_on_after_an_error() {
    let server = Server::scripted([
        Answer::new(200).body(page(&["a"], Some("1"))),
        Answer::new(500),
        Answer::new(200).body(page(&["b"], None)),
    ])
    .await;
    let client = once(&server);
    let mut walk = client.list_sandboxes().pages();
    let page = walk.next().await.unwrap().unwrap();
    walk.next().await.unwrap().unwrap_err();
    let cursor = page.next_cursor.as_ref().and_then(|cursor| cursor.known());
    let rest = client.list_sandboxes().cursor(cursor.unwrap()).sandboxes();
    assert_eq!(rest.count().await, 1);
    server.request().await;
    server.request().await;
    assert_eq!(server.request().await.parameter("cursor"), Some("1"));
}

#[tokio::test]
async fn a_control_plane_is_walked_whole_under_every_filter() {
    let mock = Mock::builder().sandboxes(60).start().await.unwrap();
    let builder = Client::builder().api_key(mock.api_key());
    let client = builder.base_url(mock.base_url()).build().unwrap();
    for limit in [1, 7, 60, 100] {
        let list = client.list_sandboxes().limit(limit).status("paused");
        let met: Vec<_> = list
            .sandboxes()
            .map(|sandbox| sandbox.unwrap().id)
            .collect()
            .await;
        let all = mock.sandboxes().into_iter();
        let paused = all.filter(|sandbox| sandbox.status == SandboxStatus::Paused);
        let expected: Vec<_> = paused.map(|sandbox| sandbox.id).collect();
        assert_eq!(met, expected);
    }
}

#[tokio::test]
async fn a_walk_goes_on_while_sandboxes_come_and_go() {
    let mock = Mock::builder().sandboxes(20).start().await.unwrap();
    let builder = Client::builder().api_key(mock.api_key());
    let client = builder.base_url(mock.base_url()).build().unwrap();
    let mut walk = client.list_sandboxes().limit(5).sandboxes();
    let mut met = Vec::new();
    let before = mock.sandboxes();
    while let Some(sandbox) = walk.next().await {
        let id = sandbox.unwrap().id;
        mock.remove(&id);
        met.push(id);
        assert!(met.len() <= before.len());
    }
    assert_eq!(met.len(), before.len());
}

#[tokio::test]
async fn a_page_that_was_not_waited_for_is_not_asked_for_again() {
    let clock = ManualClock::default();
    let second = Duration::from_secs(1);
    let mock = Mock::builder()
        .sandboxes(3)
        .clock(clock.clone())
        .script(Operation::List, Fault::delay(second))
        .start()
        .await
        .unwrap();
    let builder = Client::builder().api_key(mock.api_key());
    let client = builder.base_url(mock.base_url()).build().unwrap();
    let mut walk = client.list_sandboxes().sandboxes();
    tokio::select! {
        _ = walk.next() => panic!("the answer is held"),
        () = clock.slept_on_by(1) => (),
    }
    clock.advance(second);
    assert_eq!(walk.count().await, 3);
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_long_walk_takes_no_more_memory_than_a_short_one() {
    let ids: Vec<String> = (0..300).map(|number| number.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let size = page(&ids, None).len() as u64;
    let peak = |count: usize| {
        let walk = async {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            let server = Server::with(move |request| {
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                let number = request.parameter("cursor").unwrap_or("0");
                let next = number.parse::<usize>().unwrap() + 1;
                let next = (next < count).then(|| next.to_string());
                Answer::new(200).body(page(&ids, next.as_deref()))
            })
            .await;
            let client = once(&server);
            let walk = client.list_sandboxes().sandboxes();
            assert_eq!(walk.count().await, 300 * count);
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.unwrap();
        allocation_counter::measure(|| runtime.block_on(walk)).bytes_max
    };
    let [short, long] = [5, 100].map(peak);
    assert!(long < short + size, "{short} and {long}");
}
