use super::Clock;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

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
pub struct ManualClock(Arc<watch::Sender<Face>>);

/// What the clock shows, and how many wait for it to move.
#[derive(Debug)]
struct Face {
    time: SystemTime,
    sleepers: usize,
}

impl ManualClock {
    /// A clock that shows `time`.
    #[must_use]
    pub fn at(time: SystemTime) -> Self {
        let face = Face { time, sleepers: 0 };
        Self(Arc::new(watch::Sender::new(face)))
    }

    /// Moves the clock forward by `step`. What sleeps until then, or until a moment before, wakes.
    ///
    /// # Panics
    /// If the time does not fit into a [`SystemTime`] any more.
    pub fn advance(&self, step: Duration) {
        self.0.send_modify(|face| face.time += step);
    }

    /// Sets the clock to `time`, which may lie in its past.
    pub fn set(&self, time: SystemTime) {
        self.0.send_modify(|face| face.time = time);
    }

    /// How many calls sleep on this clock: those that a delay holds and that nobody has given up.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.0.borrow().sleepers
    }

    /// Ends once `count` calls or more sleep on this clock. After that, to
    /// [`advance`](Self::advance) the clock is sure to count for them: a call that arrives later
    /// sleeps its whole time from then on.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// use hopx_mock::{Clock, ManualClock};
    /// use std::time::Duration;
    ///
    /// let clock = ManualClock::default();
    /// let call = tokio::spawn(clock.sleep(Duration::from_secs(30)));
    /// clock.slept_on_by(1).await;
    /// clock.advance(Duration::from_secs(29));
    /// assert!(!call.is_finished());
    /// clock.advance(Duration::from_secs(1));
    /// call.await.unwrap();
    /// # }
    /// ```
    pub async fn slept_on_by(&self, count: usize) {
        self.until(|face| face.sleepers >= count).await;
    }

    async fn until(&self, reached: impl FnMut(&Face) -> bool) {
        let mut seen = self.0.subscribe();
        // It cannot fail: this clock is one of the senders.
        let _ = seen.wait_for(reached).await;
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
        self.0.borrow().time
    }

    fn sleep(&self, by: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        // A moment that does not exist is never reached.
        let end = self.now().checked_add(by);
        let sleeper = Sleeper::on(self.clone());
        Box::pin(async move {
            let reached = |face: &Face| end.is_some_and(|end| face.time >= end);
            sleeper.0.until(reached).await;
        })
    }
}

/// Counts as somebody who sleeps for as long as it exists.
struct Sleeper(ManualClock);

impl Sleeper {
    fn on(clock: ManualClock) -> Self {
        clock.0.send_modify(|face| face.sleepers += 1);
        Self(clock)
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.0.0.send_modify(|face| face.sleepers -= 1);
    }
}
