//! What a run has left unproven, for a terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::evidence::Warning;
use crate::judge::Verdict;
use crate::printable::printable;

const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// Writes a line for every gap, as a failure where it counts as one.
pub(super) fn write(verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    if verdict.evidence.is_empty() {
        return Ok(());
    }
    let style = if verdict.strict { BAD } else { UNSURE };
    let counts = if verdict.strict {
        ", which --strict takes for a failure"
    } else {
        ""
    };
    writeln!(out, "\n{style}unproven{style:#}{counts}:")?;
    for Warning { gap, says, more } in &verdict.evidence {
        writeln!(
            out,
            "  {}  {DIM}({}; to prove more, {}){DIM:#}",
            printable(says),
            gap.id(),
            printable(more)
        )?;
    }
    Ok(())
}
