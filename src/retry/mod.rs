//! Whether and when a failed call is tried again.

mod budget;
mod policy;

use std::time::{Duration, SystemTime};

use backon::ExponentialBackoff;

pub(crate) use budget::Budget;
pub use policy::{RetryBudget, RetryPolicy};

use crate::error::Error;
use crate::pace::Deadline;

/// The retry settings of a client.
#[derive(Clone, Debug)]
pub(crate) struct Retries {
    policy: RetryPolicy,
    budget: Budget,
}

impl Retries {
    pub(crate) fn new(policy: RetryPolicy) -> Self {
        let budget = Budget::new(policy.budgeted());
        Self { policy, budget }
    }

    /// The retries of one call that begins at `now`.
    pub(crate) fn begin(&self, changes: bool, now: SystemTime) -> CallRetries<'_> {
        self.budget.deposit();
        CallRetries {
            retries: self,
            bounds: self.policy.bounds(),
            changes,
            deadline: now.checked_add(self.policy.total()),
        }
    }
}

/// How one call stands with its retries.
pub(crate) struct CallRetries<'a> {
    retries: &'a Retries,
    bounds: ExponentialBackoff,
    /// Whether the call changes something.
    changes: bool,
    deadline: Option<SystemTime>,
}

impl Deadline for CallRetries<'_> {
    /// Whether a wait may end so late that an attempt still has time; a deadline beyond the end
    /// of time is none.
    fn allows(&self, wait: Duration, now: SystemTime) -> bool {
        match (self.deadline, now.checked_add(wait)) {
            (None, _) => true,
            (Some(deadline), Some(end)) => end < deadline,
            (Some(_), None) => false,
        }
    }

    fn within(&self, limit: Duration, now: SystemTime) -> Duration {
        let left = self
            .deadline
            .map(|end| end.duration_since(now).unwrap_or_default());
        left.map_or(limit, |left| left.min(limit))
    }
}

impl CallRetries<'_> {
    /// How long to wait before the next attempt; `None` if there shall be none.
    pub(crate) fn next(&mut self, error: &Error, now: SystemTime) -> Option<Duration> {
        if !error.is_retryable() || !self.is_safe_after(error) {
            return None;
        }
        let jittered = self.bounds.next()?.mul_f64(fastrand::f64());
        let wait = jittered.max(error.retry_after().unwrap_or_default());
        if !self.allows(wait, now) {
            return None;
        }
        // At once is no time that anybody would have to name.
        let told = error.retry_after().is_some_and(|wait| !wait.is_zero());
        (told || self.retries.budget.withdraw()).then_some(wait)
    }

    fn is_safe_after(&self, error: &Error) -> bool {
        !self.changes || self.retries.policy.repeats_changes() || !error.may_have_acted()
    }
}
