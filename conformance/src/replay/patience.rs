//! How patient a run is with the server.

use std::time::Duration;

/// Bounds of what a run waits for, apart from the time that changes may take to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// No single wait is longer than this, whoever asks for it.
    pub longest_wait: Duration,
    /// How often a list is looked at until it shows a change, at the least, where changes may
    /// take a time at all: that time is over at once where every answer is late, and some lists
    /// are behind by a number of calls rather than by a time. A machine that is not held up looks
    /// about as often as this by default within two seconds, so that the verdict does not depend
    /// on how fast it is.
    pub least_looks: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            longest_wait: Duration::MAX,
            least_looks: 6,
        }
    }
}
