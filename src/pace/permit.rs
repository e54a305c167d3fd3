//! The leave to send one request.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;

use crate::rate_limit::RateLimit;

use super::Pacer;

/// The leave to send one request; dropping it says that no answer came.
#[must_use]
#[derive(Debug)]
pub(crate) struct Permit {
    pacer: Option<Arc<Pacer>>,
    /// Whether the others wait for the answer.
    probe: bool,
}

impl Permit {
    pub(super) fn new(pacer: Arc<Pacer>, probe: bool) -> Self {
        let pacer = Some(pacer);
        Self { pacer, probe }
    }

    /// What everybody has where nothing is paced.
    pub(super) fn free() -> Self {
        let probe = false;
        Self { pacer: None, probe }
    }

    /// Tells of the answer, and of how long the server wants to be left alone.
    pub(crate) fn answered(mut self, headers: &HeaderMap, hold: Option<Duration>) {
        let Some(pacer) = self.pacer.take() else {
            return;
        };
        let now = pacer.clock.now();
        let window =
            RateLimit::read(headers).and_then(|limit| Some((limit, limit.window(headers, now)?)));
        let mut state = pacer.state();
        state.answered(self.probe, window, now);
        if let Some(hold) = hold {
            state.hold(hold, now);
        }
        drop(state);
        pacer.changed.notify_waiters();
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(pacer) = &self.pacer {
            pacer.state().gone(self.probe);
            pacer.changed.notify_waiters();
        }
    }
}
