//! Servers that are nothing at all: whatever passes against them proves nothing.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that treats all requests alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Null {
    /// Takes connections and never answers.
    Silent,
    /// 200 and `{}`.
    EmptyObject,
    /// 404 and nothing that could be read.
    NotFound,
    /// 404 in the documented envelope.
    NotFoundEnvelope,
    /// 200 and a web page.
    Page,
    /// 200 and no body.
    EmptyBody,
    /// Closes every connection at once.
    Closing,
}

/// A null target that is up, until it is dropped.
pub(super) struct Serving {
    pub(super) base_url: String,
    accepting: JoinHandle<()>,
}

/// Nobody waits for long for a server that never answers.
const SILENCE: Duration = Duration::from_millis(15);

impl Null {
    /// All there are.
    pub(crate) const ALL: [Null; 7] = [
        Null::Silent,
        Null::EmptyObject,
        Null::NotFound,
        Null::NotFoundEnvelope,
        Null::Page,
        Null::EmptyBody,
        Null::Closing,
    ];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Null::Silent => "null-silent",
            Null::EmptyObject => "null-empty-object",
            Null::NotFound => "null-not-found",
            Null::NotFoundEnvelope => "null-not-found-envelope",
            Null::Page => "null-page",
            Null::EmptyBody => "null-empty-body",
            Null::Closing => "null-closing",
        }
    }

    /// What it does, in a line.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Null::Silent => "never answers",
            Null::EmptyObject => "answers 200 and {}",
            Null::NotFound => "answers 404 and `not found`",
            Null::NotFoundEnvelope => "answers 404 in an error envelope",
            Null::Page => "answers 200 and a web page",
            Null::EmptyBody => "answers 200 and no body",
            Null::Closing => "closes every connection",
        }
    }

    /// How long a call may take, where that is less than usual.
    pub(super) fn timeout(self) -> Option<Duration> {
        (self == Null::Silent).then_some(SILENCE)
    }

    /// Serves it on a free loopback port. Must be called inside of a tokio runtime.
    pub(super) async fn serve(self) -> io::Result<Serving> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let accepting = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(async move { self.attend(connection).await });
            }
        });
        Ok(Serving {
            base_url,
            accepting,
        })
    }

    async fn attend(self, mut connection: TcpStream) -> io::Result<()> {
        match self {
            Null::Closing => return Ok(()),
            // Whoever has called hangs up some time.
            Null::Silent => return read_all(&mut connection).await,
            _ => read_head(&mut connection).await?,
        }
        let (status, kind, body) = self.answer();
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        connection.write_all(answer.as_bytes()).await?;
        connection.shutdown().await
    }

    fn answer(self) -> (&'static str, &'static str, &'static str) {
        let json = "application/json";
        match self {
            Null::EmptyObject => ("200 OK", json, "{}"),
            Null::NotFound => ("404 Not Found", "text/plain", "not found"),
            Null::NotFoundEnvelope => (
                "404 Not Found",
                json,
                r#"{"error":"not found","code":"RESOURCE_NOT_FOUND","request_id":"req_1"}"#,
            ),
            Null::Page => (
                "200 OK",
                "text/html",
                "<!doctype html><title>Welcome</title><h1>It works!</h1>",
            ),
            Null::EmptyBody | Null::Silent | Null::Closing => ("200 OK", json, ""),
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn read_all(connection: &mut TcpStream) -> io::Result<()> {
    let mut some = [0; 1024];
    while connection.read(&mut some).await? > 0 {}
    Ok(())
}

/// Reads a request. Those of the harness have no body.
async fn read_head(connection: &mut TcpStream) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if connection.read_buf(&mut head).await? == 0 {
            break;
        }
    }
    Ok(())
}
