//! Which sandboxes are changed: each that is wanted, once, and no other.

use std::collections::{HashMap, HashSet};

use hopx_client::{ErrorKind, FleetEffect};
use hopx_mock::{Fault, Mock, Operation, SandboxSeed, SandboxStatus};

use super::{changes, client, in_status, with_paused};

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
