//! A clock for tests on which no wait takes any time.
#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "every binary of tests uses a part of it"
)]

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A clock that stands still but for waits: whoever waits on it moves it on by as much at once,
/// and goes on. It writes the waits down. Clones are the same clock.
#[derive(Clone)]
pub(crate) struct LeapingClock(Arc<Mutex<Face>>);

struct Face {
    time: SystemTime,
    waits: Vec<Duration>,
}

impl LeapingClock {
    /// A clock that shows 2026-01-01T00:00:00Z.
    pub(crate) fn new() -> Self {
        Self(Arc::new(Mutex::new(Face {
            time: SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600),
            waits: Vec::new(),
        })))
    }

    pub(crate) fn time(&self) -> SystemTime {
        self.face().time
    }

    /// The seconds since 1970.
    pub(crate) fn seconds(&self) -> u64 {
        let passed = self.time().duration_since(SystemTime::UNIX_EPOCH);
        passed.expect("the clock begins later").as_secs()
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.face().time += by;
    }

    pub(crate) fn set_back(&self, by: Duration) {
        self.face().time -= by;
    }

    /// Every wait so far, the first one first.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.face().waits.clone()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let clock = self.clone();
        Box::pin(async move {
            let mut face = clock.face();
            face.waits.push(wait);
            face.time += wait;
        })
    }

    fn face(&self) -> MutexGuard<'_, Face> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl hopx_client::Clock for LeapingClock {
    fn now(&self) -> SystemTime {
        self.time()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleep(wait)
    }
}

impl hopx_mock::Clock for LeapingClock {
    fn now(&self) -> SystemTime {
        self.time()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleep(wait)
    }
}
