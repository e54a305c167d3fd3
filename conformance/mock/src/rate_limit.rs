//! The rate limit: what was asked for, and who has spent how much of it.

use crate::organization::Organization;
use crate::timestamp::since_epoch;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How many requests each API key has in a window of time, and whether that is enforced.
///
/// A window begins with the first request after the last window ended. By default there are 100
/// requests in 60 seconds (docs.hopx.ai /api/concepts/rate-limits), told in headers and not
/// enforced. While it is not enforced `X-RateLimit-Remaining` counts down but stops at 1: a
/// client that paces itself must not wait for a limit that is not there.
///
/// ```
/// use hopx_mock::RateLimit;
/// use std::time::Duration;
///
/// let strict = RateLimit::default().enforced();
/// let tight = RateLimit::new(5, Duration::from_secs(10)).enforced();
/// # let _ = (strict, tight);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    requests: u32,
    window: Duration,
    enforced: bool,
}

impl RateLimit {
    pub(crate) const fn requests(self) -> u32 {
        self.requests
    }

    /// `requests` per `window` for each API key, not enforced. A limit of 0 refuses every request
    /// once it is enforced.
    #[must_use]
    pub const fn new(requests: u32, window: Duration) -> Self {
        Self {
            requests,
            window,
            enforced: false,
        }
    }

    /// The same limit, enforced: a key that has spent it gets 429 `RATE_LIMIT_EXCEEDED` until its
    /// window ends.
    #[must_use]
    pub const fn enforced(self) -> Self {
        Self {
            enforced: true,
            ..self
        }
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self::new(100, Duration::from_secs(60))
    }
}

/// Whose requests are counted together: one count for each key, and one for all callers without
/// a good one.
pub(crate) type Caller = Option<Organization>;

/// What is left to a caller, as the response tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) remaining: u32,
    /// When the window ends, in Unix seconds, rounded up.
    pub(crate) reset: u64,
    /// Seconds to wait, when this very request was one too many.
    pub(crate) retry_after: Option<u64>,
}

/// Counts the requests of every caller.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    policy: RateLimit,
    main: Mutex<Window>,
    other: Mutex<Window>,
    nobody: Mutex<Window>,
}

impl RateLimiter {
    pub(crate) fn new(policy: RateLimit) -> Self {
        Self {
            policy,
            main: Mutex::default(),
            other: Mutex::default(),
            nobody: Mutex::default(),
        }
    }

    /// Counts a request of `caller` at `now`.
    pub(crate) fn spend(&self, caller: Caller, now: SystemTime) -> Quota {
        self.window(caller)
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .spend(self.policy, since_epoch(now))
    }

    fn window(&self, caller: Caller) -> &Mutex<Window> {
        match caller {
            Some(Organization::Main) => &self.main,
            Some(Organization::Other) => &self.other,
            None => &self.nobody,
        }
    }
}

/// The present window of one caller. Times are counted from 1970.
#[derive(Debug, Default)]
struct Window {
    start: Duration,
    spent: u32,
}

impl Window {
    fn spend(&mut self, policy: RateLimit, now: Duration) -> Quota {
        if !self.covers(policy, now) {
            *self = Self {
                start: now,
                spent: 0,
            };
        }
        let exceeded = policy.enforced && self.spent >= policy.requests;
        self.spent = self.spent.saturating_add(1);
        self.quota(policy, now, exceeded)
    }

    /// Whether `now` still lies in this window. A clock that was set back begins a new one.
    fn covers(&self, policy: RateLimit, now: Duration) -> bool {
        now.checked_sub(self.start)
            .is_some_and(|passed| passed < policy.window)
    }

    fn quota(&self, policy: RateLimit, now: Duration, exceeded: bool) -> Quota {
        let end = self.start.saturating_add(policy.window);
        let floor = u32::from(!policy.enforced);
        Quota {
            remaining: policy.requests.saturating_sub(self.spent).max(floor),
            reset: seconds_rounded_up(end),
            retry_after: exceeded.then(|| seconds_rounded_up(end.saturating_sub(now))),
        }
    }
}

/// Rounded up, so that whoever waits for it finds the window over.
fn seconds_rounded_up(time: Duration) -> u64 {
    let begun = u64::from(time.subsec_nanos() > 0);
    time.as_secs().saturating_add(begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: Caller = Some(Organization::Main);

    fn at(milliseconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(1_000_000 + milliseconds)
    }

    fn enforced(requests: u32) -> RateLimiter {
        RateLimiter::new(RateLimit::new(requests, Duration::from_secs(60)).enforced())
    }

    #[test]
    fn an_enforced_limit_lets_exactly_its_number_of_requests_through() {
        let limiter = enforced(2);
        assert_eq!(limiter.spend(MAIN, at(0)).remaining, 1);
        assert_eq!(limiter.spend(MAIN, at(1)).remaining, 0);
        assert_eq!(limiter.spend(MAIN, at(1)).retry_after, Some(60));
        assert_eq!(limiter.spend(MAIN, at(59_001)).retry_after, Some(1));
        assert_eq!(limiter.spend(MAIN, at(59_999)).retry_after, Some(1));
    }

    #[test]
    fn waiting_as_told_opens_a_new_window() {
        let limiter = enforced(1);
        limiter.spend(MAIN, at(500));
        let refused = limiter.spend(MAIN, at(700));
        assert_eq!(refused.reset, 1_061);
        let waited = 700 + 1000 * refused.retry_after.unwrap();
        assert_eq!(limiter.spend(MAIN, at(waited)).retry_after, None);
    }

    #[test]
    fn callers_do_not_spend_each_others_requests() {
        let limiter = enforced(1);
        for caller in [MAIN, Some(Organization::Other), None] {
            assert_eq!(limiter.spend(caller, at(0)).retry_after, None);
        }
    }

    #[test]
    fn a_limit_that_is_not_enforced_never_reports_nothing_left() {
        let limiter = RateLimiter::new(RateLimit::new(3, Duration::from_secs(60)));
        let told: Vec<u32> = (0..5)
            .map(|_| limiter.spend(MAIN, at(0)))
            .inspect(|quota| assert_eq!(quota.retry_after, None))
            .map(|quota| quota.remaining)
            .collect();
        assert_eq!(told, [2, 1, 1, 1, 1]);
        assert_eq!(limiter.spend(MAIN, at(60_000)).remaining, 2);
    }

    #[test]
    fn a_clock_that_was_set_back_begins_a_new_window() {
        let limiter = enforced(1);
        limiter.spend(MAIN, at(5_000));
        assert_eq!(limiter.spend(MAIN, at(0)).retry_after, None);
    }

    #[test]
    fn the_longest_window_does_not_overflow() {
        let limiter = RateLimiter::new(RateLimit::new(0, Duration::MAX).enforced());
        assert_eq!(limiter.spend(MAIN, at(1)).remaining, 0);
        assert!(limiter.spend(MAIN, at(1)).retry_after.is_some());
    }
}
