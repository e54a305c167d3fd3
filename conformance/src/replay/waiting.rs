//! Waiting, unless the run is interrupted, and telling of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::interrupt::Interrupted;
use super::session::Session;
use crate::recording::{Wait, WaitReason};

impl Session<'_> {
    /// Waits before a call, and keeps note of it, unless the run is interrupted.
    pub(super) async fn wait(
        &mut self,
        why: WaitReason,
        before: u32,
        duration: Duration,
    ) -> Result<(), Interrupted> {
        let duration = duration.min(self.options.patience.longest_wait);
        let wait = Wait {
            why,
            ms: millis(duration),
            before,
        };
        if !duration.is_zero() {
            self.tell_wait(&wait);
            self.waits.push(wait);
        }
        self.sleep(duration).await
    }

    /// Waits for a list to show what was done, and keeps note of it.
    pub(super) async fn wait_for_lists(&mut self, duration: Duration) -> Result<(), Interrupted> {
        self.wait(WaitReason::Settling, self.calls + 1, duration)
            .await
    }

    /// Waits, unless the run is interrupted.
    pub(super) async fn sleep(&mut self, duration: Duration) -> Result<(), Interrupted> {
        let duration = duration.min(self.options.patience.longest_wait);
        tokio::select! {
            () = tokio::time::sleep(duration) => Ok(()),
            () = self.interrupt.wait() => Err(Interrupted),
        }
    }

    /// Waits for the rate limit, where the next call would exceed it.
    pub(super) async fn pause_for_pace(&mut self) -> Result<(), Interrupted> {
        if self.interrupt.is_set() {
            return Err(Interrupted);
        }
        match self.pacer.before_next(unix_seconds()) {
            Some(wait) => self.wait(WaitReason::Window, self.calls, wait).await,
            None => Ok(()),
        }
    }
}

/// A time in whole milliseconds.
pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The wall clock, in Unix seconds.
pub(super) fn unix_seconds() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
