//! When a call was made that may overlap others.

use serde::{Deserialize, Serialize};

/// Who made a call, and its place among what happened to all such calls of the run.
///
/// Milliseconds are too coarse to tell which of two calls came first: a call has certainly come
/// to its end before another one began where its answer has the lower place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// The client, from 1. It makes one call at a time.
    pub client: u32,
    /// The place of its beginning, taken before anything was sent.
    pub invoked: u64,
    /// The place of its answer, taken when that had been read to its end.
    pub answered: u64,
}

impl Overlap {
    /// Whether neither call is known to have come to its end before the other began.
    pub fn meets(&self, other: &Overlap) -> bool {
        self.invoked <= other.answered && other.invoked <= self.answered
    }
}
