//! What is told of the shortest sequence, beside the report.

use std::io::{self, Write};

use anstyle::Style;

use super::found::{Found, Way};
use super::model::Move;
use super::sequence::Sequence;
use super::together::timeline;
use crate::judge::{ScenarioResult, Verdict};
use crate::printable::printable;
use crate::recording::Recording;

const STRONG: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The address under which the shortest sequence is shown, and stands in its document.
pub const SHORTEST: &str = "explore/shortest";

/// The verdict as it is shown: the sequences that were made up and, of the one that failed and
/// those that were tried to shorten it, only the shortest.
pub fn shown(verdict: &Verdict, found: Option<&Found>) -> Verdict {
    let mut shown = verdict.clone();
    for judged in &mut shown.scenarios {
        judged.sandboxes = None;
    }
    let Some(found) = found else {
        shown
            .scenarios
            .retain(|judged| !matches!(judged.result, ScenarioResult::Skipped(_)));
        return shown;
    };
    let made_up = |address: &str| {
        address.starts_with("explore/sequence-") || address.starts_with("explore/overlap-")
    };
    shown
        .scenarios
        .retain(|judged| made_up(&judged.address) && judged.result == ScenarioResult::Passed);
    let shortest = verdict.scenarios.get(found.scenario);
    shown.scenarios.extend(shortest.cloned().map(|mut judged| {
        judged.address = SHORTEST.to_owned();
        judged.sandboxes = None;
        judged.findings.clone_from(&found.findings);
        judged
    }));
    shown
}

/// What was done to break a claim, how it came about, and what else is to be known of it.
///
/// # Errors
///
/// Whatever the stream answers.
pub fn tell(found: &Found, recording: &Recording, out: &mut impl Write) -> io::Result<()> {
    let given: Vec<&str> = recording
        .given
        .iter()
        .filter(|given| given.found.is_some())
        .map(|given| given.id.as_str())
        .collect();
    let (kind, thing) = match &found.way {
        Way::Sequence { .. } => ("shortest sequence", "move"),
        Way::Round { .. } => ("smallest round", "call"),
    };
    writeln!(
        out,
        "\n{STRONG}{kind}{STRONG:#}  {}; at first there were {}, and {} others were tried",
        number(found.way.moves(), thing),
        found.first,
        found.tries
    )?;
    match &found.way {
        Way::Sequence { sequence, .. } => moves(sequence, &given, out)?,
        Way::Round { round, .. } => {
            if let Some(record) = recording.scenarios.get(found.scenario) {
                timeline(round, &given, record, out)?;
            }
        }
    }
    let ended = matches!(found.way, Way::Round { ended: true, .. });
    if !found.shortest && !ended {
        writeln!(
            out,
            "  There may be a shorter one: the requests that may be made were used up."
        )?;
    }
    match found.way {
        Way::Sequence {
            held_before: true, ..
        } => writeln!(
            out,
            "  It did no harm earlier: the server remembers what was done before. The workflow\n  `whole-way` does all of it, for a server that begins anew."
        ),
        Way::Sequence { .. } => Ok(()),
        Way::Round { again, failed, .. } => {
            let races = match again {
                _ if ended => "It was the last: a call that failed may act yet, so that what comes after it\n  proves nothing.".to_owned(),
                0 => "There were no requests left to make it again.".to_owned(),
                _ => format!(
                    "Made again, it failed {failed} of {}.",
                    number(again, "time")
                ),
            };
            writeln!(
                out,
                "  {races} A workflow makes its calls one after another:\n  `one-at-a-time` has the same calls, and does not overlap them."
            )
        }
    }
}

/// A sequence, move by move.
fn moves(sequence: &Sequence, given: &[&str], out: &mut impl Write) -> io::Result<()> {
    let begin = sequence.begin.as_str();
    writeln!(out, "  {DIM}every given sandbox is {begin} at first{DIM:#}")?;
    for (index, step) in sequence.moves.iter().enumerate() {
        let of = match *step {
            Move::List(None) => String::new(),
            Move::List(Some(status)) => format!(" status={}", status.as_str()),
            Move::Bring(sandbox, _) => {
                let id = given.get(sandbox).copied().unwrap_or_default();
                format!(" {}", printable(id))
            }
        };
        writeln!(out, "  {}. {}{of}", index + 1, step.operation().word())?;
    }
    Ok(())
}

/// So many of a thing, in words.
fn number(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        several => format!("{several} {thing}s"),
    }
}
