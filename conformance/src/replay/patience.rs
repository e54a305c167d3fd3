//! How patient a run is with the server.

use std::time::Duration;

/// Bounds of what a run waits for, apart from the time that changes may take to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// No single wait is longer than this, whoever asks for it.
    pub longest_wait: Duration,
    /// How often a list is looked at until it shows a change, at the least: the time that
    /// changes may take is over at once where every answer is late.
    pub least_looks: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            longest_wait: Duration::MAX,
            least_looks: 1,
        }
    }
}
