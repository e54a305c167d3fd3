//! The leave to send one request.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::rate_limit::RateLimit;

use super::Pacer;

/// The leave to send one request; dropping it says that no answer came.
#[must_use]
#[derive(Debug)]
pub(crate) struct Permit(Option<Arc<Pacer>>);

impl Permit {
    pub(super) fn new(pacer: Arc<Pacer>) -> Self {
        Self(Some(pacer))
    }

    /// What everybody has where nothing is paced.
    pub(super) fn free() -> Self {
        Self(None)
    }

    /// Tells of the answer, and of how long the server wants to be left alone.
    pub(crate) fn answered(mut self, headers: &HeaderMap, hold: Option<Duration>) {
        let Some(pacer) = self.0.take() else { return };
        let now = pacer.clock.now();
        let window =
            RateLimit::read(headers).and_then(|limit| Some((limit, limit.window(headers, now)?)));
        let mut state = pacer.state();
        state.answered(window, now);
        if let Some(hold) = hold {
            state.hold(hold, now);
        }
        drop(state);
        pacer.changed.notify_waiters();
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(pacer) = &self.0 {
            pacer.state().gone();
            pacer.changed.notify_waiters();
        }
    }
}
