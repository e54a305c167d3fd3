use crate::api::Api;
use hopx_mock::{Clock, ManualClock, Mock, SystemClock};
use std::time::{Duration, SystemTime};
use tokio::task::{JoinHandle, yield_now};

const SECOND: Duration = Duration::from_secs(1);

/// Somebody who sleeps, and does so already.
async fn asleep(clock: &ManualClock, by: Duration) -> JoinHandle<()> {
    let before = clock.sleepers();
    let sleeper = tokio::spawn(clock.sleep(by));
    clock.slept_on_by(before + 1).await;
    yield_now().await;
    sleeper
}

/// Lets everything run that can.
async fn settle() {
    for _ in 0..100 {
        yield_now().await;
    }
}

#[tokio::test]
async fn who_sleeps_on_a_held_clock_wakes_when_it_has_moved_far_enough() {
    let clock = ManualClock::default();
    let sleeper = asleep(&clock, 3 * SECOND).await;
    clock.advance(2 * SECOND);
    settle().await;
    assert!(!sleeper.is_finished());
    clock.advance(SECOND);
    sleeper.await.unwrap();
    assert_eq!(clock.sleepers(), 0);
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_sleepers_wait_for_their_moment() {
    let clock = ManualClock::default();
    let start = clock.now();
    let sleeper = asleep(&clock, SECOND).await;
    clock.set(start - SECOND);
    clock.advance(SECOND);
    settle().await;
    assert!(!sleeper.is_finished());
    clock.set(start + SECOND);
    sleeper.await.unwrap();
}

#[tokio::test]
async fn time_counts_from_when_one_goes_to_sleep_not_from_the_first_look() {
    let clock = ManualClock::default();
    let sleep = clock.sleep(SECOND);
    clock.advance(SECOND);
    sleep.await;
}

#[tokio::test]
async fn to_sleep_for_nothing_is_to_stay_awake() {
    ManualClock::default().sleep(Duration::ZERO).await;
    SystemClock.sleep(Duration::ZERO).await;
}

#[tokio::test]
async fn the_longest_sleep_is_never_over() {
    let clock = ManualClock::default();
    let sleepers = [
        asleep(&clock, Duration::MAX).await,
        tokio::spawn(SystemClock.sleep(Duration::MAX)),
    ];
    clock.advance(1_000_000_000 * SECOND);
    settle().await;
    for sleeper in sleepers {
        assert!(!sleeper.is_finished());
        sleeper.abort();
    }
}

#[tokio::test]
async fn who_is_gone_sleeps_no_more() {
    let clock = ManualClock::default();
    let sleep = clock.sleep(SECOND);
    assert_eq!(clock.sleepers(), 1);
    drop(sleep);
    assert_eq!(clock.sleepers(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_sleeper_misses_its_moment_while_the_clock_runs() {
    let clock = ManualClock::default();
    let sleepers: Vec<_> = (0..1_000)
        .map(|second| {
            let clock = clock.clone();
            tokio::spawn(async move { clock.sleep(second * SECOND).await })
        })
        .collect();
    while sleepers.iter().any(|sleeper| !sleeper.is_finished()) {
        clock.advance(100 * SECOND);
        yield_now().await;
    }
}

#[tokio::test]
async fn the_date_of_every_answer_is_by_the_clock_of_the_mock() {
    let clock = ManualClock::default();
    let plane = Mock::builder().clock(clock.clone()).build().unwrap();
    let api = Api::of(&plane);
    for answer in [api.list("").await, api.get("/nowhere").await] {
        assert_eq!(answer.header("date"), "Wed, 01 Jan 2025 00:00:00 GMT");
    }
    clock.set(SystemTime::UNIX_EPOCH);
    assert_eq!(
        api.list("").await.header("date"),
        "Thu, 01 Jan 1970 00:00:00 GMT"
    );
}
