//! A change that may have been made is reported as one that may have been made.

use hopx_client::RetryPolicy;
use hopx_mock::{Fault, Operation, SandboxStatus};

use super::{HeldClock, builder, changes, client, with_paused};

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
