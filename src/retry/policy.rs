//! How often and how long a call is tried.

use std::num::NonZeroU32;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// How often, how long and at what distance a call is tried again.
///
/// Lists are tried again after 408, 429, any 5xx, and connections that failed, broke or took
/// too long. Pauses and resumes are tried again only where the server cannot have acted: no
/// connection came about, or it answered 429. [`repeat_changes`](Self::repeat_changes) treats
/// them like lists; both are harmless to repeat, but the repetition may be answered with 409
/// (pages *pause* and *resume* do not say).
///
/// Between attempts passes a random time below a bound that doubles from attempt to attempt
/// (*full jitter*), or what the server asks for, if that is longer: `retry_after` in the body,
/// `Retry-After`, or the end of a spent window (page *rate-limits*).
///
/// ```
/// use hopx_client::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().attempts(8).total_time(Duration::from_secs(600));
/// let single = RetryPolicy::off();
/// # let _ = (patient, single);
/// ```
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    attempts: NonZeroU32,
    total_time: Duration,
    first_delay: Duration,
    longest_delay: Duration,
    repeat_changes: bool,
    budget: Option<RetryBudget>,
}

/// How many retries all calls of a client may make together, so that a server in trouble is
/// not buried in them. A retry at a time that the server named is free.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryBudget {
    pub(super) per_second: u32,
    pub(super) share: f32,
}

impl RetryBudget {
    /// `per_second` retries a second whatever happens, and `share` (0 to 1000) of the calls
    /// of the last ten seconds on top; values beyond the range count as its end.
    pub fn new(per_second: u32, share: f32) -> Self {
        Self {
            per_second: per_second.min(1_000_000),
            // Less than that is nothing, and would not leave the account room for the rest.
            share: if share.is_nan() || share < 1e-6 {
                0.0
            } else {
                share.clamp(0.0, 1_000.0)
            },
        }
    }
}

impl Default for RetryBudget {
    /// 10 a second and a fifth of the calls.
    fn default() -> Self {
        Self::new(10, 0.2)
    }
}

impl Default for RetryPolicy {
    /// 4 attempts within 3 minutes, delays below 0.25, 0.5, 1 … and at most 20 seconds, the
    /// default budget, no repetition of changes that may have been made.
    fn default() -> Self {
        Self {
            attempts: const { NonZeroU32::new(4).unwrap() },
            total_time: Duration::from_secs(180),
            first_delay: Duration::from_millis(250),
            longest_delay: Duration::from_secs(20),
            repeat_changes: false,
            budget: Some(RetryBudget::default()),
        }
    }
}

impl RetryPolicy {
    /// One attempt and no more.
    #[must_use]
    pub fn off() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts a call may take in all; 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = NonZeroU32::new(attempts).unwrap_or(NonZeroU32::MIN);
        self
    }

    /// How long a call may take in all, waits included; no wait is begun that would end later.
    #[must_use]
    pub fn total_time(mut self, time: Duration) -> Self {
        self.total_time = time;
        self
    }

    /// The bound of the first delay, and of every delay.
    #[must_use]
    pub fn delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first_delay = first;
        self.longest_delay = longest;
        self
    }

    /// Whether pauses and resumes are tried again even where the server may have acted.
    #[must_use]
    pub fn repeat_changes(mut self, repeat: bool) -> Self {
        self.repeat_changes = repeat;
        self
    }

    /// What all calls of the client may spend on retries together; `None` for no bound.
    #[must_use]
    pub fn budget(mut self, budget: impl Into<Option<RetryBudget>>) -> Self {
        self.budget = budget.into();
        self
    }

    pub(crate) fn total(&self) -> Duration {
        self.total_time
    }

    pub(super) fn repeats_changes(&self) -> bool {
        self.repeat_changes
    }

    pub(super) fn budgeted(&self) -> Option<RetryBudget> {
        self.budget
    }

    /// The bound of a delay for which the server names none.
    pub(super) fn spread(&self) -> Duration {
        self.longest_delay
    }

    /// The bounds of the delays, one for each retry.
    pub(super) fn bounds(&self) -> ExponentialBackoff {
        ExponentialBuilder::new()
            .with_factor(2.0)
            .with_min_delay(self.first_delay)
            .with_max_delay(self.longest_delay.max(self.first_delay))
            .with_max_times(self.attempts.get() as usize - 1)
            .build()
    }
}
