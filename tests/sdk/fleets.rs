//! The same change for many sandboxes: none missed, none twice, within the rate limit.

use std::collections::{HashMap, HashSet};
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use hopx_client::{Client, ClientBuilder, Clock, ErrorKind, FleetEffect, RetryPolicy};
use hopx_mock::{
    Clock as _, Fault, ManualClock, Mock, MockBuilder, Operation, RateLimit, SandboxSeed,
    SandboxStatus,
};

/// The clock of the mock, on which waiting is moving it.
#[derive(Clone, Default)]
struct HeldClock(ManualClock);

impl Clock for HeldClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let (clock, end) = (self.0.clone(), self.0.now() + wait);
        Box::pin(async move {
            // Others get their turn first, and may have moved it.
            tokio::task::yield_now().await;
            if clock.now() < end {
                clock.set(end);
            }
        })
    }
}

fn builder(mock: &Mock) -> ClientBuilder {
    Client::builder()
        .api_key(mock.api_key())
        .base_url(mock.base_url())
}

fn client(mock: &Mock) -> Client {
    builder(mock).build().unwrap()
}

/// Only these sandboxes, and no rate limit to speak of.
fn with_paused(count: usize) -> MockBuilder {
    let seeds = (0..count).map(|number| paused(number).region(["eu-west", "us-east"][number % 2]));
    let mock = Mock::builder().sandboxes(0).rate_limit(unlimited());
    seeds.fold(mock, MockBuilder::sandbox)
}

fn paused(number: usize) -> SandboxSeed {
    SandboxSeed::new(format!("sandbox_{number}")).status(SandboxStatus::Paused)
}

fn unlimited() -> RateLimit {
    RateLimit::new(u32::MAX, Duration::from_secs(60))
}

fn in_status(mock: &Mock, status: SandboxStatus) -> usize {
    let all = mock.sandboxes();
    all.iter().filter(|one| one.status == status).count()
}

/// How often each path was called with POST.
fn changes(mock: &Mock) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for request in mock.requests() {
        if request.method == "POST" {
            *counts.entry(request.path).or_default() += 1;
        }
    }
    counts
}

#[tokio::test]
async fn every_paused_sandbox_is_resumed_once_although_the_list_shrinks() {
    let mock = with_paused(730).start().await.unwrap();
    let mut fleet = client(&mock).resume_all().concurrency(8).start();
    let mut ids = HashSet::new();
    while let Some(outcome) = fleet.next().await {
        let outcome = outcome.unwrap();
        assert!(matches!(
            outcome.result.unwrap(),
            FleetEffect::Changed {
                status: hopx_client::SandboxStatus::Running,
                ..
            }
        ));
        assert!(ids.insert(outcome.id));
    }
    assert_eq!(ids.len(), 730);
    assert_eq!(in_status(&mock, SandboxStatus::Running), 730);
    let changes = changes(&mock);
    assert!(changes.len() == 730 && changes.values().all(|count| *count == 1));
}

#[tokio::test]
async fn what_is_not_in_the_status_to_begin_with_is_left_alone() {
    let mock = Mock::builder().sandboxes(100).start().await.unwrap();
    let before: HashMap<_, _> = mock
        .sandboxes()
        .into_iter()
        .map(|one| (one.id, one.status))
        .collect();
    let report = client(&mock).pause_all().start().finish().await.unwrap();
    let running = before
        .values()
        .filter(|one| **one == SandboxStatus::Running);
    assert_eq!(report.changed.len(), running.count());
    for one in mock.sandboxes() {
        let expected = match before[&one.id] {
            SandboxStatus::Running => SandboxStatus::Paused,
            other => other,
        };
        assert_eq!(one.status, expected, "{}", one.id);
    }
}

#[tokio::test]
async fn a_region_and_a_condition_narrow_what_is_changed() {
    let mock = with_paused(10).start().await.unwrap();
    let fleet = client(&mock).resume_all().region("eu-west");
    let fleet = fleet.matching(|sandbox| sandbox.id != "sandbox_4");
    let mut report = fleet.start().finish().await.unwrap();
    report.changed.sort();
    assert_eq!(
        report.changed,
        ["sandbox_0", "sandbox_2", "sandbox_6", "sandbox_8"]
    );
    assert_eq!(in_status(&mock, SandboxStatus::Paused), 6);
}

