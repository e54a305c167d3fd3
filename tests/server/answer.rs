//! What a server answers.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// What a server answers, as bytes, and what it does then.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    then: Then,
}

#[derive(Clone, Debug)]
enum Then {
    /// The connection takes the next request.
    KeepAlive,
    Close,
    /// Nothing more, for as long as the client stays.
    Silence,
    /// The same bytes again and again, for as long as the client stays.
    Endless(Vec<u8>),
    /// The same with a pause before each.
    Trickle(Vec<u8>),
}

impl Answer {
    /// An answer with a JSON body that is empty so far.
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            then: Then::KeepAlive,
        }
        .header("content-type", "application/json")
    }

    /// What there is of an answer that is not put together by rule; the connection closes.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 0,
            headers: Vec::new(),
            body: bytes.into(),
            then: Then::Close,
        }
    }

    /// The connection closes without a byte.
    pub(crate) fn dropped() -> Self {
        Self::raw([])
    }

    /// No byte ever comes.
    pub(crate) fn silence() -> Self {
        Self::raw([]).then(Then::Silence)
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts read best as they are"
    )]
    pub(crate) fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_owned();
        self
    }

    /// The connection closes afterwards.
    pub(crate) fn closing(self) -> Self {
        self.header("connection", "close").then(Then::Close)
    }

    /// Half of the body, and then the connection closes.
    pub(crate) fn truncated(self) -> Self {
        let bytes = self.bytes();
        let missing = self.body.len().div_ceil(2);
        Self::raw(&bytes[..bytes.len() - missing])
    }

    /// The answer so far, and then nothing for as long as the client stays.
    pub(crate) fn and_silence(self) -> Self {
        self.then(Then::Silence)
    }

    /// The answer so far, and then the same bytes for as long as the client stays.
    pub(crate) fn and_endless(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Then::Endless(bytes.into()))
    }

    /// The same with a pause before each.
    pub(crate) fn and_trickle(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.then(Then::Trickle(bytes.into()))
    }

    fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    fn bytes(&self) -> Vec<u8> {
        if self.status == 0 {
            return self.body.clone();
        }
        let mut head = format!("HTTP/1.1 {} Status\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !matches!(self.status, 204 | 304) {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        [head.as_bytes(), b"\r\n", &self.body].concat()
    }

    /// Says whether the connection can take another request.
    pub(super) async fn write(
        &self,
        connection: &mut (impl AsyncRead + AsyncWrite + Unpin),
        written: &AtomicU64,
    ) -> io::Result<bool> {
        let mut send = async |bytes: &[u8]| {
            connection.write_all(bytes).await?;
            connection.flush().await?;
            written.fetch_add(bytes.len() as u64, Ordering::SeqCst);
            Ok::<(), io::Error>(())
        };
        send(&self.bytes()).await?;
        match &self.then {
            Then::KeepAlive => return Ok(true),
            Then::Close => connection.shutdown().await?,
            Then::Silence => {
                connection.read_u8().await?;
            }
            Then::Endless(bytes) => loop {
                send(bytes).await?;
            },
            Then::Trickle(bytes) => loop {
                // Others get their turn, so that the client reads piece by piece.
                tokio::task::yield_now().await;
                send(bytes).await?;
            },
        }
        Ok(false)
    }
}
