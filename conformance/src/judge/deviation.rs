//! A deviation that was known beforehand, and what a run says of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A known deviation, as its file has it, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KnownDeviation {
    /// The claim that is broken.
    pub claim: String,
    /// The scenarios that show it; everywhere if empty.
    pub scope: Vec<String>,
    /// Why it is put up with.
    pub reason: String,
    /// Where it is dealt with.
    pub ticket: Option<String>,
    /// The last day on which it is put up with.
    pub expires: String,
    /// Where its entry stands: file, line and column.
    pub place: String,
    /// What the run says of it.
    pub standing: Standing,
    /// Where nothing was found of it: the scenarios that might show it and were not played to
    /// their end. Of several shards each is open in this only as far as no other played it.
    #[serde(default)]
    pub unplayed: Vec<Unplayed>,
}

/// A scenario that might show a deviation and was not played to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unplayed {
    /// Its address.
    pub scenario: String,
    /// Why it was not, as words that follow the address: `was skipped`.
    pub why: String,
    /// Whether it was in the run at all.
    pub selected: bool,
}

/// What a run says of a known deviation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It was seen, and fails nothing.
    Occurs {
        /// How many findings there are of it.
        findings: usize,
    },
    /// Its last day is over: whatever is found of it fails, and so does its entry.
    Expired {
        /// How many findings there are of it.
        findings: usize,
    },
    /// It did not occur where it would have shown: its entry fails.
    Stale,
    /// Whether it still occurs cannot be told.
    NotChecked(
        /// Why not.
        String,
    ),
}

impl Standing {
    /// Where a deviation stands of which nothing was found, though it might have been.
    pub fn unseen(unplayed: &[Unplayed]) -> Self {
        match unplayed.first() {
            Some(Unplayed { scenario, why, .. }) => {
                Standing::NotChecked(format!("{scenario} {why}"))
            }
            None => Standing::Stale,
        }
    }

    /// Whether its entry fails a run.
    pub fn fails(&self) -> bool {
        matches!(self, Standing::Expired { .. } | Standing::Stale)
    }
}
