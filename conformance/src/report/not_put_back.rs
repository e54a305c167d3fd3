//! Sandboxes that could not be put back, in the report for a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Report;
use crate::printable::printable;
use crate::recording::NotPutBack;

const BAD: Style = AnsiColor::Red.on_default().bold();

/// Writes each with the command that puts it back.
pub(super) fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    for left in &report.recording().not_put_back {
        writeln!(
            out,
            "\n{BAD}NOT PUT BACK{BAD:#}  sandbox {} was {} and is not: {}",
            printable(&left.id),
            left.found,
            printable(&left.because)
        )?;
        writeln!(out, "  put it back with: {}", mending_command(report, left))?;
    }
    Ok(())
}

/// A command that a shell takes as it stands: the id is escaped as in a URL, and the key
/// comes out of the environment.
pub(super) fn mending_command(report: &Report<'_>, left: &NotPutBack) -> String {
    let path = report
        .contract
        .description
        .operation(left.operation)
        .path_of(&left.id);
    let url = format!("{}{path}", report.recording().base_url).replace('\'', "%27");
    let (name, value) = left.auth.carrying("$HOPX_API_KEY");
    format!("curl -X POST '{url}' -H \"{name}: {value}\"")
}
