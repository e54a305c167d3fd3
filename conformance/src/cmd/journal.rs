//! Borrowing the given sandboxes for the time of a run.

use std::path::PathBuf;

use clap::Args;

use super::target::Aim;
use super::{Error, warn};
use crate::journal::{Claims, Journal, JournalError, Seen};
use crate::recording::{Recording, TargetKind};

/// Where it is written down what is borrowed.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(super) struct JournalArgs {
    /// Folder that keeps note of borrowed sandboxes until they are put back, in place of the
    /// one for the state of programs on this platform.
    #[arg(long, value_name = "DIR")]
    journal_dir: Option<PathBuf>,
}

impl JournalArgs {
    /// The journal. Touches nothing.
    pub(super) fn journal(&self) -> Result<Journal, JournalError> {
        let named = |dir: &&PathBuf| !dir.as_os_str().is_empty();
        Journal::at(
            self.journal_dir
                .as_ref()
                .filter(named)
                .map(PathBuf::as_path),
        )
    }

    /// Borrows the given sandboxes; none where there are none, or where they end with this
    /// very process.
    pub(super) fn borrow(&self, aim: &Aim) -> Result<Option<Claims>, Error> {
        if aim.kind == TargetKind::EmbeddedMock {
            return Ok(None);
        }
        let base_url = aim.target.base_url();
        if aim.sandboxes.is_empty() {
            // Whoever only reads needs no journal.
            if let Ok(journal) = self.journal() {
                warn_of_left(&journal, &base_url);
            }
            return Ok(None);
        }
        let journal = self.journal()?;
        let claims = journal.claim(&base_url, &aim.sandboxes)?;
        warn_of_left(&journal, &base_url);
        Ok(Some(claims))
    }
}

/// Says what else an earlier run of this server has left behind.
fn warn_of_left(journal: &Journal, base_url: &str) {
    let left: Vec<String> = journal
        .all()
        .unwrap_or_default()
        .into_iter()
        .filter_map(|seen| match seen {
            Seen::Left(record) if record.entry.base_url == base_url => Some(record.entry),
            _ => None,
        })
        .filter(|entry| entry.was_borrowed())
        .map(|entry| entry.sandbox)
        .collect();
    if !left.is_empty() {
        let command = journal.restore_command(base_url);
        warn(&format!(
            "an earlier run ended without putting everything back\n  mend: {}",
            command.of(left.iter().map(String::as_str))
        ));
    }
}

/// Lets go of what is put back. What is not stays in the journal: returns what puts it back.
pub(super) fn give_back(claims: Option<Claims>, recording: &Recording) -> Option<String> {
    let mut claims = claims?;
    let left: Vec<&str> = recording
        .not_put_back
        .iter()
        .map(|left| left.id.as_str())
        .collect();
    if let Err(error) = claims.release(&left) {
        warn(&error.to_string());
    }
    (!left.is_empty()).then(|| claims.restore_command().of(left))
}

/// Says how to put back what a run could not.
pub(super) fn tell_kept(command: Option<String>) {
    if let Some(command) = command {
        warn(&format!(
            "what is not put back stays in the journal; once the server is well, this puts it back and makes sure:\n  {command}"
        ));
    }
}
