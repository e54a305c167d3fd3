use crate::api::{Api, plane_of, plane_with_one};
use hopx_mock::SandboxStatus;

/// Ids as they are and as a client has to write them in a path.
const ODD: [(&str, &str); 9] = [
    ("a/b", "a%2Fb"),
    ("a/resume", "a%2Fresume"),
    ("/", "%2F"),
    ("two words", "two%20words"),
    ("50%", "50%25"),
    ("a%2Fb", "a%252Fb"),
    ("größe/日本", "gr%C3%B6%C3%9Fe%2F%E6%97%A5%E6%9C%AC"),
    ("what?#is", "what%3F%23is"),
    ("../../v1/sandboxes", "..%2F..%2Fv1%2Fsandboxes"),
];

#[tokio::test]
async fn an_odd_id_finds_its_sandbox_and_comes_back_as_it_is() {
    for (id, encoded) in ODD {
        let plane = plane_with_one(id, SandboxStatus::Running);
        let api = Api::of(&plane);
        api.pause(encoded).await.assert_changed(id, "paused");
        api.resume(encoded).await.assert_changed(id, "running");
        assert_eq!(api.list("").await.ids(), [id]);
    }
}

#[tokio::test]
async fn an_odd_id_without_a_sandbox_is_not_found() {
    let api = Api::of(&plane_of(5));
    for encoded in ODD
        .iter()
        .map(|(_, encoded)| *encoded)
        .chain(["%FF", "%00", "%", "%zz", "~", "a;b", ".", "..", ""])
    {
        let answer = api.resume(encoded).await;
        answer.assert_error(404, "RESOURCE_NOT_FOUND");
        assert_eq!(answer.body["error"], "Sandbox not found", "{encoded}");
    }
}

#[tokio::test]
async fn a_slash_that_is_not_encoded_separates() {
    let plane = plane_with_one("a/b", SandboxStatus::Running);
    let answer = Api::of(&plane).pause("a/b").await;
    answer.assert_error(404, "RESOURCE_NOT_FOUND");
    assert_eq!(plane.status("a/b"), Some(SandboxStatus::Running));
}

#[tokio::test]
async fn the_case_of_an_id_matters() {
    let plane = plane_with_one("Mine", SandboxStatus::Running);
    let answer = Api::of(&plane).pause("mine").await;
    answer.assert_error(404, "RESOURCE_NOT_FOUND");
}
