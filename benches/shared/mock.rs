//! The mock in a process of its own, so that what it costs is not counted.
//!
//! The process is this very program with other arguments. It serves until its standard input
//! ends, which is when the benchmark ends in any way; until then each line pauses the sandboxes
//! again that were paused at first.

use std::env;
use std::io::{BufRead, BufReader, Write, stdin};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use hopx_mock::{ControlPlane, Mock, RateLimit, SandboxStatus};
use tokio::task::spawn_blocking;

use super::Result;

const SERVE: &str = "serve-mock";

/// A mock in another process, with a rate limit that is never reached. It ends with this value.
pub(crate) struct MockProcess {
    process: Child,
    /// Taken to end the process.
    orders: Option<ChildStdin>,
    replies: BufReader<ChildStdout>,
    url: String,
    key: String,
}

impl MockProcess {
    /// Starts one with as many sandboxes, of which a fifth is paused.
    pub(crate) fn start(sandboxes: usize) -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .args([SERVE, &sandboxes.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let orders = process.stdin.take();
        let replies = process.stdout.take().ok_or("the mock cannot be heard")?;
        let mut mock = Self {
            process,
            orders,
            replies: BufReader::new(replies),
            url: String::new(),
            key: String::new(),
        };
        let place = mock.reply()?;
        let (url, key) = place.split_once(' ').ok_or("the mock does not start")?;
        (mock.url, mock.key) = (url.to_owned(), key.to_owned());
        Ok(mock)
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Pauses again what was paused at first.
    pub(crate) fn pause_again(&mut self) -> Result<()> {
        let orders = self.orders.as_mut().ok_or("the mock has ended")?;
        writeln!(orders, "pause")?;
        self.reply().map(|_| ())
    }

    fn reply(&mut self) -> Result<String> {
        let mut line = String::new();
        self.replies.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for MockProcess {
    fn drop(&mut self) {
        drop(self.orders.take());
        // If it cannot be waited for, it is gone already.
        let _ = self.process.wait();
    }
}

/// Whether this process was started to be the mock. If so, it has been when this returns.
pub(crate) fn serves() -> Result<bool> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [order, sandboxes] if order == SERVE => serve(sandboxes.parse()?).map(|()| true),
        _ => Ok(false),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn serve(sandboxes: usize) -> Result<()> {
    let mock = Mock::builder()
        .sandboxes(sandboxes)
        .rate_limit(RateLimit::new(u32::MAX, Duration::from_secs(60)))
        .request_log(0)
        .start()
        .await?;
    println!("{} {}", mock.base_url(), mock.api_key());
    let plane = mock.control_plane().clone();
    spawn_blocking(move || obey(&plane)).await?
}

/// Until there are no more orders.
fn obey(plane: &ControlPlane) -> Result<()> {
    let mut paused = plane.sandboxes();
    paused.retain(|sandbox| sandbox.status == SandboxStatus::Paused);
    for order in stdin().lines() {
        order?;
        for sandbox in &paused {
            plane.set_status(&sandbox.id, SandboxStatus::Paused);
        }
        println!("paused");
    }
    Ok(())
}
