use crate::api::{Api, plane_of, plane_with};
use hopx_mock::{Organization, SandboxSeed, SandboxStatus};

#[tokio::test]
async fn a_page_has_the_documented_members() {
    let answer = Api::of(&plane_of(3)).get("/v1/sandboxes").await;
    assert_eq!(answer.status, 200);
    let members = [
        "data",
        "has_more",
        "next_cursor",
        "object",
        "request_id",
        "url",
    ];
    assert_eq!(answer.members(), members);
    assert_eq!(answer.body["object"], "list");
    assert_eq!(answer.body["url"], "/v1/sandboxes");
    assert_eq!(answer.body["has_more"], false);
    assert!(answer.body["next_cursor"].is_null());
    assert_eq!(answer.body["request_id"], answer.header("x-request-id"));
    assert_eq!(answer.header("content-type"), "application/json");
}

#[tokio::test]
async fn a_list_of_nothing_is_an_empty_array() {
    let answer = Api::of(&plane_with([])).list("").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["data"], serde_json::json!([]));
    assert_eq!(answer.body["has_more"], false);
}

#[tokio::test]
async fn sandboxes_come_in_the_order_of_their_creation() {
    let plane = plane_of(20);
    let expected: Vec<String> = plane
        .sandboxes()
        .into_iter()
        .map(|sandbox| sandbox.id)
        .collect();
    assert_eq!(Api::of(&plane).list("").await.ids(), expected);
}

#[tokio::test]
async fn sandboxes_of_the_other_organization_are_not_shown() {
    let plane = plane_with([
        SandboxSeed::new("mine"),
        SandboxSeed::new("theirs").organization(Organization::Other),
    ]);
    for query in [
        "",
        "status=running",
        "region=us-east",
        "status=running&region=us-east",
    ] {
        assert_eq!(Api::of(&plane).list(query).await.ids(), ["mine"]);
        assert_eq!(Api::of_other(&plane).list(query).await.ids(), ["theirs"]);
    }
}

fn filterable() -> hopx_mock::ControlPlane {
    let seed = |id: &str, status, region: &str| SandboxSeed::new(id).status(status).region(region);
    plane_with([
        seed("a", SandboxStatus::Running, "us-east"),
        seed("b", SandboxStatus::Paused, "us-east"),
        seed("c", SandboxStatus::Running, "eu-west"),
        seed("d", SandboxStatus::Paused, "eu-west"),
        seed("e", SandboxStatus::Creating, "eu-west"),
        seed("f", SandboxStatus::Stopped, "Köln & Umgebung"),
    ])
}

#[tokio::test]
async fn filters_hold_alone_and_together() {
    let api = Api::of(&filterable());
    for (query, expected) in [
        ("status=running", vec!["a", "c"]),
        ("status=paused", vec!["b", "d"]),
        ("status=creating", vec!["e"]),
        ("status=stopped", vec!["f"]),
        ("region=us-east", vec!["a", "b"]),
        ("region=eu-west", vec!["c", "d", "e"]),
        ("status=running&region=eu-west", vec!["c"]),
        ("region=us-east&status=paused", vec!["b"]),
        ("status=stopped&region=us-east", vec![]),
        ("region=K%C3%B6ln+%26%20Umgebung", vec!["f"]),
        ("%73tatus=r%75nning", vec!["a", "c"]),
    ] {
        let answer = api.list(query).await;
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!(answer.ids(), expected, "{query}");
    }
}

#[tokio::test]
async fn a_region_without_sandboxes_is_an_empty_list() {
    let api = Api::of(&filterable());
    for query in [
        "region=mars",
        "region=US-EAST",
        "region=mars&status=running",
    ] {
        let answer = api.list(query).await;
        assert_eq!((answer.status.as_u16(), answer.ids().len()), (200, 0));
    }
}

#[tokio::test]
async fn a_status_that_no_sandbox_can_have_is_refused() {
    let api = Api::of(&filterable());
    for query in [
        "status=nonsense",
        "status=Running",
        "status=running,paused",
        "status=%FF",
    ] {
        api.list(query).await.assert_error(400, "INVALID_REQUEST");
    }
}

#[tokio::test]
async fn a_page_holds_100_sandboxes_unless_asked_otherwise() {
    let api = Api::of(&plane_of(1_001));
    for (query, length) in [
        ("", 100),
        ("limit=1", 1),
        ("limit=101", 101),
        ("limit=1000", 1_000),
    ] {
        let answer = api.list(query).await;
        assert_eq!(answer.ids().len(), length);
        assert_eq!(answer.body["has_more"], true);
    }
}

#[tokio::test]
async fn a_limit_that_is_no_number_from_1_to_1000_is_refused() {
    let api = Api::of(&plane_of(3));
    for limit in [
        "abc",
        "-1",
        "0",
        "1001",
        "1.5",
        "1e2",
        "%2B5",
        "+5",
        "0x10",
        "5%20",
        "٣",
        "99999999999999999999999",
    ] {
        let answer = api.list(&format!("limit={}", encode(limit))).await;
        answer.assert_error(400, "INVALID_REQUEST");
    }
}

/// Non-ASCII characters cannot stand in a target as they are.
fn encode(text: &str) -> String {
    let encode = |byte: u8| match byte {
        0..0x80 => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[tokio::test]
async fn a_cursor_that_no_page_gave_leads_nowhere() {
    let api = Api::of(&plane_of(3));
    for cursor in ["nonsense", "AAAAAAAAAAAAAAAA", "5", "%00", "null"] {
        let answer = api.list(&format!("cursor={cursor}")).await;
        answer.assert_error(404, "RESOURCE_NOT_FOUND");
    }
}

#[tokio::test]
async fn a_parameter_that_is_empty_or_repeated_is_refused() {
    let api = Api::of(&plane_of(3));
    for query in [
        "limit=",
        "limit",
        "status=",
        "region=",
        "cursor=",
        "limit=5&limit=5",
        "status=running&status=paused",
        "region=us-east&limit=5&region=eu-west",
    ] {
        let answer = api.list(query).await;
        answer.assert_error(400, "INVALID_REQUEST");
    }
}

#[tokio::test]
async fn a_parameter_that_nobody_knows_is_ignored() {
    let answer = Api::of(&plane_of(3))
        .list("order=desc&Limit=1&&=&order=")
        .await;
    assert_eq!((answer.status.as_u16(), answer.ids().len()), (200, 3));
}
