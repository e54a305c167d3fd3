//! How far a fleet has got, and how it ended.

/// How far a fleet has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FleetProgress {
    /// Whether sandboxes are still being looked for, so that [`found`](Self::found) may grow.
    pub listing: bool,
    /// How many sandboxes there are to change.
    pub found: usize,
    /// How many calls are in flight.
    pub in_flight: usize,
    /// How many sandboxes have been changed.
    pub changed: usize,
    /// How many sandboxes would have been changed, in a dry run.
    pub planned: usize,
    /// For how many it failed.
    pub failed: usize,
}

/// How every sandbox of a fleet stands in the end; each id is in exactly one of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FleetReport {
    /// Whether every sandbox was found; otherwise none was changed.
    pub complete: bool,
    /// Those that were changed.
    pub changed: Vec<String>,
    /// Those that would have been changed, in a dry run.
    pub planned: Vec<String>,
    /// Those that were not changed, because of an error.
    pub failed: Vec<String>,
    /// Those whose call failed in such a way that they may have been changed all the same.
    pub unsure: Vec<String>,
    /// Those whose turn never came.
    pub untouched: Vec<String>,
}

impl FleetProgress {
    /// How many sandboxes are done with, one way or the other.
    pub fn done(&self) -> usize {
        self.changed + self.planned + self.failed
    }
}

impl Default for FleetProgress {
    /// At the beginning.
    fn default() -> Self {
        Self {
            listing: true,
            found: 0,
            in_flight: 0,
            changed: 0,
            planned: 0,
            failed: 0,
        }
    }
}
