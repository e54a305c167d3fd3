//! Bodies that come in pieces, or end before their end.

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::convert::Infallible;
use std::fmt;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that fails before its first byte.
///
/// A server over HTTP/1.1 writes the head of an answer together with the first piece of the body,
/// so it closes the connection without having sent anything.
pub(super) fn before_all() -> Body {
    Body::new(Cut {
        next: Step::Fail,
        whole: None,
    })
}

/// A body as long as `whole` that fails after its half; an empty one has no half and is whole.
pub(super) fn in_half(whole: Vec<u8>) -> Body {
    if whole.is_empty() {
        return Body::empty();
    }
    let length = whole.len();
    let half = Bytes::from(whole).split_to(length / 2);
    Body::new(Cut {
        next: Step::Send(half),
        whole: Some(length as u64),
    })
}

/// A body in pieces of `size` bytes, without its length.
pub(super) fn in_pieces(whole: Vec<u8>, size: usize) -> Body {
    Body::new(Pieces {
        rest: whole.into(),
        size,
    })
}

struct Pieces {
    rest: Bytes,
    size: usize,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let size = self.size.min(self.rest.len());
        let piece = self.rest.split_to(size);
        Poll::Ready((size > 0).then_some(Ok(Frame::data(piece))))
    }
}

/// A failure, upon which a server can do nothing but close the connection, and what comes before.
struct Cut {
    next: Step,
    /// The length that is promised, if one is.
    whole: Option<u64>,
}

enum Step {
    Send(Bytes),
    /// A server that has to wait for more sends what it has.
    Wait,
    Fail,
    End,
}

impl Step {
    fn next(&self) -> Self {
        match self {
            Self::Send(_) => Self::Wait,
            Self::Wait => Self::Fail,
            Self::Fail | Self::End => Self::End,
        }
    }
}

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = ScriptedFault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ScriptedFault>>> {
        let next = self.next.next();
        match mem::replace(&mut self.next, next) {
            Step::Send(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Step::Wait => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Step::Fail => Poll::Ready(Some(Err(ScriptedFault))),
            Step::End => Poll::Ready(None),
        }
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
