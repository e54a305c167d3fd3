//! How an exploration came about.

use serde::{Deserialize, Serialize};

/// What an exploration was asked for, and what it had left: with this and with what was seen it is
/// gone through once more, and comes to the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explored {
    /// What everything random came from.
    pub seed: u64,
    /// How many moves a sequence had at the most, or a round of overlapping calls.
    pub steps: u32,
    /// How many clients made calls at the same time.
    pub concurrency: u32,
    /// How many requests it was allowed.
    pub max_requests: u32,
    /// How many requests were left whenever it was decided what comes next.
    pub left: Vec<u32>,
}
