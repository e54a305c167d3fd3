//! Known deviations in the report for a terminal: what is put up with, and which entries no
//! longer hold.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::judge::{KnownDeviation, Standing, Verdict};
use crate::printable::printable;

const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// Writes every known deviation: those that fail nothing first.
pub(super) fn write(verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    if verdict.deviations.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{STRONG}known deviations{STRONG:#}:")?;
    let (failing, others): (Vec<_>, Vec<_>) = verdict
        .deviations
        .iter()
        .partition(|known| known.standing.fails());
    for known in others.into_iter().chain(failing) {
        let (style, word, remark) = told(known);
        writeln!(
            out,
            "  {style}{word}{style:#}  {}{}: {remark}",
            printable(&known.claim),
            scope(known)
        )?;
        writeln!(out, "    {DIM}{}{DIM:#}", background(known))?;
    }
    Ok(())
}

/// How a deviation stands: the style of a word, the word, and what there is to say.
pub(crate) fn told(known: &KnownDeviation) -> (Style, &'static str, String) {
    match &known.standing {
        Standing::Occurs { findings } => (UNSURE, "known  ", times(*findings)),
        Standing::NotChecked(reason) => {
            let remark = format!(
                "whether it still occurs cannot be told: {}",
                printable(reason)
            );
            (UNSURE, "open   ", remark)
        }
        Standing::Expired { findings: 0 } => {
            let remark = "nothing was found of it; remove its entry".to_owned();
            (BAD, "EXPIRED", remark)
        }
        Standing::Expired { findings } => {
            let remark = format!(
                "{}, which fails again; renew its entry or mend the server",
                times(*findings)
            );
            (BAD, "EXPIRED", remark)
        }
        Standing::Stale => {
            let remark = "it no longer occurs; remove its entry".to_owned();
            (BAD, "STALE  ", remark)
        }
    }
}

fn times(findings: usize) -> String {
    match findings {
        1 => "found once".to_owned(),
        several => format!("found {several} times"),
    }
}

fn scope(known: &KnownDeviation) -> String {
    const LISTED: usize = 4;
    let more = known.scope.len().saturating_sub(LISTED);
    let listed: Vec<_> = known
        .scope
        .iter()
        .take(LISTED)
        .map(|one| printable(one))
        .collect();
    match (listed.as_slice(), more) {
        ([], _) => String::new(),
        (_, 0) => format!(" in {}", listed.join(", ")),
        _ => format!(" in {} and {more} more", listed.join(", ")),
    }
}

/// Why it is put up with, where that is dealt with, until when, and where the entry stands.
fn background(known: &KnownDeviation) -> String {
    let ticket = known
        .ticket
        .as_deref()
        .map(|ticket| format!("{}, ", printable(ticket)));
    format!(
        "{} ({}until {}; {})",
        printable(&known.reason),
        ticket.unwrap_or_default(),
        known.expires,
        printable(&known.place)
    )
}
