use super::Clock;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// The clock of the machine; what a mock uses unless told otherwise.
///
/// Sleeping on it takes a tokio runtime whose timer is enabled.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// # Panics
    /// Outside of a tokio runtime, or in one without a timer.
    fn sleep(&self, by: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(by))
    }
}
