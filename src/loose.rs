//! Members whose type is not promised.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A member that should be a `T` and may be anything.
///
/// Pages show members that an answer may have, and disagree on some of them: an
/// `organization_id` is a number on one and a string on another. Such a member never makes
/// an answer undecodable; what arrived is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[cfg_attr(feature = "schemars", schemars(inline))]
pub enum Loose<T> {
    /// What the documentation shows.
    Known(T),
    /// Anything else.
    Other(Value),
}

impl<T> Loose<T> {
    /// The value, if it is what the documentation shows.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Other(_) => None,
        }
    }

    /// The value by itself, if it is what the documentation shows.
    pub fn into_known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Other(_) => None,
        }
    }
}

impl<T> From<T> for Loose<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}
