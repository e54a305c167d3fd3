//! What is told of a gap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a run has left unproven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// What kind of gap it is.
    pub gap: Gap,
    /// What was seen, in one sentence.
    pub says: String,
    /// What would prove more.
    pub more: String,
}

/// Kinds of gaps. Their ids are stable.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// No list showed a single sandbox.
    EmptyLists,
    /// A list went on where the run stopped walking it.
    WalkCut,
    /// However small the pages, no list had a second one.
    OnePage,
    /// What a filter by status leaves out was never there to be left out.
    OneStatus,
    /// Every call with the key of the run was refused.
    AllRefused,
    /// Every call had the same answer, whatever it asked for.
    OneAnswer,
    /// A scenario about several sandboxes had only one.
    OneSandbox,
    /// Scenarios were not played.
    NotPlayed,
}

impl Gap {
    /// Its id, as reports show it.
    pub fn id(self) -> &'static str {
        match self {
            Gap::EmptyLists => "empty-lists",
            Gap::WalkCut => "walk-cut",
            Gap::OnePage => "one-page",
            Gap::OneStatus => "one-status",
            Gap::AllRefused => "all-refused",
            Gap::OneAnswer => "one-answer",
            Gap::OneSandbox => "one-sandbox",
            Gap::NotPlayed => "not-played",
        }
    }
}
