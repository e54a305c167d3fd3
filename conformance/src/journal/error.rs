//! Why a sandbox cannot be borrowed: told before anything is changed.

use std::io;
use std::path::Path;

use super::Entry;
use crate::printable::printable;

/// Why nothing can be borrowed.
#[derive(Debug, thiserror::Error)]
#[error("{problem}\n  mend: {mend}")]
pub struct JournalError {
    problem: String,
    mend: String,
}

impl JournalError {
    pub(super) fn homeless() -> Self {
        JournalError {
            problem:
                "this user has no home folder, so there is no place to write down what is borrowed"
                    .to_owned(),
            mend: "name a folder with --journal-dir or HOPX_JOURNAL_DIR".to_owned(),
        }
    }

    /// Something about a file or folder does not work.
    pub(super) fn io(path: &Path, what: &str, error: &io::Error) -> Self {
        JournalError {
            problem: format!(
                "the journal of borrowed sandboxes cannot be {what}: {}: {error}",
                path.display()
            ),
            mend: "name another folder with --journal-dir or HOPX_JOURNAL_DIR, on a disk of this machine".to_owned(),
        }
    }

    pub(super) fn unreadable(path: &Path, why: &str) -> Self {
        JournalError {
            problem: format!("{} {}", path.display(), printable(why)),
            mend: "look what it says of its sandbox, see to that, and remove the file".to_owned(),
        }
    }

    /// A living process holds it.
    pub(super) fn in_use(sandbox: &str, entry: Option<&Entry>) -> Self {
        let whom = entry.map_or_else(
            || "another process".to_owned(),
            |entry| format!("process {} since {}", entry.pid, printable(&entry.since)),
        );
        JournalError {
            problem: format!(
                "the sandbox `{}` is borrowed already: by {whom}",
                printable(sandbox)
            ),
            mend: "wait until that run is over, or name another sandbox".to_owned(),
        }
    }

    /// Processes that are gone left them.
    pub(super) fn left(entries: &[Entry], command: String) -> Self {
        let one = |entry: &Entry| {
            format!(
                "the sandbox `{}` was {} when process {} borrowed it at {}, and was never put back",
                printable(&entry.sandbox),
                printable(entry.found.as_deref().unwrap_or_default()),
                entry.pid,
                printable(&entry.since),
            )
        };
        JournalError {
            problem: entries.iter().map(one).collect::<Vec<_>>().join("\n"),
            mend: command,
        }
    }
}
