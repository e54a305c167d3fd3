//! What most tests need.

use std::fmt::Write as _;
use std::time::Duration;

use hopx_client::{Client, ClientBuilder, Error, RetryPolicy};
use serde_json::{Value, json};

use crate::clock::LeapingClock;
use crate::server::Server;

pub(crate) const KEY: &str = "hopx_live_abc123def456.c2VjcmV0";
/// The header that carries it.
pub(crate) const BEARER: &str = "Bearer hopx_live_abc123def456.c2VjcmV0";
pub(crate) const EMPTY: &str =
    r#"{"object":"list","data":[],"has_more":false,"next_cursor":null,"request_id":"req_1"}"#;
pub(crate) const RUNNING: &str = r#"{"id":"a","status":"running","request_id":"req_1"}"#;

/// Time enough for what never happens, and short enough to wait for.
pub(crate) const SHORT: Duration = Duration::from_millis(100);

/// Everything a client needs to call `server`.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    Client::builder().api_key(KEY).base_url(server.url(""))
}

/// A client that makes one attempt.
pub(crate) fn once(server: &Server) -> Client {
    let builder = builder(server).retries(RetryPolicy::off());
    builder.build().expect("URL and key are fine")
}

/// A client with this policy that waits on `clock`.
pub(crate) fn retrying(server: &Server, policy: RetryPolicy, clock: &LeapingClock) -> Client {
    let builder = builder(server).retries(policy).clock(clock.clone());
    builder.build().expect("URL and key are fine")
}

pub(crate) async fn list(client: &Client) -> Result<(), Error> {
    client.list_sandboxes().send().await.map(drop)
}

pub(crate) async fn resume(client: &Client) -> Result<(), Error> {
    client.resume_sandbox().id("a").send().await.map(drop)
}

/// All that an error and its sources show.
pub(crate) fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.attempts());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?} {cause:#?}").expect("a string takes all");
        source = cause.source();
    }
    text
}

pub(crate) fn sandbox(id: &str) -> Value {
    json!({
        "id": id,
        "object": "sandbox",
        "status": "paused",
        "public_host": "https://a.example",
        "template_name": "python",
        "region": "us-east",
        "created_at": "2026-01-01T00:00:00Z"
    })
}

/// A page of these sandboxes with this cursor, and more to come if there is one.
pub(crate) fn page(ids: &[&str], cursor: Option<&str>) -> String {
    let data: Vec<Value> = ids.iter().map(|id| sandbox(id)).collect();
    json!({
        "object": "list",
        "data": data,
        "has_more": cursor.is_some(),
        "next_cursor": cursor,
        "request_id": "req_1"
    })
    .to_string()
}

/// A client of one's own. With `rustls` as this crate has it, reqwest asks the process for the
/// cryptography.
pub(crate) fn own() -> reqwest::ClientBuilder {
    // It fails when another test was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}
