//! A server on loopback that answers as it is told and tells what it was asked.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "every binary of tests uses a part of it"
)]

mod answer;
mod request;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tokio::io::{AsyncRead, AsyncWrite, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio_rustls::TlsAcceptor;

pub(crate) use answer::Answer;
pub(crate) use request::Request;

/// How a TLS connection begins: a record of the handshake.
const HANDSHAKE: u8 = 0x16;

pub(crate) struct Server {
    address: SocketAddr,
    requests: Mutex<mpsc::UnboundedReceiver<Request>>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    requests: AtomicUsize,
    connections: AtomicUsize,
    /// Bytes of answers that were taken off our hands.
    written: AtomicU64,
}

/// What every connection needs.
struct Desk<F> {
    answer: F,
    tls: Option<TlsAcceptor>,
    requests: mpsc::UnboundedSender<Request>,
    counts: Arc<Counts>,
}

impl Server {
    /// Answers every request alike.
    pub(crate) async fn answering(status: u16, body: &str) -> Self {
        Self::always(Answer::new(status).body(body)).await
    }

    pub(crate) async fn redirecting_to(url: &str) -> Self {
        Self::always(Answer::new(307).header("location", url)).await
    }

    pub(crate) async fn always(answer: Answer) -> Self {
        Self::with(move |_| answer.clone()).await
    }

    /// Gives one answer after the other, and the last one from then on.
    pub(crate) async fn scripted(answers: impl Into<Vec<Answer>>) -> Self {
        let answers = answers.into();
        let next = AtomicUsize::new(0);
        Self::with(move |_| {
            let number = next.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
            answers[number].clone()
        })
        .await
    }

    pub(crate) async fn with(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::start(answer, None).await
    }

    /// The same, for connections with and without TLS on one port.
    pub(crate) async fn with_tls(
        tls: TlsAcceptor,
        answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::start(answer, Some(tls)).await
    }

    async fn start(
        answer: impl Fn(&Request) -> Answer + Send + Sync + 'static,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback is there");
        let address = listener.local_addr().expect("the listener is bound");
        let (sender, requests) = mpsc::unbounded_channel();
        let counts = Arc::new(Counts::default());
        let desk = Arc::new(Desk {
            answer,
            tls,
            requests: sender,
            counts: counts.clone(),
        });
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                desk.counts.connections.fetch_add(1, Ordering::SeqCst);
                let desk = desk.clone();
                // Clients of these tests hang up whenever they like.
                tokio::spawn(async move { desk.serve(connection).await.unwrap_or_default() });
            }
        });
        Self {
            address,
            requests: Mutex::new(requests),
            counts,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// The next request that arrived.
    pub(crate) async fn request(&self) -> Request {
        self.requests
            .lock()
            .await
            .recv()
            .await
            .expect("the server runs")
    }

    /// How many requests have arrived.
    pub(crate) fn count(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }

    /// How many connections have been made.
    pub(crate) fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }

    /// How many bytes of answers went out.
    pub(crate) fn written(&self) -> u64 {
        self.counts.written.load(Ordering::SeqCst)
    }
}

impl<F: Fn(&Request) -> Answer + Send + Sync> Desk<F> {
    async fn serve(&self, connection: TcpStream) -> std::io::Result<()> {
        connection.set_nodelay(true)?;
        let mut first = [0];
        connection.peek(&mut first).await?;
        match &self.tls {
            Some(tls) if first[0] == HANDSHAKE => {
                self.converse(tls.accept(connection).await?).await
            }
            _ => self.converse(connection).await,
        }
    }

    async fn converse(
        &self,
        connection: impl AsyncRead + AsyncWrite + Unpin,
    ) -> std::io::Result<()> {
        let mut connection = BufStream::new(connection);
        while let Some(request) = Request::read(&mut connection).await? {
            self.counts.requests.fetch_add(1, Ordering::SeqCst);
            let answer = (self.answer)(&request);
            // Nobody has to look at requests.
            self.requests.send(request).unwrap_or_default();
            let goes_on = answer.write(&mut connection, &self.counts.written).await?;
            if !goes_on {
                break;
            }
        }
        Ok(())
    }
}
