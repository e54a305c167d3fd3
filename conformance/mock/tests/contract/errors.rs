use crate::api::{Api, plane_of, text};
use std::collections::HashSet;

#[tokio::test]
async fn an_unknown_path_is_not_found() {
    let api = Api::of(&plane_of(5));
    for path in [
        "/",
        "/v1",
        "/v1/",
        "/v2/sandboxes",
        "/v1/sandboxes/",
        "/v1/sandboxes/an_id",
        "/v1/sandboxes/an_id/stop",
        "/v1/sandboxes/an_id/resume/",
        "//v1/sandboxes",
        "/v1/templates",
    ] {
        for method in ["GET", "POST", "DELETE"] {
            let answer = api.call(method, path).await;
            answer.assert_error(404, "RESOURCE_NOT_FOUND");
        }
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_know_is_not_allowed() {
    let api = Api::of(&plane_of(5));
    for (path, allowed, others) in [
        ("/v1/sandboxes", "GET", ["POST", "DELETE", "OPTIONS"]),
        (
            "/v1/sandboxes/an_id/pause",
            "POST",
            ["GET", "PUT", "DELETE"],
        ),
        (
            "/v1/sandboxes/an_id/resume",
            "POST",
            ["GET", "PATCH", "BREW"],
        ),
    ] {
        for method in others {
            let answer = api.call(method, path).await;
            answer.assert_error(405, "INVALID_REQUEST");
            assert_eq!(answer.header("allow"), allowed);
        }
    }
}

#[tokio::test]
async fn an_error_is_flat_and_has_no_other_members() {
    let api = Api::of(&plane_of(5));
    for answer in [
        api.get("/nowhere").await,
        api.post("/v1/sandboxes").await,
        api.list("limit=0").await,
        api.resume("nobodys").await,
    ] {
        assert_eq!(answer.members(), ["code", "error", "request_id"]);
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_of_its_own() {
    let plane = plane_of(5);
    let (api, other) = (Api::of(&plane), Api::of_other(&plane));
    let mut ids = HashSet::new();
    for _ in 0..50 {
        for answer in [
            api.list("").await,
            api.resume("nobodys").await,
            other.get("/nowhere").await,
        ] {
            assert_eq!(answer.body["request_id"], answer.header("x-request-id"));
            ids.insert(text(&answer.body["request_id"]));
        }
    }
    assert_eq!(ids.len(), 150);
}
