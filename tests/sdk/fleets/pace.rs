//! The rate limit is kept, however many sandboxes there are.

use std::time::Duration;

use hopx_client::Clock;
use hopx_mock::{Fault, Operation, RateLimit};

use super::{HeldClock, builder, changes, client, with_paused};

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
