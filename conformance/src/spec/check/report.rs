//! How findings are told: as text, as JSON, as annotations, as SARIF.

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, PhysicalLocation, Region, ReportingDescriptor,
    Result as Found, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::super::finding::Finding;
use crate::printable::printable;
use crate::report::{annotation, uri};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// A line a finding, and a count.
pub fn text(findings: &[Finding]) -> String {
    let lines = findings
        .iter()
        .map(|finding| printable(&finding.to_string()) + "\n");
    let told: String = lines.collect();
    told + &match findings.len() {
        0 => "nothing to mend\n".to_owned(),
        1 => "1 finding\n".to_owned(),
        many => format!("{many} findings\n"),
    }
}

/// A list of findings.
pub fn json(findings: &[Finding]) -> String {
    serde_json::to_string_pretty(findings).unwrap_or_default() + "\n"
}

/// An annotation a finding.
pub fn github(findings: &[Finding]) -> String {
    let lines = findings.iter().map(|finding| {
        let place = (finding.file.clone(), Some(finding.spot.line));
        let says = format!("{}; to mend it, {}", finding.message, finding.mend);
        annotation("error", Some(place), &finding.rule, &says)
    });
    lines.collect()
}

/// A log in SARIF 2.1.0.
pub fn sarif(findings: &[Finding]) -> String {
    let mut rules: Vec<&str> = findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let described = rules.iter().map(|rule| {
        ReportingDescriptor::builder()
            .id((*rule).to_owned())
            .build()
    });
    let driver = ToolComponent::builder()
        .name("hopx-conformance spec check")
        .version(env!("CARGO_PKG_VERSION"))
        .rules(described.collect::<Vec<_>>())
        .build();
    let results = findings.iter().map(|finding| result(finding, &rules));
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!("unicodeCodePoints"))
        .results(results.collect::<Vec<_>>())
        .build();
    let log = Sarif::builder()
        .schema(SCHEMA)
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn result(finding: &Finding, rules: &[&str]) -> Found {
    let number = |count: u64| i64::try_from(count).unwrap_or(1);
    let region = Region::builder()
        .start_line(number(finding.spot.line))
        .start_column(number(finding.spot.column))
        .build();
    let place = PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(uri(&finding.file)).build())
        .region(region)
        .build();
    let says = printable(&format!(
        "{}; to mend it, {}",
        finding.message, finding.mend
    ));
    let mut found = Found::builder()
        .rule_id(finding.rule.clone())
        .message(Message::builder().text(says).build())
        .build();
    let rule = rules.iter().position(|rule| *rule == finding.rule);
    found.rule_index = rule.and_then(|at| i64::try_from(at).ok());
    found.level = Some(ResultLevel::Error);
    found.locations = Some(vec![Location::builder().physical_location(place).build()]);
    found
}
