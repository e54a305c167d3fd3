//! Where the mock reads the time: the machine's clock, or one that a test holds.

mod manual;
mod system;

pub use manual::ManualClock;
pub use system::SystemClock;

use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// A source of the present time.
///
/// Everything in the mock that depends on time asks its clock: `created_at`, `updated_at`, the
/// windows of the rate limit, the `Date` of answers and the delays of a [`Fault`](crate::Fault).
/// Tokio's paused time plays no part, unless a clock of your own brings it in.
///
/// ```
/// use hopx_mock::{Clock, Mock};
/// use std::pin::Pin;
/// use std::time::{Duration, SystemTime};
///
/// /// Runs a hundred times as fast.
/// struct Hasty(SystemTime);
///
/// impl Clock for Hasty {
///     fn now(&self) -> SystemTime {
///         self.0 + self.0.elapsed().unwrap_or_default() * 100
///     }
///
///     fn sleep(&self, by: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
///         Box::pin(tokio::time::sleep(by / 100))
///     }
/// }
///
/// let mock = Mock::builder().clock(Hasty(SystemTime::now())).build();
/// # mock.unwrap();
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The present time. A moment before 1970 counts as 1970.
    fn now(&self) -> SystemTime;

    /// Ends once `by` has passed on this clock, counted from the call of this method; at once if
    /// that is nothing, and never if the clock does not go that far. Any `by` is allowed.
    fn sleep(&self, by: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}
