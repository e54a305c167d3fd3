//! What a page and a change cost, and how little that depends on the number of sandboxes.
//!
//! ```sh
//! cargo run --release -p hopx-mock --example page_cost
//! ```
//!
//! Calls the router in memory with 1,000, 100,000 and 1,000,000 sandboxes and prints the median time
//! of each call, next to its ratio to the smallest number of sandboxes.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use hopx_mock::{ControlPlane, Mock, SandboxStatus};
use std::error::Error;
use std::time::{Duration, Instant};
use tower::ServiceExt;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
const FILTERS: [&str; 5] = [
    "",
    "&status=paused",
    "&region=eu-west",
    "&status=paused&region=eu-west",
    "&status=error",
];
const CALLS: usize = 300;

/// Requests that are timed together, and what to call them.
struct Case {
    name: String,
    requests: Vec<(&'static str, String)>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut smallest = Vec::new();
    for size in SIZES {
        let start = Instant::now();
        let plane = Mock::builder().sandboxes(size).request_log(0).build()?;
        println!("{size} sandboxes, made in {:?}", start.elapsed());
        for (number, case) in cases(&plane, size).await?.iter().enumerate() {
            let time = median(&plane, case).await?;
            if smallest.len() <= number {
                smallest.push(time);
            }
            let ratio = time.as_secs_f64() / smallest[number].as_secs_f64();
            println!("  {time:>12?}  x {ratio:4.2}  {}", case.name);
        }
    }
    Ok(())
}

/// Pages of 10 from the beginning and from far behind, under every filter, and two changes.
async fn cases(plane: &ControlPlane, size: usize) -> Result<Vec<Case>> {
    let behind = cursor_behind(plane, size / 10 * 9).await?;
    let pages = FILTERS.iter().flat_map(|filter| {
        let target = format!("/v1/sandboxes?limit=10{filter}");
        [
            page(format!("first page {filter}"), target.clone()),
            page(
                format!("far page {filter}"),
                format!("{target}&cursor={behind}"),
            ),
        ]
    });
    Ok(pages.chain([changes(plane, size / 2)]).collect())
}

fn page(name: String, target: String) -> Case {
    let requests = vec![("GET", target)];
    Case { name, requests }
}

fn changes(plane: &ControlPlane, place: usize) -> Case {
    let id = &plane.sandboxes()[place].id;
    plane.set_status(id, SandboxStatus::Running);
    Case {
        name: "pause and resume".to_owned(),
        requests: ["pause", "resume"]
            .map(|change| ("POST", format!("/v1/sandboxes/{id}/{change}")))
            .into(),
    }
}

/// A cursor behind `count` sandboxes, a multiple of 900.
async fn cursor_behind(plane: &ControlPlane, count: usize) -> Result<String> {
    let mut target = "/v1/sandboxes?limit=900".to_owned();
    let mut cursor = String::new();
    for _ in 0..count / 900 {
        let page: serde_json::Value = serde_json::from_slice(&call(plane, "GET", &target).await?)?;
        cursor = page["next_cursor"]
            .as_str()
            .ok_or("no more pages")?
            .to_owned();
        target = format!("/v1/sandboxes?limit=900&cursor={cursor}");
    }
    Ok(cursor)
}

async fn median(plane: &ControlPlane, case: &Case) -> Result<Duration> {
    let mut times = Vec::with_capacity(CALLS);
    for _ in 0..CALLS {
        let start = Instant::now();
        for (method, target) in &case.requests {
            call(plane, method, target).await?;
        }
        times.push(start.elapsed());
    }
    times.sort_unstable();
    Ok(times[CALLS / 2])
}

async fn call(plane: &ControlPlane, method: &str, target: &str) -> Result<Vec<u8>> {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("X-API-Key", plane.api_key())
        .body(Body::empty())?;
    let response = plane.router().oneshot(request).await?;
    if !response.status().is_success() {
        return Err(format!("{method} {target}: {}", response.status()).into());
    }
    Ok(to_bytes(response.into_body(), usize::MAX).await?.to_vec())
}
