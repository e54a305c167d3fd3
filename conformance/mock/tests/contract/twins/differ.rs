//! Every twin differs from the faultless mock, and in the same way each time.

use super::played::{Call, play};
use hopx_mock::{Mock, MockBuilder, Twin};

async fn whole(builder: MockBuilder) -> Vec<Call> {
    let mut calls = Vec::new();
    play(builder, |_, call| {
        calls.push(call.clone());
        false
    })
    .await;
    calls
}

/// The first call that is answered otherwise than `faultless` has it, up to `limit`.
async fn first_difference(twin: &'static Twin, faultless: &[Call]) -> Option<Call> {
    let mut different = None;
    play(Mock::builder().twin(twin), |number, call| {
        if faultless.get(number) != Some(call) {
            different = Some(call.clone());
        }
        different.is_some()
    })
    .await;
    different
}

#[tokio::test]
async fn each_twin_differs_from_the_faultless_mock_on_the_wire() {
    let faultless = whole(Mock::builder()).await;
    assert_eq!(faultless, whole(Mock::builder()).await);
    let mut alike = Vec::new();
    for twin in Twin::all() {
        if first_difference(twin, &faultless).await.is_none() {
            alike.push(twin.name());
        }
    }
    assert!(alike.is_empty(), "like the faultless mock: {alike:?}");
}

#[tokio::test]
async fn each_twin_differs_in_the_same_way_each_time() {
    for twin in Twin::all().step_by(25) {
        let (once, again) = (Mock::builder().twin(twin), Mock::builder().twin(twin));
        assert!(whole(once).await == whole(again).await, "{}", twin.name());
    }
}

/// Every answer that a call of the sequence gets from this twin.
async fn heads(name: &str) -> Vec<String> {
    let twin = Twin::named(name).expect("it is in the catalogue");
    let calls = whole(Mock::builder().twin(twin)).await;
    let heads = calls.into_iter().map(|(_, answer, _)| answer.head);
    heads
        .map(|head| String::from_utf8(head).expect("ASCII"))
        .collect()
}

#[tokio::test]
async fn heads_are_written_in_other_ways() {
    for (name, line) in [
        ("http-1.0", "HTTP/1.0 200 OK\r\n"),
        ("header-names-in-capitals", "X-RATELIMIT-LIMIT: 100\r\n"),
        (
            "header-names-with-capitals",
            "Content-Type: application/json\r\n",
        ),
        ("another-reason-phrase", "HTTP/1.1 200 xx\r\n"),
        ("chunked", "transfer-encoding: chunked\r\n"),
        ("gzip", "content-encoding: gzip\r\n"),
    ] {
        let heads = heads(name).await;
        assert!(heads.len() > 150, "{name}: {}", heads.len());
        let good = heads.iter().filter(|head| head.contains(" 200 "));
        assert!(good.clone().all(|head| head.contains(line)), "{name}");
        assert!(good.count() > 50, "{name}");
    }
}
