//! Where the mock reads the time: the machine's clock, or one that a test holds.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A source of the present time.
///
/// Everything in the mock that depends on time asks its clock: `created_at`, `updated_at` and
/// the windows of the rate limit. Tokio's paused time plays no part.
pub trait Clock: Send + Sync + 'static {
    /// The present time. A moment before 1970 counts as 1970.
    fn now(&self) -> SystemTime;
}

/// The clock of the machine; what a mock uses unless told otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A clock that moves only when told to. Clones show the same time.
///
/// ```
/// use hopx_mock::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::default();
/// let before = clock.now();
/// clock.clone().advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), before + Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<Mutex<SystemTime>>);

impl ManualClock {
    /// A clock that shows `time`.
    #[must_use]
    pub fn at(time: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(time)))
    }

    /// Moves the clock forward by `step`.
    ///
    /// # Panics
    /// If the time does not fit into a [`SystemTime`] any more.
    pub fn advance(&self, step: Duration) {
        *self.time() += step;
    }

    /// Sets the clock to `time`, which may lie in its past.
    pub fn set(&self, time: SystemTime) {
        *self.time() = time;
    }

    fn time(&self) -> std::sync::MutexGuard<'_, SystemTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for ManualClock {
    /// A clock that shows 2025-01-01T00:00:00Z.
    fn default() -> Self {
        Self::at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        *self.time()
    }
}
