//! What is sent is what was asked for, or nothing is.

use hopx_client::ErrorKind;
use hopx_mock::{Mock, SandboxSeed, SandboxStatus};

use crate::server::Server;
use crate::usual::{EMPTY, RUNNING, list, once, resume};

/// Ids that would be another path if they were sent as they are.
const ODD: [&str; 22] = [
    "a/b",
    "/",
    "//evil.example/x",
    "../../v2/keys",
    "..\\..\\keys",
    "a/../b",
    "./a",
    ".../",
    "%2e%2e",
    "%2F",
    "%",
    "%zz",
    "a b",
    " ",
    "a?b=c",
    "a#b",
    "a;b",
    "a\r\nx-evil: 1",
    "\0",
    "é",
    "日本語",
    "a@b:c",
];

#[tokio::test]
async fn a_change_says_that_it_has_no_body() {
    let server = Server::answering(200, RUNNING).await;
    resume(&once(&server)).await.unwrap();
    let request = server.request().await;
    assert_eq!(request.header("content-length"), Some("0"));
    let mut names = request.header_names();
    // Whether compression is asked for is up to whoever switches that on in reqwest.
    names.retain(|name| name != "accept-encoding");
    let expected = [
        "accept",
        "authorization",
        "content-length",
        "host",
        "user-agent",
    ];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn an_odd_id_is_still_one_segment_of_the_path() {
    let server = Server::answering(200, RUNNING).await;
    let client = once(&server);
    for id in ODD {
        client.resume_sandbox().id(id).send().await.unwrap();
        let line = server.request().await.line;
        let path = line.strip_prefix("POST ").unwrap();
        let path = path.strip_suffix(" HTTP/1.1").unwrap();
        let segments: Vec<&str> = path.split('/').collect();
        assert_eq!(segments.len(), 5, "{id:?}: {line}");
        assert_eq!(segments[1..3], ["v1", "sandboxes"]);
        assert_eq!(segments[4], "resume");
        assert!(!path.contains(['?', '#', '\\', ' ', ';']), "{id:?}: {line}");
    }
}

#[tokio::test]
async fn an_odd_id_reaches_the_sandbox_that_has_it() {
    let mut mock = Mock::builder().sandboxes(3);
    for id in ODD {
        mock = mock.sandbox(SandboxSeed::new(id).status(SandboxStatus::Paused));
    }
    let mock = mock.start().await.unwrap();
    let builder = hopx_client::Client::builder().api_key(mock.api_key());
    let client = builder.base_url(mock.base_url()).build().unwrap();
    for id in ODD {
        let resumed = client.resume_sandbox().id(id).send().await.unwrap();
        assert_eq!(resumed.id, id);
        assert_eq!(mock.status(id), Some(SandboxStatus::Running), "{id:?}");
    }
}

#[tokio::test]
async fn what_would_be_another_path_is_not_sent() {
    let server = Server::answering(200, RUNNING).await;
    let client = once(&server);
    for id in ["", ".", ".."] {
        for error in [
            client.resume_sandbox().id(id).send().await.unwrap_err(),
            client.pause_sandbox().id(id).send().await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert!(!error.may_have_acted() && error.attempts().is_empty());
        }
    }
    let error = client.resume_sandbox().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
    assert!(error.to_string().contains("id"), "{error}");
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_limit_is_from_1_to_1000() {
    let server = Server::answering(200, EMPTY).await;
    let client = once(&server);
    for limit in [1, 2, 999, 1000] {
        client.list_sandboxes().limit(limit).send().await.unwrap();
        let request = server.request().await;
        assert_eq!(request.parameter("limit"), Some(&*limit.to_string()));
    }
    for limit in [i64::MIN, -1, 0, 1001, i64::MAX] {
        let error = client.list_sandboxes().limit(limit).send().await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{limit}: {error}");
        assert!(error.to_string().contains("limit"), "{error}");
    }
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn texts_of_a_query_stay_in_their_parameter() {
    let server = Server::answering(200, EMPTY).await;
    let client = once(&server);
    for text in ODD {
        let call = client.list_sandboxes().region(text).cursor(text);
        call.send().await.unwrap();
        let request = server.request().await;
        assert!(request.line.starts_with("GET /v1/sandboxes?cursor="));
        assert_eq!(request.line.matches(['?', '&', '=']).count(), 4, "{text:?}");
        assert_eq!(request.parameter("cursor"), request.parameter("region"));
    }
}

#[tokio::test]
async fn calls_can_be_made_by_tasks() {
    let server = Server::answering(200, EMPTY).await;
    let client = once(&server);
    let call = tokio::spawn(async move { list(&client).await });
    call.await.unwrap().unwrap();
}
