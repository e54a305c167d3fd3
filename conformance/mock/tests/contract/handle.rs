use crate::api::{Api, plane_of, plane_with, request, send};
use hopx_mock::{DuplicateId, Mock, Organization, SandboxSeed, SandboxStatus, StartError};

#[test]
fn a_mock_has_25_sandboxes_and_3_of_others_unless_told_otherwise() {
    let plane = Mock::builder().build().unwrap();
    assert_eq!(plane.sandboxes().len(), 25);
    assert_eq!(plane.sandboxes_of(Organization::Other).len(), 3);
}

#[tokio::test]
async fn sandboxes_come_and_go_while_clients_look() {
    let plane = plane_with([]);
    let api = Api::of(&plane);
    plane
        .add(SandboxSeed::new("mine").region("eu-west"))
        .unwrap();
    assert_eq!(api.list("region=eu-west").await.ids(), ["mine"]);
    assert_eq!(plane.sandboxes()[0].id, "mine");
    assert_eq!(plane.sandboxes()[0].region, "eu-west");
    assert!(plane.remove("mine"));
    assert!(!plane.remove("mine"));
    assert!(api.list("region=eu-west").await.ids().is_empty());
}

#[tokio::test]
async fn a_status_can_be_set_whatever_the_rules_are() {
    let plane = plane_with([SandboxSeed::new("mine")]);
    assert!(plane.set_status("mine", SandboxStatus::Stopped));
    assert_eq!(plane.status("mine"), Some(SandboxStatus::Stopped));
    assert_eq!(Api::of(&plane).list("status=stopped").await.ids(), ["mine"]);
    assert!(!plane.set_status("nobodys", SandboxStatus::Running));
    assert_eq!(plane.status("nobodys"), None);
}

#[tokio::test]
async fn an_id_can_be_had_once_in_both_organizations() {
    let seed = SandboxSeed::new("mine");
    let plane = plane_with([seed.clone()]);
    let duplicate = seed.organization(Organization::Other);
    assert_eq!(
        plane.add(duplicate.clone()),
        Err(DuplicateId("mine".into()))
    );

    let twice = Mock::builder()
        .sandbox(duplicate.clone())
        .sandbox(duplicate);
    assert!(matches!(twice.start().await, Err(StartError::Seed(_))));
}

#[tokio::test]
async fn answered_requests_can_be_looked_at() {
    let plane = plane_of(5);
    let listed = Api::of(&plane).list("limit=2").await;
    send(&plane, request("POST", "/v1/sandboxes/a%2Fb/resume")).await;

    let requests = plane.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].method, "GET");
    assert_eq!(requests[0].path, "/v1/sandboxes");
    assert_eq!(requests[0].query.as_deref(), Some("limit=2"));
    assert_eq!(requests[0].status, 200);
    assert_eq!(requests[0].request_id, listed.header("x-request-id"));
    assert_eq!(requests[1].method, "POST");
    assert_eq!(requests[1].path, "/v1/sandboxes/a%2Fb/resume");
    assert_eq!(requests[1].query, None);
    assert_eq!(requests[1].status, 401);

    plane.clear_requests();
    assert!(plane.requests().is_empty());
}

#[tokio::test]
async fn the_log_keeps_as_many_requests_as_it_is_told() {
    for (capacity, kept) in [(0, 0), (2, 2), (9, 3)] {
        let plane = Mock::builder().request_log(capacity).build().unwrap();
        for _ in 0..3 {
            Api::of(&plane).list("").await;
        }
        assert_eq!(plane.requests().len(), kept);
    }
}
