//! The report for a terminal: a line for each scenario, every broken claim with its evidence,
//! and one sentence of verdict.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::{Report, changes, deviations, evidence, waits};
use crate::accounting::ClaimCounts;
use crate::judge::{Finding, OwnFault, ScenarioResult, ScenarioVerdict};
use crate::printable::{excerpt, printable};
use crate::recording::{Answer, Exchange, NotPutBack};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const UNSURE: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// How much of a body is shown with a finding.
const BODY: usize = 400;

/// Writes the report. Colours are left in; whoever owns the stream decides about them.
///
/// # Errors
///
/// Whatever the stream answers.
pub fn write(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    heading(report, out)?;
    scenarios(report, out)?;
    violations(report, out)?;
    deviations::write(report.conclusion.verdict, out)?;
    own_faults(report, out)?;
    observations(report, out)?;
    drift(report, out)?;
    changes::write(report.recording(), report.whole_ledger, out)?;
    waits::write(report.recording(), out)?;
    not_put_back(report, out)?;
    evidence::write(report.conclusion.verdict, out)?;
    closing(report, out)
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

/// Every broken claim once, with the first finding in full and the addresses of the others.
fn violations(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let verdict = report.conclusion.verdict;
    for claim in verdict.broken_claims() {
        let mut showing = Vec::new();
        for scenario in &verdict.scenarios {
            let findings = scenario
                .findings
                .iter()
                .filter(|finding| finding.claim == claim);
            showing.extend(findings.map(|finding| (scenario, finding)));
        }
        // A step of a scenario tells more than the calls that lead up to it.
        showing.sort_by_key(|(_, finding)| report.is_preparation(finding));
        writeln!(out)?;
        requirement(report, claim, out)?;
        if let Some((scenario, finding)) = showing.first() {
            evidence(report, scenario, finding, out)?;
        }
        others(&showing, out)?;
    }
    Ok(())
}

fn requirement(report: &Report<'_>, claim: &str, out: &mut impl Write) -> io::Result<()> {
    let claims = &report.contract.claims;
    let Some(known) = claims.get(claim) else {
        return writeln!(out, "{BAD}violated{BAD:#}  {STRONG}{claim}{STRONG:#}");
    };
    let level = format!("{:?}", known.level).to_lowercase();
    writeln!(
        out,
        "{BAD}violated{BAD:#}  {STRONG}{claim}{STRONG:#} ({level})"
    )?;
    writeln!(out, "  {}", printable(&known.requirement))?;
    for source in &known.sources {
        let url = claims
            .pages
            .get(&source.page)
            .map(|page| page.url.as_str())
            .unwrap_or_default();
        writeln!(
            out,
            "  {DIM}{}: {}{DIM:#}",
            printable(url),
            printable(&source.says)
        )?;
    }
    Ok(())
}

fn evidence(
    report: &Report<'_>,
    scenario: &ScenarioVerdict,
    finding: &Finding,
    out: &mut impl Write,
) -> io::Result<()> {
    let place = finding
        .place
        .as_deref()
        .map(|place| format!(" at {}", printable(place)))
        .unwrap_or_default();
    writeln!(
        out,
        "  in        {}/{}{place}",
        scenario.address, finding.step
    )?;
    writeln!(out, "  wrong     {}", finding.who.words())?;
    writeln!(out, "  expected  {}", printable(&finding.expected))?;
    writeln!(out, "  actual    {}", excerpt(&finding.actual, BODY))?;
    match report
        .recording()
        .exchanges()
        .find(|exchange| exchange.number == finding.exchange)
    {
        Some(exchange) => shown(exchange, out),
        None => Ok(()),
    }
}

/// An exchange as it went over the wire, placeholders in place of keys.
fn shown(exchange: &Exchange, out: &mut impl Write) -> io::Result<()> {
    let request = &exchange.request;
    writeln!(out, "  {DIM}exchange {}{DIM:#}", exchange.number)?;
    writeln!(
        out,
        "    > {} {}",
        request.method,
        printable(&request.target)
    )?;
    for (name, value) in &request.headers {
        writeln!(out, "    > {}: {}", printable(name), printable(value))?;
    }
    let Some(answer) = exchange.answer() else {
        let failure = exchange
            .failure()
            .map(|failure| failure.message.as_str())
            .unwrap_or_default();
        return writeln!(out, "    < {}", printable(failure));
    };
    writeln!(out, "    < {}{}", answer.status, headers(answer))?;
    if !answer.body.is_empty() {
        writeln!(
            out,
            "    < {}",
            excerpt(&String::from_utf8_lossy(&answer.body), BODY)
        )?;
    }
    Ok(())
}

fn headers(answer: &Answer) -> String {
    let telling = [
        "content-type",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "retry-after",
        "location",
    ];
    let shown = telling
        .iter()
        .filter_map(|name| Some(format!("{name}: {}", printable(answer.header(name)?))));
    let shown: Vec<_> = shown.collect();
    if shown.is_empty() {
        String::new()
    } else {
        format!("  {}", shown.join(", "))
    }
}

fn others(showing: &[(&ScenarioVerdict, &Finding)], out: &mut impl Write) -> io::Result<()> {
    const LISTED: usize = 4;
    let rest = showing.get(1..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(());
    }
    let mut addresses: Vec<String> = rest
        .iter()
        .map(|(scenario, finding)| format!("{}/{}", scenario.address, finding.step))
        .collect();
    addresses.dedup();
    let more = addresses.len().saturating_sub(LISTED);
    addresses.truncate(LISTED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    writeln!(out, "  {DIM}also in {}{more}{DIM:#}", addresses.join(", "))
}

fn own_faults(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
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

fn observations(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
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
            excerpt(&observation.seen, BODY)
        )?;
    }
    Ok(())
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

fn not_put_back(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
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
fn mending_command(report: &Report<'_>, left: &NotPutBack) -> String {
    let path = report
        .contract
        .description
        .operation(left.operation)
        .path_of(&left.id);
    let url = format!("{}{path}", report.recording().base_url).replace('\'', "%27");
    let (name, value) = left.auth.carrying("$HOPX_API_KEY");
    format!("curl -X POST '{url}' -H \"{name}: {value}\"")
}

fn closing(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
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
    let claims = report.conclusion.verdict.claims;
    if claims != ClaimCounts::default() {
        writeln!(
            out,
            "claims of these scenarios: {} held, {} broken, {} not checked",
            claims.held, claims.broken, claims.unchecked
        )?;
    }
    writeln!(out, "{STRONG}{}{STRONG:#}", report.conclusion.sentence())
}
