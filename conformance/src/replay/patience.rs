//! How long a run waits for what is not ready yet.

use std::time::Duration;

/// The waits of a run, apart from those that a single call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// What is waited before a list is repeated that does not show a change yet; it doubles
    /// each time, until the time to settle is over.
    pub first_look: Duration,
    /// What is waited before a list that failed for the moment is asked for again.
    pub moment: Duration,
    /// What is waited between two tries to put a sandbox back.
    pub between_tries: Duration,
    /// What is waited after a 429 that says nothing of how long.
    pub unsaid: Duration,
    /// A server that asks to wait longer than this is not waited for.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            first_look: Duration::from_millis(100),
            moment: Duration::from_millis(300),
            between_tries: Duration::from_secs(1),
            unsaid: Duration::from_secs(2),
            longest: Duration::from_secs(120),
        }
    }
}
