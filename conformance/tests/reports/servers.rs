//! Servers that are wrong in one way or another.

use hopx_mock::{Mock, Organization, SandboxStatus};

use crate::door::{Door, Reply, Server};

/// A server that says other than `paused` when it pauses.
pub(crate) struct Broken {
    pub(crate) door: Door,
    pub(crate) running: String,
}

/// The key of the mock.
pub(crate) fn key() -> &'static str {
    Organization::Main.api_key()
}

impl Broken {
    /// A server whose `status` after a pause is this, in JSON.
    pub(crate) fn saying(status: &'static str) -> Self {
        let server = Server::start(Mock::builder());
        let mut sandboxes = server.sandboxes().into_iter();
        let running = sandboxes.find(|sandbox| sandbox.status == SandboxStatus::Running);
        let running = running.expect("a running sandbox").id;
        let behind = server.behind();
        let door = Door::open(move |request| {
            let reply = behind(request);
            match request.says("/pause ") {
                true => edited(reply, |body| {
                    body.replacen("\"status\":\"paused\"", &format!("\"status\":{status}"), 1)
                }),
                false => reply,
            }
        });
        // The server lives as long as the test.
        std::mem::forget(server);
        Broken { door, running }
    }
}

/// An answer with another body.
pub(crate) fn edited(reply: Reply, edit: impl Fn(&str) -> String) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let body = edit(body);
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    lines.retain(|line| !line.to_lowercase().starts_with("content-length"));
    lines.push(format!("content-length: {}", body.len()));
    Some(format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes())
}
