//! How a scripted fault changes the way of a call.

use super::body;
use super::cut;
use super::exchange::{Asked, Exchange, Outcome, Written};
use crate::fault::{Ending, Fault};
use axum::http::StatusCode;
use axum::response::Response;
use std::time::Duration;

impl Exchange<'_> {
    /// Answers a call that `fault` hits, and writes it to the log as soon as it is there.
    pub(super) async fn faulted(&self, fault: &Fault, asked: &Asked<'_>) -> Response {
        self.log_hit();
        let acted = fault.after_acting.then(|| self.carry_out(asked));
        let held_to_the_end = self.hold(fault.delay).await;
        if !held_to_the_end || fault.ending == Ending::Dropped {
            return Response::new(cut::before_all());
        }
        let written = self.later().faulty(fault, asked, acted);
        self.state().log.answered(self.id, written.status());
        written.map(|body| match fault.ending {
            Ending::Truncated => cut::in_half(body),
            _ => body.into(),
        })
    }

    /// Waits for `delay`. Says whether it has passed; else the server is about to close.
    pub(super) async fn hold(&self, delay: Duration) -> bool {
        if delay.is_zero() {
            return true;
        }
        tokio::select! {
            biased;
            () = self.state().clock.sleep(delay) => true,
            () = self.served.closing.begun() => false,
        }
    }

    /// The same exchange after a while.
    fn later(&self) -> Self {
        Self {
            now: self.state().clock.now(),
            ..*self
        }
    }

    /// The answer with all that `fault` changes in it; `acted` is what came of the operation if it
    /// was carried out before.
    fn faulty(&self, fault: &Fault, asked: &Asked<'_>, acted: Option<Outcome>) -> Written {
        let mut written = match fault.status {
            Some(status) => self.stamped(status, self.error(status, fault.retry_after)),
            None => self.write(acted.unwrap_or_else(|| self.carry_out(asked))),
        };
        if let Some(body) = &fault.body {
            *written.body_mut() = body.clone().into_bytes();
        }
        fault.change_headers(written.headers_mut());
        written
    }

    /// The body of a scripted status: of an error the documented envelope, else none.
    fn error(&self, status: StatusCode, retry_after: Option<u64>) -> body::Body {
        if status.as_u16() < 400 {
            return body::Body::new();
        }
        let text = status.canonical_reason().unwrap_or("Scripted fault");
        body::error(text, code(status), self.id, retry_after)
    }

    fn log_hit(&self) {
        let (method, uri) = (&self.sent.method, &self.sent.uri);
        self.state().log.record_hit(method, uri, self.id);
    }
}

/// The code of an error, from the table on docs.hopx.ai /api/concepts/errors; where that has none,
/// the one that comes nearest.
fn code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "INVALID_TOKEN",
        402 => "PAYMENT_REQUIRED",
        403 => "FORBIDDEN",
        404 => "RESOURCE_NOT_FOUND",
        408 => "EXECUTION_TIMEOUT",
        409 => "CONFLICT",
        429 => "RATE_LIMIT_EXCEEDED",
        400..500 => "INVALID_REQUEST",
        503 => "SERVICE_UNAVAILABLE",
        _ => "INTERNAL_ERROR",
    }
}
