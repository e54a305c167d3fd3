//! Calls keep within the rate limit that the server announces.

use std::time::Duration;

use futures_util::future::join_all;
use hopx_client::{Client, ErrorKind, RetryPolicy};
use hopx_mock::{Mock, RateLimit};

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{EMPTY, SHORT, builder, list, resume, retrying};

const SECOND: Duration = Duration::from_secs(1);

fn left(remaining: u64, reset: impl ToString) -> Answer {
    Answer::new(200)
        .header("x-ratelimit-limit", 5)
        .header("x-ratelimit-remaining", remaining)
        .header("x-ratelimit-reset", reset)
        .body(EMPTY)
}

/// A control plane that lets 5 requests a minute through.
async fn strict(clock: &LeapingClock) -> Mock {
    let limit = RateLimit::new(5, 60 * SECOND).enforced();
    let mock = Mock::builder().clock(clock.clone()).rate_limit(limit);
    mock.start().await.unwrap()
}

fn client_of(mock: &Mock, clock: &LeapingClock) -> Client {
    let policy = RetryPolicy::default().total_time(Duration::MAX);
    Client::builder()
        .api_key(mock.api_key())
        .base_url(mock.base_url())
        .clock(clock.clone())
        .retries(policy)
        .build()
        .unwrap()
}

fn refused(mock: &Mock) -> usize {
    let requests = mock.requests();
    requests
        .iter()
        .filter(|request| request.status == 429)
        .count()
}

#[tokio::test]
async fn calls_in_a_row_are_never_refused() {
    let clock = LeapingClock::new();
    let mock = strict(&clock).await;
    let client = client_of(&mock, &clock);
    for _ in 0..23 {
        list(&client).await.unwrap();
    }
    assert_eq!(refused(&mock), 0);
    assert_eq!(clock.waits(), [60 * SECOND; 4]);
}

#[tokio::test]
async fn calls_at_once_are_never_refused_once_the_limit_is_known() {
    let clock = LeapingClock::new();
    let mock = strict(&clock).await;
    let client = client_of(&mock, &clock);
    list(&client).await.unwrap();
    for result in join_all((0..40).map(|_| list(&client))).await {
        result.unwrap();
    }
    assert_eq!(refused(&mock), 0);
    assert_eq!(mock.requests().len(), 41);
}

#[tokio::test]
async fn of_calls_at_once_none_is_refused_twice() {
    let clock = LeapingClock::new();
    let mock = strict(&clock).await;
    let client = client_of(&mock, &clock);
    let calls = (0..40).map(|_| client.list_sandboxes().send());
    for response in join_all(calls).await {
        assert!(response.unwrap().attempts() <= 2);
    }
}

#[tokio::test]
async fn others_with_the_same_key_cost_a_call_one_refusal_at_most() {
    let clock = LeapingClock::new();
    let mock = strict(&clock).await;
    let clients = [client_of(&mock, &clock), client_of(&mock, &clock)];
    for number in 0..30 {
        let client = &clients[number % 2];
        let response = client.list_sandboxes().send().await.unwrap();
        assert!(response.attempts() <= 2);
    }
    // One refusal tells a client where it stands; a window has at most one for each.
    assert!(refused(&mock) <= 12, "{}", refused(&mock));
}

#[tokio::test]
async fn a_call_waits_for_the_end_of_a_spent_window() {
    let clock = LeapingClock::new();
    let server = Server::always(left(0, clock.seconds() + 30)).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap();
    assert!(clock.waits().is_empty());
    resume(&client).await.unwrap_err();
    assert_eq!(clock.waits(), [30 * SECOND]);
}

#[tokio::test]
async fn clones_keep_one_pace() {
    let clock = LeapingClock::new();
    let server = Server::always(left(0, clock.seconds() + 30)).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap();
    list(&client.with_retries(RetryPolicy::default()))
        .await
        .unwrap();
    assert_eq!(clock.waits(), [30 * SECOND]);
}

#[tokio::test]
async fn the_end_of_a_window_goes_by_the_clock_of_the_server() {
    let clock = LeapingClock::new();
    let dated = left(0, 1_420_156_860).header("date", "Fri, 02 Jan 2015 00:00:00 GMT");
    let server = Server::always(dated).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap();
    list(&client).await.unwrap();
    assert_eq!(clock.waits(), [60 * SECOND]);
}

