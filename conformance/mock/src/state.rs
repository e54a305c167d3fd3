//! Everything that one control plane consists of, whoever serves it.

use crate::clock::Clock;
use crate::date::Date;
use crate::fault::Script;
use crate::rate_limit::RateLimiter;
use crate::request_ids::RequestIds;
use crate::request_log::RequestLog;
use crate::store::{RepeatedChange, Sandboxes};
use crate::twin::Playing;
use axum::http::HeaderValue;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The parts of a control plane. Each keeps itself consistent behind its own short lock.
pub(crate) struct State {
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) sandboxes: Mutex<Sandboxes>,
    pub(crate) limiter: RateLimiter,
    /// The limit as every answer tells it, written once.
    pub(crate) limit_header: HeaderValue,
    pub(crate) date: Date,
    pub(crate) script: Script,
    pub(crate) log: RequestLog,
    pub(crate) request_ids: RequestIds,
    pub(crate) repeated: RepeatedChange,
    pub(crate) twin: Option<Playing>,
}

impl State {
    pub(crate) fn sandboxes(&self) -> MutexGuard<'_, Sandboxes> {
        self.sandboxes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
