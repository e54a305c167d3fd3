//! Bodies that end before their end.

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that fails before its first byte.
///
/// A server over HTTP/1.1 writes the head of an answer together with the first piece of the body,
/// so it closes the connection without having sent anything.
pub(super) fn before_all() -> Body {
    Body::new(Cut {
        sent: Bytes::new(),
        flushed: true,
        whole: None,
    })
}

/// A body as long as `whole` that fails after its half; an empty one has no half and is whole.
pub(super) fn in_half(whole: Vec<u8>) -> Body {
    if whole.is_empty() {
        return Body::empty();
    }
    let length = whole.len() as u64;
    let whole = Bytes::from(whole);
    Body::new(Cut {
        sent: whole.slice(..whole.len() / 2),
        flushed: false,
        whole: Some(length),
    })
}

/// What is sent, then a failure, upon which a server can do nothing but close the connection.
struct Cut {
    sent: Bytes,
    /// Whether the server had the time to send what it has.
    flushed: bool,
    /// The length that is promised, if one is.
    whole: Option<u64>,
}

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = ScriptedFault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ScriptedFault>>> {
        let sent = std::mem::take(&mut self.sent);
        if !sent.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(sent))));
        }
        if !std::mem::replace(&mut self.flushed, true) {
            // A server that has to wait for the next piece sends those before.
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(ScriptedFault)))
    }

    fn size_hint(&self) -> SizeHint {
        self.whole
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Why such a body ends.
#[derive(Debug)]
struct ScriptedFault;

impl fmt::Display for ScriptedFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scripted fault ends the body here")
    }
}

impl std::error::Error for ScriptedFault {}
