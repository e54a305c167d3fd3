//! Failed calls are tried again where that can help and does no harm.

use std::time::Duration;

use hopx_client::{Client, ErrorKind, RetryBudget, RetryPolicy};
use hopx_mock::{Fault, Mock, Operation, SandboxSeed, SandboxStatus};

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{EMPTY, KEY, RUNNING, SHORT, builder, list, own, resume, retrying};

const SECOND: Duration = Duration::from_secs(1);

fn listed() -> Answer {
    Answer::new(200).body(EMPTY)
}

fn resumed() -> Answer {
    Answer::new(200).body(RUNNING)
}

fn after(seconds: u64) -> Answer {
    Answer::new(503).header("retry-after", seconds)
}

/// The failures after which a server may have acted.
fn doubtful() -> Vec<Answer> {
    let statuses = [408, 500, 502, 503, 504, 599].map(Answer::new);
    let broken = [
        Answer::dropped(),
        resumed().truncated(),
        listed().truncated(),
        Answer::raw("HTTP/1.1 200"),
        Answer::raw("220 smtp.example ESMTP\r\n"),
    ];
    statuses.into_iter().chain(broken).collect()
}

#[tokio::test]
async fn a_list_is_tried_again_after_whatever_may_pass() {
    for failure in [doubtful(), vec![Answer::new(429)]].concat() {
        let server = Server::scripted([failure.clone(), listed()]).await;
        let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
        let response = client.list_sandboxes().send().await;
        let response = response.unwrap_or_else(|error| panic!("{failure:?}: {error:?}"));
        assert_eq!(response.attempts(), 2);
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_list_without_an_answer_in_time_is_tried_again() {
    let server = Server::scripted([
        Answer::silence(),
        Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{").and_silence(),
        listed(),
    ])
    .await;
    let builder = builder(&server).timeout(SHORT).clock(LeapingClock::new());
    let response = builder.build().unwrap().list_sandboxes().send().await;
    assert_eq!(response.unwrap().attempts(), 3);
}

#[tokio::test]
async fn what_another_try_cannot_mend_is_not_tried_again() {
    let hopeless = [400, 401, 402, 403, 404, 409, 410, 418, 422, 204, 304].map(Answer::new);
    let others = [
        Answer::new(307).header("location", "/"),
        Answer::new(200).body("{}"),
        Answer::new(200).body("<html>"),
        Answer::new(200),
    ];
    for failure in hopeless.into_iter().chain(others) {
        let server = Server::always(failure.clone()).await;
        let policy = RetryPolicy::default().repeat_changes(true);
        let client = retrying(&server, policy, &LeapingClock::new());
        list(&client).await.unwrap_err();
        resume(&client).await.unwrap_err();
        client.pause_sandbox().id("a").send().await.unwrap_err();
        assert_eq!(server.count(), 3, "{failure:?}");
    }
}

#[tokio::test]
async fn a_change_that_may_have_been_made_is_not_repeated() {
    for failure in doubtful() {
        let server = Server::always(failure.clone()).await;
        let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
        let error = resume(&client).await.unwrap_err();
        assert!(error.may_have_acted(), "{failure:?}");
        let error = client.pause_sandbox().id("a").send().await.unwrap_err();
        assert!(error.may_have_acted(), "{failure:?}");
        assert_eq!(error.attempts().len(), 1);
        assert_eq!(server.count(), 2, "{failure:?}");
    }
}

#[tokio::test]
async fn a_change_that_is_broken_off_on_a_used_connection_is_not_repeated() {
    for failure in [Answer::dropped(), resumed().truncated()] {
        let server = Server::scripted([resumed(), failure, resumed()]).await;
        let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
        resume(&client).await.unwrap();
        resume(&client).await.unwrap_err();
        assert_eq!((server.count(), server.connections()), (2, 1));
    }
}

#[tokio::test]
async fn a_change_without_an_answer_in_time_is_not_repeated() {
    let server = Server::always(Answer::silence()).await;
    let builder = builder(&server).timeout(SHORT).clock(LeapingClock::new());
    let error = resume(&builder.build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout() && error.may_have_acted());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_change_that_was_turned_away_for_the_rate_limit_is_repeated() {
    let server = Server::scripted([Answer::new(429), Answer::new(429), resumed()]).await;
    let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
    let response = client.resume_sandbox().id("a").send().await.unwrap();
    assert_eq!(response.attempts(), 3);
}

#[tokio::test]
async fn a_change_that_no_connection_carried_is_repeated() {
    let clock = LeapingClock::new();
    let client = Client::builder()
        .api_key(KEY)
        .base_url("http://127.0.0.1:1")
        .clock(clock.clone())
        .build()
        .unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.attempts().len(), 4);
    assert_eq!(clock.waits().len(), 3);
    for attempt in error.attempts() {
        assert_eq!((attempt.kind, attempt.status), (ErrorKind::Connect, None));
    }
}

#[tokio::test]
async fn changes_are_repeated_by_those_who_ask_for_it() {
    for failure in doubtful() {
        let server = Server::scripted([failure.clone(), resumed()]).await;
        let careful = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
        let insistent = careful.with_retries(RetryPolicy::default().repeat_changes(true));
        let response = insistent.resume_sandbox().id("a").send().await;
        let response = response.unwrap_or_else(|error| panic!("{failure:?}: {error:?}"));
        assert_eq!(response.attempts(), 2, "{failure:?}");
    }
}

#[tokio::test]
async fn a_resume_whose_answer_is_lost_is_made_once() {
    let mock = Mock::builder()
        .sandboxes(0)
        .sandbox(SandboxSeed::new("a").status(SandboxStatus::Paused))
        .script(
            Operation::Resume,
            Fault::dropped_connection().after_acting(),
        )
        .start()
        .await
        .unwrap();
    let builder = Client::builder().api_key(mock.api_key());
    let client = builder.base_url(mock.base_url()).build().unwrap();
    let error = resume(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    assert!(error.may_have_acted());
    assert_eq!(mock.status("a"), Some(SandboxStatus::Running));
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_call_takes_as_many_attempts_as_it_may_and_lists_them() {
    let server = Server::scripted([
        Answer::new(503).header("x-request-id", "req_1"),
        Answer::dropped(),
        Answer::new(429).body(r#"{"request_id":"req_3","retry_after":7}"#),
        listed().truncated(),
        Answer::new(500).header("x-request-id", "req_5"),
        listed(),
    ])
    .await;
    let clock = LeapingClock::new();
    let client = retrying(&server, RetryPolicy::default().attempts(5), &clock);
    let error = list(&client).await.unwrap_err();
    assert_eq!(server.count(), 5);
    assert!(error.to_string().ends_with(", after 5 attempts"), "{error}");
    assert_eq!(error.status().unwrap(), 500);
    let told: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| {
            let status = attempt.status.map_or(0, |status| status.as_u16());
            (attempt.kind, status, attempt.request_id.as_deref())
        })
        .collect();
    assert_eq!(
        told,
        [
            (ErrorKind::Status, 503, Some("req_1")),
            (ErrorKind::Transport, 0, None),
            (ErrorKind::Status, 429, Some("req_3")),
            (ErrorKind::Transport, 200, None),
            (ErrorKind::Status, 500, Some("req_5")),
        ]
    );
    let waited = error.attempts().iter().map(|attempt| attempt.waited);
    let waited: Vec<_> = waited.collect();
    let expected: Vec<_> = clock.waits().into_iter().map(Some).chain([None]).collect();
    assert_eq!(waited, expected);
    assert_eq!(waited[2], Some(7 * SECOND));
}

#[tokio::test]
async fn how_many_attempts_there_are_is_a_choice() {
    for (policy, expected) in [
        (RetryPolicy::off(), 1),
        (RetryPolicy::default().attempts(0), 1),
        (RetryPolicy::default().attempts(1), 1),
        (RetryPolicy::default().attempts(2), 2),
        (RetryPolicy::default(), 4),
        (RetryPolicy::default().attempts(7), 7),
    ] {
        let server = Server::always(Answer::new(503)).await;
        let error = list(&retrying(&server, policy, &LeapingClock::new())).await;
        assert_eq!(error.unwrap_err().attempts().len(), expected);
        assert_eq!(server.count(), expected);
    }
}

#[tokio::test]
async fn delays_are_random_below_a_bound_that_doubles() {
    fastrand::seed(7);
    let server = Server::always(Answer::new(503)).await;
    let policy = RetryPolicy::default().attempts(7).budget(None);
    let policy = policy.delays(SECOND, 10 * SECOND);
    let mut shares = Vec::new();
    for _ in 0..40 {
        let clock = LeapingClock::new();
        list(&retrying(&server, policy.clone(), &clock))
            .await
            .unwrap_err();
        let waits = clock.waits();
        assert_eq!(waits.len(), 6);
        for (wait, bound) in waits.iter().zip([1.0, 2.0, 4.0, 8.0, 10.0, 10.0]) {
            let share = wait.as_secs_f64() / bound;
            assert!(share < 1.0, "{waits:?}");
            shares.push(share);
        }
    }
    // The whole of the range is used.
    let average = shares.iter().sum::<f64>() / 240.0;
    assert!((0.4..0.6).contains(&average), "{average}");
    assert!(shares.iter().any(|share| *share < 0.05));
    assert!(shares.iter().any(|share| *share > 0.95));
}

#[tokio::test]
async fn delays_of_any_length_do_no_harm() {
    for (first, longest) in [
        (Duration::ZERO, Duration::ZERO),
        (Duration::MAX, Duration::MAX),
        (Duration::MAX, Duration::ZERO),
        (SECOND, Duration::MAX),
        (20 * SECOND, SECOND),
    ] {
        let server = Server::always(Answer::new(503)).await;
        let clock = LeapingClock::new();
        let policy = RetryPolicy::default().delays(first, longest);
        list(&retrying(&server, policy, &clock)).await.unwrap_err();
        assert!(clock.waits().iter().sum::<Duration>() <= 180 * SECOND);
    }
}

#[tokio::test]
async fn the_server_is_asked_again_when_it_says_so() {
    let clock = LeapingClock::new();
    let in_body = Answer::new(429).body(r#"{"error":"Busy","retry_after":9}"#);
    let reset = Answer::new(429)
        .header("x-ratelimit-limit", 100)
        .header("x-ratelimit-remaining", 0)
        .header("x-ratelimit-reset", clock.seconds() + 16 + 11);
    let server = Server::scripted([after(7), in_body, reset, listed()]).await;
    let client = retrying(&server, RetryPolicy::default(), &clock);
    list(&client).await.unwrap();
    assert_eq!(clock.waits(), [7 * SECOND, 9 * SECOND, 11 * SECOND]);
}

#[tokio::test]
async fn a_call_ends_within_its_total_time() {
    let clock = LeapingClock::new();
    let begin = clock.time();
    let server = Server::always(after(4)).await;
    let policy = RetryPolicy::default().attempts(100).total_time(10 * SECOND);
    let error = list(&retrying(&server, policy, &clock)).await.unwrap_err();
    assert_eq!(clock.waits(), [4 * SECOND, 4 * SECOND]);
    assert_eq!(error.attempts().len(), 3);
    assert_eq!(error.status().unwrap(), 503);
    assert!(clock.time() <= begin + 10 * SECOND);
}

#[tokio::test]
async fn a_wait_beyond_the_total_time_is_not_begun() {
    for seconds in [10, 11, 3_600, u64::MAX] {
        let clock = LeapingClock::new();
        let server = Server::always(after(seconds)).await;
        let policy = RetryPolicy::default().total_time(10 * SECOND);
        let client = retrying(&server, policy, &clock);
        for error in [
            list(&client).await.unwrap_err(),
            resume(&client).await.unwrap_err(),
        ] {
            // What the server said is worth more than that the time is up.
            assert_eq!(error.kind(), ErrorKind::Status, "{error:?}");
            assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
            assert_eq!(error.attempts().len(), 1);
        }
        assert!(clock.waits().is_empty());
    }
}

#[tokio::test]
async fn an_attempt_takes_no_longer_than_the_call_may() {
    let server = Server::always(Answer::silence()).await;
    let policy = RetryPolicy::default().total_time(SHORT);
    let client = retrying(&server, policy, &LeapingClock::new());
    let call = tokio::time::timeout(10 * SECOND, resume(&client));
    let error = call.await.expect("it ends").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_total_time_without_end_is_one() {
    let server = Server::scripted([after(1_000_000), listed()]).await;
    let clock = LeapingClock::new();
    let policy = RetryPolicy::default().total_time(Duration::MAX);
    list(&retrying(&server, policy, &clock)).await.unwrap();
    assert_eq!(clock.waits(), [1_000_000 * SECOND]);
}

#[tokio::test]
async fn a_budget_that_is_spent_ends_all_retries() {
    for (budget, expected) in [
        (Some(RetryBudget::new(0, 0.0)), 10),
        (Some(RetryBudget::new(0, 0.2)), 12),
        (Some(RetryBudget::new(0, 1.0)), 20),
        (Some(RetryBudget::new(0, f32::NAN)), 10),
        (Some(RetryBudget::new(0, -1.0)), 10),
        (Some(RetryBudget::new(0, 1e9)), 40),
        (Some(RetryBudget::new(u32::MAX, f32::MIN_POSITIVE)), 40),
        (None, 40),
    ] {
        let server = Server::always(Answer::new(503)).await;
        let policy = RetryPolicy::default().budget(budget);
        let client = retrying(&server, policy, &LeapingClock::new());
        for _ in 0..10 {
            // Clones share it.
            list(&client.clone()).await.unwrap_err();
        }
        assert_eq!(server.count(), expected, "{budget:?}");
    }
}

#[tokio::test]
async fn a_retry_that_the_server_asked_for_is_free() {
    let server = Server::scripted([after(1), after(1), listed()]).await;
    let policy = RetryPolicy::default().budget(RetryBudget::new(0, 0.0));
    list(&retrying(&server, policy, &LeapingClock::new()))
        .await
        .unwrap();
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_change_is_not_repeated_where_an_own_client_may_have_been_redirected_first() {
    // After a 303 the change has been made, and what is not reached is another page.
    let elsewhere = Answer::new(303).header("location", "http://127.0.0.1:9/");
    let server = Server::always(elsewhere).await;
    let client = builder(&server)
        .http_client(own().build().unwrap())
        .clock(LeapingClock::new())
        .build()
        .unwrap();
    let error = client.resume_sandbox().id("a").send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_acted());
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test]
async fn policies_with_the_same_budget_draw_on_one_account() {
    let server = Server::always(Answer::new(503)).await;
    let budget = RetryBudget::new(1, 0.0);
    let policy = RetryPolicy::default().budget(budget);
    let client = retrying(&server, policy.clone(), &LeapingClock::new());
    for _ in 0..50 {
        let again = client.with_retries(policy.clone().attempts(3));
        again.list_sandboxes().send().await.unwrap_err();
    }
    // One a second for ten seconds.
    assert_eq!(server.count(), 60);
}

#[tokio::test]
async fn a_call_that_finds_no_time_for_another_attempt_says_what_the_server_said() {
    let spent = Answer::new(503)
        .header("x-ratelimit-limit", 100)
        .header("x-ratelimit-remaining", 0)
        .header("x-ratelimit-reset", LeapingClock::new().seconds() + 600)
        .header("x-request-id", "req_7");
    let server = Server::always(spent).await;
    let client = retrying(&server, RetryPolicy::default(), &LeapingClock::new());
    let error = client.list_sandboxes().send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.attempts().len(), 1);
    assert_eq!(error.attempts()[0].waited, None);
}