#[tokio::test]
async fn a_server_that_ignores_the_filter_gets_only_the_wanted_ones_changed() {
    let page = r#"{"object":"list","has_more":false,"data":[
        {"id":"a","object":"sandbox","status":"running","public_host":"https://a.example","template_name":"t","region":"us-east","created_at":"2025-01-01T00:00:00Z"},
        {"id":"b","object":"sandbox","status":"paused","public_host":"https://b.example","template_name":"t","region":"eu-west","created_at":"2025-01-01T00:00:00Z"},
        {"id":"c","object":"sandbox","status":"paused","public_host":"https://c.example","template_name":"t","region":"us-east","created_at":"2025-01-01T00:00:00Z"}]}"#;
    let mock = with_paused(0)
        .sandbox(SandboxSeed::new("c").status(SandboxStatus::Paused))
        .script(Operation::List, Fault::status(200).body(page))
        .start()
        .await
        .unwrap();
    let report = client(&mock)
        .resume_all()
        .region("us-east")
        .start()
        .finish()
        .await
        .unwrap();
    assert_eq!(report.changed, ["c"]);
    assert_eq!(changes(&mock).len(), 1);
}

#[tokio::test]
async fn given_ids_are_changed_once_each_without_a_list() {
    let mock = with_paused(5).start().await.unwrap();
    let ids = ["sandbox_3", "sandbox_1", "sandbox_3"];
    let mut report = client(&mock)
        .resume_all()
        .ids(ids)
        .start()
        .finish()
        .await
        .unwrap();
    report.changed.sort();
    assert_eq!(report.changed, ["sandbox_1", "sandbox_3"]);
    assert!(
        mock.requests()
            .iter()
            .all(|request| request.method == "POST")
    );
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn one_failure_stops_no_other() {
    let mock = with_paused(4).start().await.unwrap();
    let ids = ["sandbox_0", "", "sandbox_1", "nobody", "..", "sandbox_2"];
    let mut fleet = client(&mock).resume_all().ids(ids).concurrency(1).start();
    let mut kinds = HashMap::new();
    while let Some(outcome) = fleet.next().await {
        let outcome = outcome.unwrap();
        kinds.insert(outcome.id, outcome.result.err());
    }
    assert_eq!(kinds.len(), 6);
    assert!(kinds["nobody"].as_ref().unwrap().is_not_found());
    for id in ["", ".."] {
        assert_eq!(
            kinds[id].as_ref().unwrap().kind(),
            ErrorKind::InvalidRequest
        );
    }
    assert_eq!(in_status(&mock, SandboxStatus::Running), 3);
    let report = fleet.monitor().finished().await;
    assert_eq!(report.changed, ["sandbox_0", "sandbox_1", "sandbox_2"]);
    assert_eq!(report.failed, ["", "nobody", ".."]);
}

#[tokio::test]
async fn a_list_that_cannot_be_read_changes_nothing() {
    let mock = with_paused(250).start().await.unwrap();
    mock.script(Operation::List, Fault::status(200).body("{}").times(0));
    mock.script(Operation::List, Fault::status(403));
    let mut fleet = client(&mock).resume_all().start();
    assert!(fleet.next().await.unwrap().unwrap_err().is_forbidden());
    assert!(fleet.next().await.is_none());
    assert!(fleet.next().await.is_none());
    assert_eq!(changes(&mock).len(), 0);
    assert!(!fleet.monitor().finished().await.complete);
}

#[tokio::test]
async fn a_dry_run_names_them_all_and_changes_none() {
    let mock = with_paused(120).start().await.unwrap();
    let mut fleet = client(&mock).resume_all().dry_run(true).start();
    let mut planned = 0;
    while let Some(outcome) = fleet.next().await {
        assert_eq!(outcome.unwrap().result.unwrap(), FleetEffect::Planned);
        planned += 1;
    }
    assert_eq!(planned, 120);
    assert_eq!(in_status(&mock, SandboxStatus::Paused), 120);
    assert_eq!(fleet.monitor().progress().planned, 120);
}

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

#[tokio::test]
async fn a_call_whose_effect_is_unknown_is_reported_as_such() {
    let mock = with_paused(3).start().await.unwrap();
    mock.script(
        Operation::Resume,
        Fault::dropped_connection().after_acting(),
    );
    let client = client(&mock);
    let report = client
        .resume_all()
        .concurrency(1)
        .start()
        .finish()
        .await
        .unwrap();
    assert_eq!(report.unsure, ["sandbox_0"]);
    assert_eq!(report.changed, ["sandbox_1", "sandbox_2"]);
    // It had acted, and was called once.
    assert_eq!(mock.status("sandbox_0"), Some(SandboxStatus::Running));
    assert_eq!(changes(&mock)["/v1/sandboxes/sandbox_0/resume"], 1);
}

#[tokio::test]
async fn a_caller_who_allows_it_has_such_calls_repeated() {
    let mock = with_paused(3).start().await.unwrap();
    mock.script(
        Operation::Resume,
        Fault::dropped_connection().after_acting(),
    );
    let policy = RetryPolicy::default().repeat_changes(true);
    let client = builder(&mock)
        .retries(policy)
        .clock(HeldClock::default())
        .build()
        .unwrap();
    let report = client.resume_all().start().finish().await.unwrap();
    assert_eq!(report.changed.len(), 3);
}

#[tokio::test]
async fn a_condition_that_panics_panics_at_the_reader() {
    let mock = with_paused(3).start().await.unwrap();
    let fleet = client(&mock)
        .resume_all()
        .matching(|_| panic!("no condition"))
        .start();
    let monitor = fleet.monitor();
    let reader = tokio::spawn(async move { fleet.finish().await });
    assert!(reader.await.unwrap_err().is_panic());
    assert!(!monitor.finished().await.complete);
    assert_eq!(changes(&mock).len(), 0);
}

/// How long a fleet of `count` takes on the clock, and how many calls were refused.
async fn paced(count: usize, limit: u32, concurrency: usize) -> (Duration, usize) {
    let clock = HeldClock::default();
    let began = clock.now();
    let mock = with_paused(count)
        .clock(clock.0.clone())
        .rate_limit(RateLimit::new(limit, Duration::from_secs(60)).enforced())
        .request_log(20_000)
        .start()
        .await
        .unwrap();
    let client = builder(&mock).clock(clock.clone()).build().unwrap();
    let fleet = client.resume_all().concurrency(concurrency).start();
    let report = fleet.finish().await.unwrap();
    assert_eq!(report.changed.len(), count);
    let refused = mock
        .requests()
        .iter()
        .filter(|one| one.status == 429)
        .count();
    (clock.now().duration_since(began).unwrap(), refused)
}

#[tokio::test]
async fn the_rate_limit_is_kept_without_a_refusal_and_used_up() {
    // 30 pages and 3,000 changes: three windows of 1,000 to wait for.
    let (took, refused) = paced(3_000, 1_000, 64).await;
    assert_eq!(refused, 0);
    assert!(
        took >= Duration::from_secs(180) && took <= Duration::from_secs(189),
        "{took:?}"
    );
}

#[tokio::test]
async fn a_limit_smaller_than_the_number_of_calls_in_flight_is_kept() {
    // 1 page and 50 changes: ten windows of 5 to wait for.
    let (took, refused) = paced(50, 5, 64).await;
    assert_eq!(refused, 0);
    assert!(
        took >= Duration::from_secs(600) && took <= Duration::from_secs(630),
        "{took:?}"
    );
}

#[tokio::test]
async fn what_may_have_acted_once_stays_in_doubt_whatever_came_after() {
    for later in [
        Fault::status(409),
        Fault::status(429).retry_after(0),
        Fault::dropped_connection(),
    ] {
        let mock = with_paused(1).start().await.unwrap();
        let first = Fault::dropped_connection().after_acting();
        mock.script(Operation::Resume, first);
        mock.script(Operation::Resume, later.always());
        let policy = RetryPolicy::default().attempts(2).repeat_changes(true);
        let client = builder(&mock).retries(policy).clock(HeldClock::default());
        let fleet = client.build().unwrap().resume_all().start();
        let report = fleet.finish().await.unwrap();
        assert_eq!(report.unsure, ["sandbox_0"]);
    }
}

#[tokio::test]
async fn a_refusal_for_the_pace_is_waited_out_however_long_it_takes() {
    let mock = with_paused(3).start().await.unwrap();
    let busy = Fault::status(429).retry_after(600);
    mock.script(Operation::Resume, busy.times(8));
    let client = builder(&mock).clock(HeldClock::default()).build().unwrap();
    let report = client.resume_all().start().finish().await.unwrap();
    assert_eq!(report.changed.len(), 3);
}

#[tokio::test]
async fn a_limit_of_the_account_is_no_matter_of_waiting() {
    let mock = with_paused(1).start().await.unwrap();
    let full =
        r#"{"error":"Too many sandboxes","code":"RESOURCE_LIMIT_ERROR","request_id":"req_1"}"#;
    mock.script(Operation::Resume, Fault::status(429).body(full).always());
    let report = client(&mock).resume_all().start().finish().await.unwrap();
    assert_eq!(report.failed, ["sandbox_0"]);
    assert_eq!(changes(&mock)["/v1/sandboxes/sandbox_0/resume"], 1);
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
