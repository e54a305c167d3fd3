//! What is said beside what was asked for.

use std::io::{self, Write};

/// Whether a reader has closed the pipe: no reason to complain.
pub(super) fn closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Says something that is no part of what was asked for.
pub(super) fn warn(message: &str) {
    let _ = writeln!(anstream::stderr(), "warning: {message}");
}
