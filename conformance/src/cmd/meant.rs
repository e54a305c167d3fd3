//! What somebody meant who wrote a word that is neither a command nor a scenario.

use clap::Command;

use super::Error;
use crate::config::nearest;
use crate::scenario::SelectionError;

/// An error over a scenario that there is not, with the command that was meant perhaps: without
/// one, every word names a scenario.
pub(super) fn explained(error: Error, root: &Command) -> Error {
    let Some(SelectionError::NothingMatches { pattern, .. }) = error.downcast_ref() else {
        return error;
    };
    let commands = root.get_subcommands().map(Command::get_name);
    match nearest(pattern, commands) {
        Some(command) if command == pattern => format!(
            "{error}; the command `{command}` goes before all flags: hopx-conformance {command} …"
        )
        .into(),
        Some(command) => format!("{error}; the nearest command is `{command}`").into(),
        None => error,
    }
}
