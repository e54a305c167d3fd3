//! Lists that arrive as null.

use serde::{Deserialize, Deserializer};

/// Reads null as an empty list: `"data": null` has been seen for a list without sandboxes.
pub(crate) fn null_as_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
