//! The report for a terminal: a line for each scenario, every broken claim with its evidence,
//! and one sentence of verdict.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::document::Document;
use super::{Report, changes, deviations, evidence, not_put_back, remarks, violations, waits};
use crate::judge::{ScenarioResult, ScenarioVerdict};
use crate::printable::printable;

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// Writes the report, with what its document has more to tell: how every claim stands, and how
/// to see a violation again. Colours are left in; whoever owns the stream decides about them.
///
/// # Errors
///
/// Whatever the stream answers.
pub fn write(
    report: &Report<'_>,
    document: Option<&Document>,
    out: &mut impl Write,
) -> io::Result<()> {
    if report.quiet {
        wrong(report, document, out)?;
        not_put_back::write(report, out)?;
    } else {
        heading(report, out)?;
        scenarios(report, out)?;
        wrong(report, document, out)?;
        remarks::observations(report, out)?;
        drift(report, out)?;
        changes::write(report.recording(), report.whole_ledger, out)?;
        waits::write(report.recording(), out)?;
        not_put_back::write(report, out)?;
        evidence::write(report.conclusion.verdict, out)?;
    }
    closing(report, document, out)
}

fn wrong(report: &Report<'_>, document: Option<&Document>, out: &mut impl Write) -> io::Result<()> {
    violations::write(report, document, out)?;
    deviations::write(report.conclusion.verdict, out)?;
    remarks::own_faults(report, out)
}

fn heading(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let contract = printable(&report.contract.description.version);
    writeln!(
        out,
        "hopx-conformance {version}, contract {contract}, {} ({})",
        report.recording().base_url,
        report.recording().target.words()
    )?;
    let given: Vec<String> = report
        .recording()
        .given
        .iter()
        .map(|given| {
            format!(
                "{} ({})",
                printable(&given.id),
                given.found.as_deref().unwrap_or("not read")
            )
        })
        .collect();
    if let Some(shard) = &report.recording().shard {
        writeln!(out, "a partial run: it is {}", shard.words())?;
    }
    if given.is_empty() {
        writeln!(out, "no sandbox given: nothing is paused or resumed")
    } else {
        writeln!(out, "sandboxes: {}", given.join(", "))
    }
}

fn scenarios(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    // What the closing lines say of a run that could not begin holds for every scenario.
    if report.recording().unready.is_some() {
        return Ok(());
    }
    let verdict = report.conclusion.verdict;
    let width = verdict
        .scenarios
        .iter()
        .map(|scenario| scenario.address.len())
        .max()
        .unwrap_or(0);
    if !verdict.scenarios.is_empty() {
        writeln!(out)?;
    }
    for scenario in &verdict.scenarios {
        let (style, word, remark) = line(scenario);
        writeln!(
            out,
            "  {style}{word}{style:#}  {:width$}  {DIM}{remark}{DIM:#}",
            scenario.address
        )?;
    }
    Ok(())
}

fn line(scenario: &ScenarioVerdict) -> (Style, &'static str, String) {
    let requests = spent(scenario);
    match &scenario.result {
        ScenarioResult::Passed => (GOOD, "pass ", requests),
        ScenarioResult::Failed => (BAD, "FAIL ", requests),
        ScenarioResult::Known => (UNSURE, "known", requests),
        ScenarioResult::Skipped(reason) => (UNSURE, "skip ", printable(reason)),
        ScenarioResult::Errored(reason) => (UNSURE, "error", printable(reason)),
    }
}

/// What a scenario took, and what it had.
fn spent(scenario: &ScenarioVerdict) -> String {
    let mut spent = number(scenario.requests, "request");
    if let Some(sandboxes) = scenario.sandboxes {
        spent += &format!(", {}", number(sandboxes, "sandbox"));
    }
    if scenario.tried_again > 0 {
        spent += &format!(", {} tried again", number(scenario.tried_again, "call"));
    }
    spent
}

/// So many of a thing, in words.
fn number(count: usize, thing: &str) -> String {
    let ending = match (count, thing.ends_with('x')) {
        (1, _) => "",
        (_, true) => "es",
        _ => "s",
    };
    format!("{count} {thing}{ending}")
}

fn drift(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    for drift in report.drift {
        writeln!(
            out,
            "{UNSURE}drift{UNSURE:#}  {}: {}",
            drift.address, drift.what
        )?;
    }
    Ok(())
}

fn closing(
    report: &Report<'_>,
    document: Option<&Document>,
    out: &mut impl Write,
) -> io::Result<()> {
    if let Some(unready) = &report.recording().unready {
        writeln!(out, "\n{UNSURE}{unready}{UNSURE:#}")?;
    }
    let counts = report.conclusion.verdict.counts();
    let observed = report.conclusion.verdict.observations.len();
    let spent = number(report.recording().requests(), "request");
    let known = match counts.known {
        0 => String::new(),
        known => format!(", {known} known"),
    };
    writeln!(
        out,
        "\n{} passed, {} failed, {} skipped, {} could not be told{known}, {observed} observed; {spent} in {:.2} s",
        counts.passed,
        counts.failed,
        counts.skipped,
        counts.errored,
        Duration::from_millis(report.recording().took_ms).as_secs_f64(),
    )?;
    let begun = document.filter(|_| report.recording().unready.is_none());
    if let Some(claims) = begun.map(|document| document.counts.claims) {
        let known = match claims.known {
            0 => String::new(),
            known => format!(", {known} known deviations"),
        };
        writeln!(
            out,
            "{} claims: {} held, {} broken{known}, {} not checked, {} only observed, {} not testable here",
            claims.all,
            claims.held,
            claims.broken,
            claims.unchecked,
            claims.observed,
            claims.not_testable
        )?;
    }
    writeln!(out, "{STRONG}{}{STRONG:#}", report.conclusion.sentence())
}
