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

    /// Another policy. Where it has the same budget, both draw on one account.
    pub(crate) fn with(&self, policy: RetryPolicy) -> Self {
        let same = policy.budgeted() == self.policy.budgeted();
        let budget = same.then(|| self.budget.clone());
        Self {
            budget: budget.unwrap_or_else(|| Budget::new(policy.budgeted())),
            policy,
        }
    }

    /// The retries of one call that begins at `now`. A patient one waits for the rate limit as
    /// long as it takes, and so has no time that all of it may take.
    pub(crate) fn begin(&self, changes: bool, patient: bool, now: SystemTime) -> CallRetries<'_> {
        self.budget.deposit();
        CallRetries {
            retries: self,
            bounds: self.policy.bounds(),
            changes,
            refusals: if patient { REFUSALS } else { 0 },
            deadline: now.checked_add(self.policy.total()).filter(|_| !patient),
        }
    }
}

/// How one call stands with its retries.
pub(crate) struct CallRetries<'a> {
    retries: &'a Retries,
    bounds: ExponentialBackoff,
    /// Whether the call changes something.
    changes: bool,
    /// How many refusals for the pace are still borne with.
    refusals: u32,
    deadline: Option<SystemTime>,
}

/// How many refusals for the pace a patient call bears with: a limit that is shared with others
/// may be spent at every turn.
const REFUSALS: u32 = 100;

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
        limit.min(left.unwrap_or(self.retries.policy.total()))
    }
}

impl CallRetries<'_> {
    /// How long to wait before the next attempt; `None` if there shall be none.
    pub(crate) fn next(&mut self, error: &Error, now: SystemTime) -> Option<Duration> {
        if !error.is_retryable() || !self.is_safe_after(error) {
            return None;
        }
        let mended_by_waiting = error.is_about_pace() || !error.is_rate_limited();
        if !mended_by_waiting && error.retry_after().is_none() {
            return None;
        }
        if error.is_about_pace() && self.refusals > 0 {
            self.refusals -= 1;
            return Some(self.after_refusal(error));
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

    /// The wait of a patient call.
    fn after_refusal(&self, error: &Error) -> Duration {
        let spread = self.retries.policy.spread().mul_f64(fastrand::f64());
        error.retry_after().unwrap_or(spread)
    }

    fn is_safe_after(&self, error: &Error) -> bool {
        !self.changes || self.retries.policy.repeats_changes() || !error.may_have_acted()
    }
}
