//! What calls tell `tracing`.
//!
//! A binary of its own, in which every test listens before it does anything else: `tracing` asks
//! once for each span and event whether anybody listens, and if a thread on which nobody does is
//! the first to come by, the answer "nobody" stands for all threads.

mod clock;
mod server;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use clock::LeapingClock;
use hopx_client::{Client, Error, RetryPolicy};
use server::{Answer, Server};
use tracing_subscriber::fmt::format::FmtSpan;

const KEY: &str = "hopx_live_abc123def456.c2VjcmV0";
const RUNNING: &str = r#"{"id":"a","status":"running","request_id":"req_1"}"#;

/// A client that repeats changes too, and for which no wait takes any time.
fn repeating(server: &Server) -> Client {
    Client::builder()
        .api_key(KEY)
        .base_url(server.url(""))
        .retries(RetryPolicy::default().repeat_changes(true))
        .clock(LeapingClock::new())
        .build()
        .expect("URL and key are fine")
}

async fn resume(client: &Client) -> Result<(), Error> {
    client.resume_sandbox().id("a").send().await.map(drop)
}

/// Everything that is told while it exists, of all levels, by this thread.
struct Told {
    text: Arc<Mutex<Vec<u8>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

#[derive(Clone)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody panics with it").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Told {
    fn from_now_on() -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let paper = Paper(text.clone());
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .with_writer(move || paper.clone())
            .without_time()
            .finish();
        Self {
            text,
            _guard: tracing::subscriber::set_default(subscriber),
        }
    }

    fn text(&self) -> String {
        let text = self.text.lock().expect("nobody panics with it").clone();
        String::from_utf8(text).expect("what is told is text")
    }
}

#[tokio::test]
async fn a_call_and_its_attempts_are_told_with_operation_status_and_request_id() {
    let told = Told::from_now_on();
    let server = Server::scripted([
        Answer::new(503).header("x-request-id", "req_7"),
        Answer::new(200).body(RUNNING),
    ])
    .await;
    let client = repeating(&server);
    resume(&client).await.unwrap();
    let text = told.text();
    for expected in [
        "hopx.call",
        "hopx.attempt",
        "resume_sandbox",
        "attempt=1",
        "attempt=2",
        "attempts=2",
        "status=503",
        "status=200",
        "req_7",
        "req_1",
        "tries again",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[tokio::test]
async fn nothing_that_is_told_has_the_key() {
    let told = Told::from_now_on();
    let echo = |status: u16| {
        Answer::new(status)
            .header("x-request-id", KEY)
            .header("x-echo", format!("Bearer {KEY}"))
    };
    let server = Server::scripted([
        echo(500).body(format!("{{\"error\":\"{KEY}\",\"request_id\":\"{KEY}\"}}")),
        echo(503).body(KEY),
        Answer::dropped(),
        echo(200).body(RUNNING.replace("req_1", KEY)),
        echo(200).body(r#"{"id":"a","status":"running"}"#),
        echo(200).body(KEY),
    ])
    .await;
    let client = repeating(&server);
    resume(&client).await.unwrap();
    resume(&client).await.unwrap();
    client.list_sandboxes().send().await.unwrap_err();
    let text = told.text();
    assert!(text.contains("hopx.call"), "{text}");
    let with_key: Vec<&str> = text.lines().filter(|line| line.contains(KEY)).collect();
    assert!(with_key.is_empty(), "{with_key:#?}");
}
