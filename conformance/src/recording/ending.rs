//! How a run ended, where it did not simply come to its end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AuthHeader;
use crate::contract::Operation;

/// Why a run ended before its first scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unready {
    /// Whether the server keeps the contract cannot be told.
    #[error("{0}")]
    CouldNotTell(String),
    /// A sandbox was named that the run must not work on.
    #[error("{0}")]
    Usage(String),
    /// The run was interrupted.
    #[error("interrupted")]
    Interrupted,
}

/// A sandbox that could not be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotPutBack {
    /// Its id.
    pub id: String,
    /// The status that it was found in.
    pub found: String,
    /// The operation that brings it there.
    pub operation: Operation,
    /// The header that carries the key.
    pub auth: AuthHeader,
    /// What the last try came to.
    pub because: String,
}
