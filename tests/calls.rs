//! Calls reach the server as documented, and its answers come back typed.

mod server;

use hopx_client::{Client, ErrorKind, SandboxStatus};
use server::Server;

const KEY: &str = "hopx_live_abc123def456.c2VjcmV0";
const EMPTY: &str =
    r#"{"object":"list","data":[],"has_more":false,"next_cursor":null,"request_id":"req_1"}"#;
const PAUSED: &str = r#"{"id":"a","status":"paused","request_id":"req_1"}"#;

fn client(server: &Server) -> Client {
    client_at(&server.url("")).expect("URL and key are fine")
}

fn client_at(url: &str) -> Result<Client, hopx_client::Error> {
    Client::builder().api_key(KEY).base_url(url).build()
}

#[tokio::test]
async fn the_key_travels_as_bearer() {
    let server = Server::answering(200, EMPTY).await;
    client(&server).list_sandboxes().send().await.unwrap();
    let request = server.request().await;
    assert_eq!(request.line, "GET /v1/sandboxes HTTP/1.1");
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {KEY}").as_str())
    );
}

#[tokio::test]
async fn nothing_undocumented_travels_along() {
    let server = Server::answering(200, EMPTY).await;
    client(&server).list_sandboxes().send().await.unwrap();
    let mut names = server.request().await.header_names();
    // Whether compression is asked for is up to whoever switches that on in reqwest.
    names.retain(|name| name != "accept-encoding");
    assert_eq!(names, ["accept", "authorization", "host", "user-agent"]);
}

#[tokio::test]
async fn filters_and_cursor_travel_as_query() {
    let server = Server::answering(200, EMPTY).await;
    let client = client(&server);
    let call = client
        .list_sandboxes()
        .limit(10)
        .status("paused")
        .region("eu-west");
    call.cursor("a+b/c= &?").send().await.unwrap();
    let expected = "GET /v1/sandboxes?cursor=a%2Bb%2Fc%3D+%26%3F&limit=10&region=eu-west&status=paused HTTP/1.1";
    assert_eq!(server.request().await.line, expected);
}

#[tokio::test]
async fn a_status_that_the_description_does_not_know_can_be_asked_for() {
    let server = Server::answering(200, EMPTY).await;
    let unknown = SandboxStatus::Unknown("hibernating".to_owned());
    client(&server)
        .list_sandboxes()
        .status(unknown)
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().await.line,
        "GET /v1/sandboxes?status=hibernating HTTP/1.1"
    );
}

#[tokio::test]
async fn pause_and_resume_are_posts_below_the_id() {
    let server = Server::answering(200, PAUSED).await;
    let paused = client(&server)
        .pause_sandbox()
        .id("a")
        .send()
        .await
        .unwrap();
    assert_eq!(paused.status, SandboxStatus::Paused);
    assert_eq!(
        server.request().await.line,
        "POST /v1/sandboxes/a/pause HTTP/1.1"
    );
    client(&server)
        .resume_sandbox()
        .id("a")
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.request().await.line,
        "POST /v1/sandboxes/a/resume HTTP/1.1"
    );
}

#[tokio::test]
async fn odd_ids_stay_one_segment() {
    let ids = [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        (r"..\x", "..%5Cx"),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("é\n", "%C3%A9%0A"),
        ("a;b:c@d&e=f+g", "a%3Bb%3Ac%40d%26e%3Df%2Bg"),
    ];
    let server = Server::answering(200, PAUSED).await;
    for (id, segment) in ids {
        client(&server).pause_sandbox().id(id).send().await.unwrap();
        let expected = format!("POST /v1/sandboxes/{segment}/pause HTTP/1.1");
        assert_eq!(server.request().await.line, expected);
    }
}

#[tokio::test]
async fn ids_that_cannot_be_a_segment_are_refused_before_anything_is_sent() {
    let client = client_at("http://127.0.0.1:9").unwrap();
    for id in ["", ".", ".."] {
        let refused = client.pause_sandbox().id(id).send().await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidRequest);
        assert_eq!(
            refused.to_string(),
            "pause_sandbox: id: an empty text, `.` and `..` cannot be part of a path"
        );
    }
}

#[tokio::test]
async fn a_limit_out_of_range_is_refused_with_its_name() {
    let client = client_at("http://127.0.0.1:9").unwrap();
    for limit in [-1, 0, 1001] {
        let refused = client
            .list_sandboxes()
            .limit(limit)
            .send()
            .await
            .unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidRequest);
        assert!(refused.to_string().contains("limit: "), "{refused}");
    }
}

#[tokio::test]
async fn an_error_answer_comes_back_typed() {
    let body = r#"{"error":"Sandbox not found","code":"RESOURCE_NOT_FOUND","request_id":"req_1"}"#;
    let server = Server::answering(404, body).await;
    let refused = client(&server)
        .resume_sandbox()
        .id("a")
        .send()
        .await
        .unwrap_err();
    assert!(refused.is_not_found());
    assert_eq!(refused.code(), Some("RESOURCE_NOT_FOUND"));
    assert_eq!(refused.message(), Some("Sandbox not found"));
    assert_eq!(refused.request_id(), Some("req_1"));
}

#[tokio::test]
async fn a_status_outside_the_description_is_handed_out() {
    let server = Server::answering(418, "{}").await;
    let refused = client(&server).list_sandboxes().send().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 418);
    assert_eq!(refused.excerpt(), Some("{}"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = Server::redirecting_to("http://127.0.0.1:9/").await;
    let refused = client(&server).list_sandboxes().send().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Redirect);
    assert_eq!(refused.status().unwrap(), 307);
}

#[tokio::test]
async fn a_base_url_may_have_a_path_and_a_slash_at_its_end() {
    for (base, expected) in [
        ("", "GET /v1/sandboxes HTTP/1.1"),
        ("/", "GET /v1/sandboxes HTTP/1.1"),
        ("/proxy/hopx", "GET /proxy/hopx/v1/sandboxes HTTP/1.1"),
        ("/proxy/hopx/", "GET /proxy/hopx/v1/sandboxes HTTP/1.1"),
    ] {
        let server = Server::answering(200, EMPTY).await;
        let client = client_at(&server.url(base)).unwrap();
        client.list_sandboxes().send().await.unwrap();
        assert_eq!(server.request().await.line, expected);
    }
}

#[test]
fn base_urls_that_calls_cannot_be_made_below_are_refused() {
    let refused = [
        "",
        "api.hopx.dev",
        "/v1",
        "ftp://api.hopx.dev",
        "https://",
        "https://a.dev/?x=1",
        "https://a.dev/#x",
        "https://user:hunter2@a.dev",
    ];
    for url in refused {
        let error = client_at(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BaseUrl, "{url}: {error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn keys_that_a_header_cannot_carry_are_refused_without_being_shown() {
    for key in ["", " ", "secret\n", "secret key", "sécret", "secret\u{7f}"] {
        let error = Client::new(key).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ApiKey, "{error}");
        assert!(!format!("{error} {error:?}").contains("cret"));
    }
}

#[test]
fn the_key_is_not_shown_by_debug() {
    let client = Client::new(KEY).unwrap();
    let shown = format!("{client:?} {:?}", client.api());
    assert!(shown.contains("https://api.hopx.dev"), "{shown}");
    assert!(!shown.contains(KEY), "{shown}");
}
