//! What a run was to keep, and what it means where that could not be done.

use super::warn;
use crate::contract::DocumentError;
use crate::exit::Exit;

/// How a run ends by what it was to keep: not well, where that could not be done.
pub(super) fn kept<T>(what: &str, done: Result<T, DocumentError>) -> Exit {
    match done {
        Ok(_) => Exit::Conforms,
        Err(error) => {
            warn(&format!("{what} could not be kept: {error}"));
            Exit::Usage
        }
    }
}
