//! Drafting a file of known deviations from what a run found.

use jiff::ToSpan;
use jiff::civil::Date;

use super::apply::{by_address, day_of, findings_of, standing_unseen};
use super::load::TODO;
use super::model::{Deviation, Known};
use crate::judge::{Judge, Standing, Verdict};
use crate::recording::Recording;
use crate::scenario::Scenario;

/// How long a drafted entry is put up with, if nobody says otherwise.
const DAYS: i32 = 90;

const HEADING: &str = "\
# Deviations that are known and put up with, drafted by `hopx-conformance --known FILE --write`.
# Say why under `reason`, and where it is dealt with under `ticket` (or remove that line).
# `scope` names scenarios by address, area or glob; without it, an entry holds for all of them.
# The last day of an entry is `expires`. One that has expired, or no longer occurs, fails the run.
";

/// A file of known deviations that goes with a run.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text of the file.
    pub text: String,
    /// How many entries are new, and wait for a reason.
    pub added: usize,
    /// What was left out because it no longer occurs, in a line each.
    pub dropped: Vec<String>,
}

/// A broken claim that nothing in the file speaks of.
struct New {
    claim: String,
    scope: Vec<String>,
}

impl Known {
    /// Drafts the file anew from the verdict of a run: entries that still occur, or of which
    /// nothing can be told, stay as they are, and what is not in it yet waits for a reason.
    pub fn draft(
        &self,
        judge: &Judge<'_>,
        scenarios: &[Scenario],
        recording: &Recording,
        verdict: &Verdict,
    ) -> Draft {
        let is_stale = |known: &Deviation| {
            findings_of(known, scenarios, verdict) == 0
                && standing_unseen(known, judge, scenarios, recording) == Standing::Stale
        };
        let (mut text, mut dropped) = (format!("{HEADING}\ndeviations:"), Vec::new());
        let mut entries = String::new();
        for known in self.deviations.iter().chain(&self.unfinished) {
            match is_stale(known) {
                true => dropped.push(one_line(known)),
                false => entries.push_str(&kept(known)),
            }
        }
        let new = self.not_spoken_of(scenarios, verdict);
        let until = day_of(recording).saturating_add(DAYS.days());
        for one in &new {
            entries.push_str(&drafted(one, until));
        }
        text.push_str(if entries.is_empty() { " []\n" } else { "\n" });
        text.push_str(&entries);
        Draft {
            text,
            added: new.len(),
            dropped,
        }
    }

    /// Every broken claim that no entry speaks of, with the scenarios that show it.
    fn not_spoken_of(&self, scenarios: &[Scenario], verdict: &Verdict) -> Vec<New> {
        let mut new: Vec<New> = Vec::new();
        for played in &verdict.scenarios {
            let scenario = by_address(scenarios, &played.address);
            for finding in &played.findings {
                let mut entries = self.deviations.iter().chain(&self.unfinished);
                if entries.any(|known| known.covers(&finding.claim, scenario)) {
                    continue;
                }
                let address = played.address.clone();
                match new.iter_mut().find(|one| one.claim == finding.claim) {
                    Some(one) if one.scope.contains(&address) => {}
                    Some(one) => one.scope.push(address),
                    None => new.push(New {
                        claim: finding.claim.clone(),
                        scope: vec![address],
                    }),
                }
            }
        }
        for one in &mut new {
            one.scope = by_area(&one.scope, scenarios);
        }
        new
    }
}

/// Addresses, with one glob in place of a whole area.
fn by_area(addresses: &[String], scenarios: &[Scenario]) -> Vec<String> {
    let area = |address: &str| address.split('/').next().unwrap_or_default().to_owned();
    let mut shortened: Vec<String> = Vec::new();
    for address in addresses {
        let mut neighbours = scenarios
            .iter()
            .filter(|scenario| area(&scenario.address) == area(address))
            .peekable();
        let several = neighbours.clone().count() > 1;
        let whole = neighbours.all(|scenario| addresses.contains(&scenario.address));
        let pattern = match whole && several {
            true => format!("{}/*", area(address)),
            false => address.clone(),
        };
        if !shortened.contains(&pattern) {
            shortened.push(pattern);
        }
    }
    shortened
}

fn kept(known: &Deviation) -> String {
    let ticket = known.ticket.as_deref();
    entry(
        &known.claim,
        &known.scope.patterns,
        &known.reason,
        ticket,
        known.expires,
    )
}

fn drafted(new: &New, until: Date) -> String {
    let reason = format!("{TODO}: say why this is put up with");
    let ticket = format!("{TODO}: name it, or remove this line");
    entry(&new.claim, &new.scope, &reason, Some(&ticket), until)
}

fn entry(
    claim: &str,
    scope: &[String],
    reason: &str,
    ticket: Option<&str>,
    expires: Date,
) -> String {
    let scope = match scope {
        [] => String::new(),
        [one] => format!("    scope: {}\n", word(one)),
        several => {
            let several = several.iter().map(|one| format!("      - {}\n", word(one)));
            format!("    scope:\n{}", several.collect::<String>())
        }
    };
    let ticket = ticket.map(|ticket| format!("    ticket: {}\n", quoted(ticket)));
    format!(
        "  - claim: {claim}\n{scope}    reason: {}\n{}    expires: {expires}\n",
        quoted(reason),
        ticket.unwrap_or_default()
    )
}

/// A pattern: in quotes where YAML would take it for something else.
fn word(pattern: &str) -> String {
    let harmless = |c: char| c.is_ascii_lowercase() || matches!(c, '/' | '-');
    match pattern.starts_with(char::is_alphabetic) && pattern.chars().all(harmless) {
        true => pattern.to_owned(),
        false => quoted(pattern),
    }
}

/// A text as YAML has it between quotes, which is as JSON has it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn one_line(known: &Deviation) -> String {
    let scope = match known.scope.patterns.join(", ") {
        none if none.is_empty() => "everywhere".to_owned(),
        some => format!("in {some}"),
    };
    let ticket = known.ticket.as_deref().map(|ticket| format!(", {ticket}"));
    format!(
        "{} {scope} ({}{})",
        known.claim,
        known.reason,
        ticket.unwrap_or_default()
    )
}
