//! Broken claims: each with its wording, its pages and the evidence.

use super::mark::{block, code, link, text};
use crate::printable::printable_lines;
use crate::report::document::{ClaimReport, ClaimResult, Document, FindingReport};
use crate::report::told;

pub(super) fn findings(document: &Document) -> String {
    let broken: Vec<_> = document
        .claims
        .iter()
        .filter(|claim| claim.result == ClaimResult::Broken)
        .map(|claim| broken_claim(document, claim))
        .collect();
    match broken.is_empty() {
        true => String::new(),
        false => format!("## Broken claims\n\n{}", broken.join("\n")),
    }
}

fn broken_claim(document: &Document, claim: &ClaimReport) -> String {
    let level = format!("{:?}", claim.level).to_lowercase();
    let mut told = format!(
        "### {} ({level})\n\n{}\n\n",
        code(&claim.id),
        text(&claim.requirement)
    );
    for source in &claim.sources {
        let says = text(&source.says);
        told += &format!("- {}: {says}\n", link(&source.page, &source.url));
    }
    let findings: Vec<&FindingReport> = claim
        .findings
        .iter()
        .filter_map(|number| document.finding(*number))
        .filter(|finding| !finding.known)
        .collect();
    // A step of a scenario tells more than the calls that lead up to it.
    if let Some(first) = findings.iter().min_by_key(|finding| finding.preparation) {
        told += &evidence(document, first);
        told += &others(&findings, first);
    }
    told
}

fn evidence(document: &Document, finding: &FindingReport) -> String {
    let place = finding.place.as_deref();
    let place = place.map(|place| format!(" at {}", code(place)));
    let mut told = format!(
        "\nIn {}{}, out of line is {}.\n\n- expected: {}\n- actual: {}\n",
        code(&finding.address()),
        place.unwrap_or_default(),
        finding.who.words(),
        code(&finding.expected),
        code(&finding.actual)
    );
    if let Some(exchange) = document.exchange(finding.exchange) {
        let number = exchange.number;
        let shown = block("http", &told::exchange(exchange));
        told += &format!("\nExchange {number}:\n\n{shown}");
        if let Some(curl) = &exchange.curl {
            told += &format!(
                "\nThe same call, and the scenario alone:\n\n{}",
                block("sh", &printable_lines(&again(document, finding, curl)))
            );
        }
    }
    told
}

fn again(document: &Document, finding: &FindingReport, curl: &str) -> String {
    let mut scenarios = document.scenarios.iter();
    let scenario = scenarios.find(|scenario| scenario.address == finding.scenario);
    match scenario {
        Some(scenario) => format!("{curl}\n{}", scenario.run_again),
        None => curl.to_owned(),
    }
}

fn others(findings: &[&FindingReport], first: &FindingReport) -> String {
    let mut addresses: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|found| found.number != first.number) {
        let address = code(&finding.address());
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    match addresses.is_empty() {
        true => String::new(),
        false => format!("\nAlso in {}.\n", addresses.join(", ")),
    }
}
