//! The shards that a report was merged from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Document, Ending};

/// A shard that a report was merged from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MergedShard {
    /// Which shard it is, from 1.
    pub number: u32,
    /// How many shards there are.
    pub of: u32,
    /// When it began, in RFC 3339.
    pub started_at: String,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// How it ended.
    pub ending: Ending,
    /// Its exit code.
    pub exit_code: u8,
    /// How many scenarios it had.
    pub scenarios: usize,
    /// How many requests it sent, every attempt counted.
    pub requests: usize,
    /// The sandboxes that it had.
    pub sandboxes: Vec<String>,
}

impl MergedShard {
    /// Whether it could not tell what it was to, so that what it had is not known.
    pub fn is_lost(&self) -> bool {
        matches!(self.ending, Ending::Usage | Ending::CouldNotTell)
    }
}

impl Document {
    /// The shards that a merged report lacks; none of a report that is not merged.
    pub fn missing_shards(&self) -> Vec<u32> {
        let of = self.merged.iter().map(|shard| shard.of).max().unwrap_or(0);
        let there = |number: &u32| self.merged.iter().any(|shard| shard.number == *number);
        (1..=of).filter(|number| !there(number)).collect()
    }
}
