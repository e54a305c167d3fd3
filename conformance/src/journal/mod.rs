//! What a run has borrowed, written down before the first change and kept until everything is
//! put back.
//!
//! One file for each borrowed sandbox, named after the base URL and the id, in a folder of this
//! machine's user. The file is there as long as the sandbox is borrowed, and locked as long as
//! the process lives that borrowed it. So nobody can borrow a sandbox twice, and what a process
//! that was killed left behind is told from what a living one holds: the operating system lets
//! go of the lock with the process.
//!
//! No key is ever in it.

mod claim;
mod command;
mod entry;
mod error;
mod file;
mod place;

pub use claim::Claims;
pub use command::RestoreCommand;
pub use entry::Entry;
pub use error::JournalError;
pub use file::{Record, Seen};
pub use place::Journal;
pub(crate) use place::server_of;
