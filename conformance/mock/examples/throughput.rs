//! What the mock costs over axum itself: serves one of them, for wrk to measure.
//!
//! ```sh
//! cargo run --release -p hopx-mock --example throughput -- mock   # in one terminal
//! cargo run --release -p hopx-mock --example throughput -- bare   # or this
//! ```
//!
//! Either prints the wrk command that resumes a sandbox over and over. `bare` answers with the same
//! bytes from a handler that does nothing, so the ratio of the two is what the state costs.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use hopx_mock::{Mock, SandboxSeed};
use std::error::Error;
use std::future::pending;
use std::net::Ipv4Addr;
use tokio::net::TcpListener;

const PATH: &str = "/v1/sandboxes/sandbox_abc123xyz/resume";
const BODY: &str =
    r#"{"id":"sandbox_abc123xyz","status":"running","request_id":"req_9e3779b97f4a7c15"}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let plane = Mock::builder()
        .sandbox(SandboxSeed::new("sandbox_abc123xyz"))
        .build()?;
    println!(
        "wrk -t1 -c32 -d5s -s conformance/mock/examples/resume.lua -H 'Authorization: Bearer {}' http://{}{PATH}",
        plane.api_key(),
        listener.local_addr()?,
    );
    match std::env::args().nth(1).as_deref() {
        Some("mock") => plane.serve(listener, pending()).await?,
        Some("bare") => axum::serve(listener, bare()).await?,
        _ => return Err("say which to serve: mock or bare".into()),
    }
    Ok(())
}

/// The least that axum can do for the same answer: one fixed route and bytes that are there already.
fn bare() -> Router {
    Router::new().route(
        PATH,
        post(|| async { ([(CONTENT_TYPE, "application/json")], BODY) }),
    )
}
