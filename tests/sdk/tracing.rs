//! What calls tell `tracing`.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use hopx_client::RetryPolicy;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::clock::LeapingClock;
use crate::server::{Answer, Server};
use crate::usual::{KEY, RUNNING, list, resume, retrying};

/// Everything that is told while it exists, of all levels, by this thread.
struct Told {
    text: Arc<Mutex<Vec<u8>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

#[derive(Clone)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
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
        String::from_utf8(self.text.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn a_call_and_its_attempts_are_told_with_operation_status_and_request_id() {
    let server = Server::scripted([
        Answer::new(503).header("x-request-id", "req_7"),
        Answer::new(200).body(RUNNING),
    ])
    .await;
    let policy = RetryPolicy::default().repeat_changes(true);
    let client = retrying(&server, policy, &LeapingClock::new());
    let told = Told::from_now_on();
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
    let policy = RetryPolicy::default().repeat_changes(true);
    let client = retrying(&server, policy, &LeapingClock::new());
    let told = Told::from_now_on();
    resume(&client).await.unwrap();
    resume(&client).await.unwrap();
    list(&client).await.unwrap_err();
    let text = told.text();
    assert!(text.contains("hopx.call"), "{text}");
    let with_key: Vec<&str> = text.lines().filter(|line| line.contains(KEY)).collect();
    assert!(with_key.is_empty(), "{with_key:#?}");
}