#[tokio::test]
async fn a_server_that_announces_nothing_is_not_waited_for() {
    let clock = LeapingClock::new();
    let partly = [
        Answer::new(200).body(EMPTY),
        Answer::new(200)
            .header("x-ratelimit-remaining", 0)
            .body(EMPTY),
        left(0, ""),
        left(0, "soon"),
        left(0, -1),
        left(0, 1.5),
    ];
    for answer in partly {
        let server = Server::always(answer).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        for _ in 0..30 {
            list(&client).await.unwrap();
        }
    }
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_window_that_nobody_can_mean_is_not_waited_for() {
    let clock = LeapingClock::new();
    let now = clock.seconds();
    for reset in [
        0,
        60,
        now - 1,
        now,
        now * 1_000,
        now * 1_000_000_000,
        32_503_680_000,
        u64::MAX / 1_000,
        i64::MAX as u64,
        u64::MAX,
    ] {
        let server = Server::always(left(0, reset)).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        for _ in 0..5 {
            list(&client).await.unwrap();
        }
        for result in join_all((0..5).map(|_| list(&client))).await {
            result.unwrap();
        }
        assert!(clock.waits().is_empty(), "{reset}: {:?}", clock.waits());
    }
}

#[tokio::test]
async fn a_limit_of_nothing_does_not_stop_the_client_for_good() {
    let clock = LeapingClock::new();
    let nothing = Answer::new(200)
        .header("x-ratelimit-limit", 0)
        .header("x-ratelimit-remaining", 0)
        .header("x-ratelimit-reset", clock.seconds() + 1)
        .body(EMPTY);
    let server = Server::always(nothing).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    for _ in 0..5 {
        list(&client).await.unwrap();
    }
    for result in join_all((0..5).map(|_| list(&client))).await {
        result.unwrap();
    }
}

#[tokio::test]
async fn a_wait_beyond_the_total_time_is_a_rate_limit_that_is_told_at_once() {
    let clock = LeapingClock::new();
    let server = Server::always(left(0, clock.seconds() + 60)).await;
    for total in [10 * SECOND, 60 * SECOND] {
        let policy = RetryPolicy::default().total_time(total);
        let client = retrying(&server, policy, &clock);
        list(&client).await.unwrap();
        let before = server.count();
        for error in [
            list(&client).await.unwrap_err(),
            resume(&client).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::RateLimit, "{error}");
            assert!(error.is_rate_limited() && error.is_retryable());
            assert!(!error.may_have_acted());
            assert!(error.attempts().is_empty());
            assert!(error.to_string().contains("60 seconds"), "{error}");
            assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
        }
        assert_eq!(server.count(), before);
        assert!(clock.waits().is_empty());
    }
}

#[tokio::test]
async fn without_pacing_nothing_is_waited_for() {
    let clock = LeapingClock::new();
    let server = Server::always(left(0, clock.seconds() + 60)).await;
    let builder = builder(&server).pacing(false).clock(clock.clone());
    let client = builder.build().unwrap();
    for _ in 0..5 {
        list(&client).await.unwrap();
    }
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_refusal_holds_the_other_calls_too() {
    let clock = LeapingClock::new();
    let busy = Answer::new(429).body(r#"{"code":"RATE_LIMIT_EXCEEDED","retry_after":30}"#);
    let server = Server::scripted([busy, Answer::new(200).body(EMPTY)]).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap_err();
    list(&client).await.unwrap();
    list(&client).await.unwrap();
    assert_eq!(clock.waits(), [30 * SECOND]);
}

#[tokio::test]
async fn a_limit_of_the_account_holds_nobody() {
    let clock = LeapingClock::new();
    let full = Answer::new(429).body(r#"{"code":"RESOURCE_LIMIT_ERROR","retry_after":30}"#);
    let server = Server::scripted([full, Answer::new(200).body(EMPTY)]).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    resume(&client).await.unwrap_err();
    list(&client).await.unwrap();
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn a_call_that_is_given_up_does_not_hold_the_others() {
    let clock = LeapingClock::new();
    let answer = Answer::new(200).body(EMPTY);
    let spent = left(0, clock.seconds() + 30);
    let server = Server::scripted([spent, Answer::silence(), Answer::dropped(), answer]).await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap();
    // This one goes first into the new window, and the others wait for what it finds.
    let given_up = tokio::time::timeout(SHORT, list(&client)).await;
    assert!(given_up.is_err());
    list(&client).await.unwrap_err();
    let calls = join_all((0..5).map(|_| list(&client)));
    for result in tokio::time::timeout(10 * SECOND, calls).await.unwrap() {
        result.unwrap();
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_stops_nobody() {
    let clock = LeapingClock::new();
    let spent = left(0, clock.seconds() + 30);
    let busy = Answer::new(429).body(r#"{"code":"RATE_LIMIT_EXCEEDED","retry_after":30}"#);
    for first in [spent, busy] {
        let server = Server::scripted([first, Answer::new(200).body(EMPTY)]).await;
        let client = retrying(&server, RetryPolicy::off(), &clock);
        // Whether it is refused does not matter here.
        let _ = list(&client).await;
        clock.set_back(100_000 * SECOND);
        list(&client).await.unwrap();
        list(&client).await.unwrap();
        assert!(clock.waits().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_of_many_threads_all_come_through() {
    let clock = LeapingClock::new();
    let mock = strict(&clock).await;
    let client = client_of(&mock, &clock);
    let tasks = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            for _ in 0..20 {
                let response = client.list_sandboxes().send().await.unwrap();
                assert!(response.attempts() <= 2);
            }
        })
    });
    let all = tokio::time::timeout(30 * SECOND, join_all(tasks)).await;
    for task in all.expect("nobody waits for ever") {
        task.unwrap();
    }
}

#[tokio::test]
async fn a_slow_call_does_not_hold_the_others_beyond_the_window() {
    let clock = LeapingClock::new();
    let server = Server::scripted([
        left(1, clock.seconds() + 30),
        Answer::silence(),
        left(4, clock.seconds() + 90),
    ])
    .await;
    let client = retrying(&server, RetryPolicy::off(), &clock);
    list(&client).await.unwrap();
    let slow = list(&client);
    let others = async {
        while server.count() < 2 {
            tokio::task::yield_now().await;
        }
        join_all((0..3).map(|_| list(&client))).await
    };
    let others = tokio::time::timeout(10 * SECOND, others);
    tokio::select! {
        _ = slow => panic!("it is never answered"),
        others = others => {
            for result in others.expect("they do not wait for it") {
                result.unwrap();
            }
        }
    }
    assert_eq!(clock.waits()[0], 30 * SECOND);
}
