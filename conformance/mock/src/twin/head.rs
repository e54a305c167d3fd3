//! Connections whose status lines and header fields are written otherwise.

use axum::serve::Listener;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What rewrites a head, keeping its length.
type Rewrite = fn(&mut [u8]);

/// A listener, or one connection of it, that rewrites the heads of answers, if it is told how.
pub(crate) struct Headed<T> {
    inner: T,
    rewrite: Option<Rewrite>,
    /// Rewritten bytes that the connection has not taken yet.
    pending: Vec<u8>,
}

impl<T> Headed<T> {
    pub(crate) fn new(inner: T, rewrite: Option<Rewrite>) -> Self {
        Self {
            inner,
            rewrite,
            pending: Vec::new(),
        }
    }
}

impl Listener for Headed<TcpListener> {
    type Io = Headed<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (connection, address) = Listener::accept(&mut self.inner).await;
        // Without this, small answers may wait for the client to acknowledge the one before.
        // A connection that refuses the option still works.
        let _ = connection.set_nodelay(true);
        (Headed::new(connection, self.rewrite), address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.inner.local_addr()
    }
}

impl AsyncRead for Headed<TcpStream> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, buffer)
    }
}

impl Headed<TcpStream> {
    /// Writes what is pending.
    fn poll_pending(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.pending.is_empty() {
            let written = Pin::new(&mut self.inner).poll_write(context, &self.pending);
            match std::task::ready!(written)? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => drop(self.pending.drain(..written)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The server writes the head of an answer at the beginning of a piece, and all of it at once.
fn head(bytes: &mut [u8]) -> Option<&mut [u8]> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    bytes.starts_with(b"HTTP/").then(|| &mut bytes[..end + 2])
}

impl AsyncWrite for Headed<TcpStream> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let Some(rewrite) = self.rewrite else {
            return Pin::new(&mut self.inner).poll_write(context, bytes);
        };
        std::task::ready!(self.poll_pending(context))?;
        self.pending.extend_from_slice(bytes);
        if let Some(head) = head(&mut self.pending) {
            rewrite(head);
        }
        // What does not go out now does with the next write or flush.
        match self.poll_pending(context) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            _ => Poll::Ready(Ok(bytes.len())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        std::task::ready!(self.poll_pending(context))?;
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        std::task::ready!(self.poll_pending(context))?;
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.rewrite.is_none() {
            return Pin::new(&mut self.inner).poll_write_vectored(context, pieces);
        }
        let first = pieces.iter().find(|piece| !piece.is_empty());
        self.poll_write(context, first.map_or(&[], |piece| piece))
    }

    fn is_write_vectored(&self) -> bool {
        self.rewrite.is_none() && self.inner.is_write_vectored()
    }
}
