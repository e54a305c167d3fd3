//! What was done to the given sandboxes, for a terminal.

use std::io::{self, Write};

use anstyle::Style;

use crate::contract::Operation;
use crate::ledger::{Change, ledger};
use crate::printable::printable;
use crate::recording::Recording;

const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// So many changes are shown one by one unless all are asked for.
const FEW: usize = 12;

/// Writes what was changed: line by line where the lines are few or asked for, and how often
/// otherwise.
pub(super) fn write(recording: &Recording, whole: bool, out: &mut impl Write) -> io::Result<()> {
    let changes = ledger(recording);
    if changes.is_empty() {
        return Ok(());
    }
    let count = |operation| {
        let of_it = changes
            .iter()
            .filter(|change| change.operation == operation);
        of_it.count()
    };
    let (pauses, resumes) = (count(Operation::Pause), count(Operation::Resume));
    if !whole && changes.len() > FEW {
        return writeln!(
            out,
            "\n{STRONG}changed{STRONG:#}: the given sandboxes, {pauses} times paused and {resumes} times resumed {DIM}(--ledger lists it){DIM:#}"
        );
    }
    writeln!(
        out,
        "\n{STRONG}changed{STRONG:#}, every pause and resume of a given sandbox:"
    )?;
    let by = widest(&changes, |change| change.by.len());
    let sandbox = widest(&changes, |change| printable(&change.sandbox).len());
    for change in &changes {
        writeln!(
            out,
            "  {DIM}{}{DIM:#}  {:sandbox$}  {:by$}  {} {}  {DIM}{}{DIM:#}",
            time(change),
            printable(&change.sandbox),
            change.by,
            answered(change),
            moved(change),
            printable(change.request_id.as_deref().unwrap_or("no request id")),
        )?;
    }
    Ok(())
}

fn widest(changes: &[Change], width: impl Fn(&Change) -> usize) -> usize {
    changes.iter().map(width).max().unwrap_or(0)
}

fn time(change: &Change) -> String {
    let at = change.at.as_deref().unwrap_or_default();
    // The time of day is enough.
    at.split('T').nth(1).unwrap_or_default().to_owned()
}

fn answered(change: &Change) -> String {
    match change.status {
        Some(status) => format!("{:6} {status}", change.operation.word()),
        None => format!("{:6} ???", change.operation.word()),
    }
}

fn moved(change: &Change) -> String {
    let word = |status: &Option<String>| printable(status.as_deref().unwrap_or("unknown"));
    format!("{} → {}", word(&change.from), word(&change.to))
}
