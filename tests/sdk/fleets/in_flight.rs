//! How many calls are under way at a time, and what becomes of them when nobody wants the rest.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use hopx_client::Clock;
use hopx_mock::{Fault, ManualClock, Operation, SandboxStatus};

use super::{HeldClock, builder, changes, client, in_status, with_paused};

#[tokio::test]
async fn no_more_calls_are_in_flight_than_wanted() {
    let clock = ManualClock::default();
    let mock = with_paused(20).clock(clock.clone()).start().await.unwrap();
    mock.script(
        Operation::Resume,
        Fault::delay(Duration::from_secs(1)).always(),
    );
    let fleet = client(&mock).resume_all().concurrency(3).start();
    let monitor = fleet.monitor();
    for round in 1..=4 {
        clock.slept_on_by(3).await;
        assert_eq!(monitor.progress().in_flight, 3);
        clock.advance(Duration::from_secs(1));
        while monitor.progress().changed < 3 * round {
            tokio::task::yield_now().await;
        }
    }
    // Twelve outcomes are unread: nothing else begins until they are.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(changes(&mock).len(), 12);
    mock.clear_script();
    assert_eq!(fleet.finish().await.unwrap().changed.len(), 20);
}

#[tokio::test]
async fn dropping_it_begins_nothing_new_and_sees_through_what_is_in_flight() {
    let clock = ManualClock::default();
    let mock = with_paused(50).clock(clock.clone()).start().await.unwrap();
    mock.script(
        Operation::Resume,
        Fault::delay(Duration::from_secs(1)).always(),
    );
    let fleet = client(&mock).resume_all().concurrency(4).start();
    let monitor = fleet.monitor();
    clock.slept_on_by(4).await;
    drop(fleet);
    clock.advance(Duration::from_secs(1));
    let report = monitor.finished().await;
    assert!(report.complete);
    assert_eq!(report.changed.len(), 4);
    assert_eq!(report.untouched.len(), 46);
    assert!(report.unsure.is_empty() && report.failed.is_empty());
    assert_eq!(in_status(&mock, SandboxStatus::Running), 4);
    assert_eq!(changes(&mock).len(), 4);
}

/// A clock on which every wait lasts for ever.
struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600)
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn cancelling_begins_no_other_attempt() {
    let mock = with_paused(2).start().await.unwrap();
    mock.script(
        Operation::Resume,
        Fault::status(429).retry_after(30).always(),
    );
    let client = builder(&mock).clock(StandingClock).build().unwrap();
    let fleet = client.resume_all().start();
    while mock
        .requests()
        .iter()
        .all(|request| request.method != "POST")
    {
        tokio::task::yield_now().await;
    }
    let report = fleet.cancel().await;
    assert_eq!(report.failed.len() + report.untouched.len(), 2);
    assert_eq!(in_status(&mock, SandboxStatus::Paused), 2);
    assert_eq!(changes(&mock).values().max(), Some(&1));
}

#[tokio::test]
async fn cancelling_waits_for_no_list() {
    let mock = with_paused(2).start().await.unwrap();
    mock.script(Operation::List, Fault::status(429).retry_after(30).always());
    let client = builder(&mock).clock(StandingClock).build().unwrap();
    let fleet = client.resume_all().start();
    while mock.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(!fleet.cancel().await.complete);
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_call_that_nobody_polls_any_more_holds_no_fleet_up() {
    let mock = with_paused(2).start().await.unwrap();
    let client = builder(&mock).clock(HeldClock::default()).build().unwrap();
    let mut pages = client.list_sandboxes().pages();
    let begun = futures_util::FutureExt::now_or_never(pages.next());
    assert!(begun.is_none());
    let report = client
        .resume_all()
        .ids(["sandbox_0"])
        .start()
        .finish()
        .await;
    assert_eq!(report.unwrap().changed, ["sandbox_0"]);
    drop(pages);
}
