//! Why scenarios cannot be used.

use crate::contract::DocumentError;

/// Why scenarios cannot be used: names file, place and mend.
pub type LoadError = DocumentError;
