//! What is told of the shortest sequence, beside the report.

use std::io::{self, Write};

use anstyle::Style;

use super::explorer::Found;
use super::model::Move;
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
    let made_up = |address: &str| address.starts_with("explore/sequence-");
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

/// The sequence move by move, how it came about, and what else is to be known of it.
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
    let moves = match found.sequence.moves.len() {
        1 => "1 move".to_owned(),
        several => format!("{several} moves"),
    };
    let begin = found.sequence.begin.as_str();
    writeln!(
        out,
        "\n{STRONG}shortest sequence{STRONG:#}  {moves}; at first there were {}, and {} others were tried",
        found.first, found.tries
    )?;
    writeln!(out, "  {DIM}every given sandbox is {begin} at first{DIM:#}")?;
    for (index, step) in found.sequence.moves.iter().enumerate() {
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
    if !found.shortest {
        writeln!(
            out,
            "  There may be a shorter one: the requests that may be made were used up."
        )?;
    }
    if found.held_before {
        writeln!(
            out,
            "  It did no harm earlier: the server remembers what was done before. The workflow\n  `whole-way` does all of it, for a server that begins anew."
        )?;
    }
    Ok(())
}
