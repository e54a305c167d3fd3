//! Broken claims in the report for a terminal: each with its wording and the evidence.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Report;
use super::difference;
use super::document::Document;
use crate::judge::{Finding, ScenarioVerdict};
use crate::printable::{excerpt, printable};
use crate::recording::{Answer, Exchange, TargetKind};

const BAD: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();
const STRONG: Style = Style::new().bold();

/// How much of a body is shown with a finding.
const BODY: usize = 400;

/// Every broken claim once, with the first finding in full and the addresses of the others.
pub(super) fn write(
    report: &Report<'_>,
    document: Option<&Document>,
    out: &mut impl Write,
) -> io::Result<()> {
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
            if let Some(document) = document {
                again(document, scenario, finding, out)?;
            }
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
    difference::write(&finding.expected, &finding.actual, out)?;
    match report
        .recording()
        .exchanges()
        .find(|exchange| exchange.number == finding.exchange)
    {
        Some(exchange) => shown(exchange, out),
        None => Ok(()),
    }
}

/// How to see the same again: the scenario alone, and the one call.
fn again(
    document: &Document,
    scenario: &ScenarioVerdict,
    finding: &Finding,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut scenarios = document.scenarios.iter();
    if let Some(of_it) = scenarios.find(|of_it| of_it.address == scenario.address) {
        writeln!(out, "  again     {}", printable(&of_it.run_again))?;
    }
    // The embedded mock is gone by the time that somebody reads this.
    let alone = document.target.kind == TargetKind::EmbeddedMock;
    let mut exchanges = document.exchanges.iter().filter(|_| !alone);
    let shown = exchanges.find(|exchange| exchange.number == finding.exchange);
    match shown.and_then(|exchange| exchange.curl.as_ref()) {
        Some(curl) => writeln!(out, "  curl      {}", printable(curl)),
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
