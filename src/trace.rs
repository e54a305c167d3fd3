//! What a call tells `tracing`, if the feature is on.
//!
//! One span `hopx.call` for each call, and in it one `hopx.attempt` for each attempt; both
//! name operation, status and request id as soon as they are known, and never the key.

use std::time::Duration;

#[cfg(feature = "tracing")]
use tracing::{Instrument, debug, debug_span, field};

use crate::error::Error;

/// The span of a call or of an attempt; nothing without the feature.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn call(operation: &'static str) -> Self {
        let span = debug_span!(
            "hopx.call",
            operation,
            attempts = field::Empty,
            status = field::Empty,
            request_id = field::Empty,
        );
        Self { span }
    }

    pub(crate) fn attempt(&self, operation: &'static str, attempt: usize) -> Self {
        self.span.record("attempts", attempt);
        let span = debug_span!(
            parent: &self.span,
            "hopx.attempt",
            operation,
            attempt,
            status = field::Empty,
            request_id = field::Empty,
        );
        Self { span }
    }

    /// Whether anybody looks at it.
    pub(crate) fn is_seen(&self) -> bool {
        !self.span.is_disabled()
    }

    pub(crate) async fn around<F: Future>(&self, work: F) -> F::Output {
        work.instrument(self.span.clone()).await
    }

    pub(crate) fn answered(&self, status: u16, request_id: Option<&str>) {
        self.span.record("status", status);
        self.span.record("request_id", request_id);
    }

    pub(crate) fn failed(&self, error: &Error) {
        if let Some(status) = error.status() {
            self.answered(status.as_u16(), error.request_id());
        }
        debug!(parent: &self.span, %error, "failed");
    }

    pub(crate) fn waits(&self, wait: Duration) {
        debug!(parent: &self.span, ?wait, "tries again");
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(
    clippy::unused_self,
    reason = "the same calls as with the feature, and nothing behind them"
)]
impl Span {
    pub(crate) fn call(_: &'static str) -> Self {
        Self {}
    }

    pub(crate) fn attempt(&self, _: &'static str, _: usize) -> Self {
        Self {}
    }

    pub(crate) fn is_seen(&self) -> bool {
        false
    }

    pub(crate) async fn around<F: Future>(&self, work: F) -> F::Output {
        work.await
    }

    pub(crate) fn answered(&self, _: u16, _: Option<&str>) {}

    pub(crate) fn failed(&self, _: &Error) {}

    pub(crate) fn waits(&self, _: Duration) {}
}

/// A call waits for the rate limit.
pub(crate) fn paced(wait: Duration) {
    #[cfg(feature = "tracing")]
    debug!(?wait, "waits for the rate limit");
    #[cfg(not(feature = "tracing"))]
    let _ = wait;
}

/// Work for another task, in the span of this one.
pub(crate) fn in_current_span<F: Future>(work: F) -> impl Future<Output = F::Output> {
    #[cfg(feature = "tracing")]
    let work = work.in_current_span();
    work
}
