//! What fails no claim, in the report for a terminal: observations and faults of ours.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Report;
use crate::judge::OwnFault;
use crate::printable::{excerpt, printable};

const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// How much is shown of what was observed.
const SEEN: usize = 400;

pub(super) fn observations(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let observations = &report.conclusion.verdict.observations;
    if observations.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{STRONG}observed{STRONG:#}, where nothing is documented or pages disagree:"
    )?;
    for observation in observations {
        let claim = observation
            .claim
            .as_deref()
            .map(|claim| format!(" ({claim})"))
            .unwrap_or_default();
        let times = if observation.times > 1 {
            format!(", {} times", observation.times)
        } else {
            String::new()
        };
        writeln!(
            out,
            "  {}{DIM}{claim}{times}{DIM:#}",
            excerpt(&observation.seen, SEEN)
        )?;
    }
    Ok(())
}

pub(super) fn own_faults(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    for OwnFault {
        who,
        what,
        exchange,
        step,
    } in &report.conclusion.verdict.own_faults
    {
        let whose = who.words();
        let exchange = match exchange {
            0 => String::new(),
            number => format!(", exchange {number}"),
        };
        writeln!(
            out,
            "\n{UNSURE}fault of ours{UNSURE:#}  out of line: {whose}\n  {}\n  in {}{exchange}",
            printable(what),
            printable(step)
        )?;
    }
    Ok(())
}
