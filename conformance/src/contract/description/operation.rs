//! The three operations, and what they are called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the three operations.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// `GET /v1/sandboxes`
    List,
    /// `POST /v1/sandboxes/{id}/pause`
    Pause,
    /// `POST /v1/sandboxes/{id}/resume`
    Resume,
}

impl Operation {
    /// All three, in the order of the description.
    pub const ALL: [Operation; 3] = [Operation::List, Operation::Pause, Operation::Resume];

    /// The operation id in the description.
    pub fn id(self) -> &'static str {
        match self {
            Operation::List => "list_sandboxes",
            Operation::Pause => "pause_sandbox",
            Operation::Resume => "resume_sandbox",
        }
    }

    /// The word that claims and addresses use for it.
    pub fn word(self) -> &'static str {
        match self {
            Operation::List => "list",
            Operation::Pause => "pause",
            Operation::Resume => "resume",
        }
    }

    /// The operation of that id.
    pub fn from_id(id: &str) -> Option<Self> {
        Operation::ALL
            .into_iter()
            .find(|operation| operation.id() == id)
    }
}
