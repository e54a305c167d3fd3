//! The report as SARIF 2.1.0: a rule for each claim that is broken or observed, a result for
//! each finding, which points at the claim in its file, and a note for each observation.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactContent, ArtifactLocation, Invocation, Location, LogicalLocation, Message,
    MultiformatMessageString, Notification, PhysicalLocation, Region, ReportingConfiguration,
    ReportingDescriptor, Result as Found, ResultKind, ResultLevel, Run, Sarif, Suppression, Tool,
    ToolComponent, WebRequest, WebResponse,
};

use super::document::{
    AttemptReport, ClaimReport, Document, Encoding, Ending, ExchangeReport, FindingReport, Header,
};
use super::{place, told};
use crate::contract::Level;
use crate::judge::{Observation, OwnFault};
use crate::printable::{printable, printable_lines};

/// Where the schema of the format is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log file.
pub(super) fn log(document: &Document) -> Sarif {
    let rules: Vec<&ClaimReport> = document
        .claims
        .iter()
        .filter(|claim| is_rule(document, claim))
        .collect();
    let findings = document.findings.iter();
    let mut results: Vec<Found> = findings
        .map(|finding| result(document, &rules, finding))
        .collect();
    let observations = document.observations.iter();
    results.extend(observations.map(|seen| observation(document, &rules, seen)));
    let driver = ToolComponent::builder()
        .name(document.tool.name.clone())
        .version(document.tool.version.clone())
        .semantic_version(document.tool.version.clone())
        .rules(rules.iter().map(|claim| rule(claim)).collect::<Vec<_>>())
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .invocations(vec![invocation(document)])
        .column_kind(json!("unicodeCodePoints"))
        .results(results)
        .build();
    Sarif::builder()
        .schema(SCHEMA)
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build()
}

fn is_rule(document: &Document, claim: &ClaimReport) -> bool {
    let mut observations = document.observations.iter();
    let observed = observations.any(|seen| seen.claim.as_deref() == Some(&claim.id));
    observed || !claim.findings.is_empty()
}

fn rule(claim: &ClaimReport) -> ReportingDescriptor {
    let text = |text: &str| {
        let text = printable_lines(text);
        MultiformatMessageString::builder().text(text).build()
    };
    let says = claim
        .sources
        .iter()
        .map(|source| format!("{}: {}", source.url, source.says));
    let says = says.collect::<Vec<_>>().join("\n");
    let level = ReportingConfiguration::builder().level(json!(level_of(claim.level)));
    let rule = ReportingDescriptor::builder()
        .id(printable(&claim.id))
        .short_description(text(&claim.requirement))
        .full_description(text(&claim.requirement))
        .help(text(&says))
        .default_configuration(level.build());
    let mut urls = claim.sources.iter().map(|source| &source.url);
    match urls.find(|url| url::Url::parse(url).is_ok()) {
        Some(url) => rule.help_uri(url.clone()).build(),
        None => rule.build(),
    }
}

fn level_of(level: Level) -> ResultLevel {
    match level {
        Level::Observed => ResultLevel::Note,
        Level::Expected | Level::Required => ResultLevel::Error,
    }
}

fn result(document: &Document, rules: &[&ClaimReport], finding: &FindingReport) -> Found {
    let at = finding.place.as_deref().map(|place| format!(" at {place}"));
    let says = format!(
        "{}{}: expected {}, got {}",
        finding.address(),
        at.unwrap_or_default(),
        finding.expected,
        finding.actual
    );
    let mut found = Found::builder()
        .rule_id(printable(&finding.claim))
        .message(message(&says))
        .build();
    found.rule_index = index(rules, &finding.claim);
    found.kind = Some(ResultKind::Fail);
    found.level = Some(match finding.known {
        true => ResultLevel::Note,
        false => level_of(finding.level),
    });
    found.locations = Some(vec![location(document, finding)]);
    let fingerprint = format!("{}:{}", finding.claim, finding.address());
    let fingerprints = BTreeMap::from([("hopxConformance/v1".to_owned(), printable(&fingerprint))]);
    found.partial_fingerprints = Some(fingerprints);
    if finding.known {
        found.suppressions = Some(vec![suppression(document, finding)]);
    }
    if let Some(exchange) = document.exchange(finding.exchange) {
        found.web_request = Some(request(document, exchange));
        found.web_response = exchange.last().map(response);
    }
    found
}

fn message(text: &str) -> Message {
    Message::builder().text(printable_lines(text)).build()
}

fn index(rules: &[&ClaimReport], claim: &str) -> Option<i64> {
    let at = rules.iter().position(|rule| rule.id == claim)?;
    i64::try_from(at).ok()
}

/// The claim in its file, and the step in the scenarios.
fn location(document: &Document, finding: &FindingReport) -> Location {
    let step = LogicalLocation::builder()
        .fully_qualified_name(printable(&finding.address()))
        .kind("member")
        .build();
    Location::builder()
        .physical_location(claim_place(document, &finding.claim))
        .logical_locations(vec![step])
        .build()
}

fn claim_place(document: &Document, claim: &str) -> PhysicalLocation {
    let (file, line) = place::of_claim(document, claim);
    let line = i64::try_from(line.unwrap_or(1)).unwrap_or(1);
    PhysicalLocation::builder()
        .artifact_location(ArtifactLocation::builder().uri(place::uri(&file)).build())
        .region(Region::builder().start_line(line).build())
        .build()
}

fn suppression(document: &Document, finding: &FindingReport) -> Suppression {
    let mut known = document.known_deviations.iter();
    let reason = known.find(|known| known.claim == finding.claim);
    let suppression = Suppression::builder()
        .kind(json!("external"))
        .status(json!("accepted"));
    match reason {
        Some(known) => suppression.justification(printable(&known.reason)).build(),
        None => suppression.build(),
    }
}

fn observation(document: &Document, rules: &[&ClaimReport], seen: &Observation) -> Found {
    let says = format!("{}: {}", seen.step, seen.seen);
    let mut found = Found::builder().message(message(&says)).build();
    found.kind = Some(ResultKind::Informational);
    found.level = Some(ResultLevel::None);
    found.occurrence_count = i64::try_from(seen.times).ok();
    // Without a place a reader such as code scanning refuses the whole file.
    let claim = seen.claim.as_deref().unwrap_or_default();
    let location = Location::builder().physical_location(claim_place(document, claim));
    found.locations = Some(vec![location.build()]);
    found.rule_index = index(rules, claim);
    found.rule_id = Some(match claim {
        "" => "undocumented".to_owned(),
        claim => printable(claim),
    });
    found
}

fn request(document: &Document, exchange: &ExchangeReport) -> WebRequest {
    let target = format!("{}{}", document.target.base_url, exchange.path);
    WebRequest::builder()
        .protocol("HTTP")
        .version("1.1")
        .method(exchange.method.clone())
        .target(printable(&target))
        .headers(headers(&exchange.headers))
        .build()
}

fn response(attempt: &AttemptReport) -> WebResponse {
    let Some(status) = attempt.status else {
        return WebResponse::builder().no_response_received(true).build();
    };
    let mut response = WebResponse::builder()
        .protocol("HTTP")
        .version("1.1")
        .status_code(i64::from(status))
        .headers(headers(&attempt.headers))
        .build();
    response.body = attempt.body.as_ref().map(|body| match body.encoding {
        Encoding::Text => ArtifactContent::builder()
            .text(body.content.clone())
            .build(),
        Encoding::Base64 => ArtifactContent::builder()
            .binary(body.content.clone())
            .build(),
    });
    response
}

/// Of headers that come more than once, all values.
fn headers(headers: &[Header]) -> BTreeMap<String, String> {
    let mut joined: BTreeMap<String, String> = BTreeMap::new();
    for Header { name, value } in headers {
        let value = printable(value);
        joined
            .entry(printable(name))
            .and_modify(|known| *known = format!("{known}, {value}"))
            .or_insert(value);
    }
    joined
}

fn invocation(document: &Document) -> Invocation {
    let successful = matches!(
        document.outcome.ending,
        Ending::Conforms | Ending::Violated | Ending::NothingChecked
    );
    let mut invocation = Invocation::builder()
        .execution_successful(successful && document.own_faults.is_empty())
        .command_line(printable(&document.reproduce.command))
        .exit_code(i64::from(document.outcome.exit_code))
        .exit_code_description(document.outcome.sentence.clone())
        .build();
    if let Some((began, ended)) = times(document) {
        invocation.start_time_utc = Some(began);
        invocation.end_time_utc = Some(ended);
    }
    let partial = document
        .partial
        .iter()
        .map(|why| note("warning", &format!("a partial run: {why}")));
    let unproven = document.evidence.iter().map(|gap| {
        let says = format!("unproven: {}; to prove more, {}", gap.says, gap.more);
        note("warning", &says)
    });
    let ours = document.own_faults.iter().map(own_fault);
    let left = document.not_put_back.iter().map(|left| {
        let says = format!(
            "not put back: sandbox {} was {} and is not: {}",
            left.sandbox, left.found, left.because
        );
        note("error", &says)
    });
    let notes: Vec<Notification> = partial.chain(unproven).chain(ours).chain(left).collect();
    if !notes.is_empty() {
        invocation.tool_execution_notifications = Some(notes);
    }
    invocation.properties = serde_json::from_value(properties(document)).ok();
    invocation
}

fn own_fault(fault: &OwnFault) -> Notification {
    let says = format!(
        "a fault of ours ({}) in {}: {}",
        fault.who.words(),
        fault.step,
        fault.what
    );
    note("error", &says)
}

fn note(level: &str, says: &str) -> Notification {
    Notification::builder()
        .level(json!(level))
        .message(message(says))
        .build()
}

fn times(document: &Document) -> Option<(String, String)> {
    let began: Timestamp = document.started_at.parse().ok()?;
    let took = SignedDuration::from_millis(i64::try_from(document.took_ms).ok()?);
    let ended = began.checked_add(took).ok()?;
    Some((format!("{began:.3}"), format!("{ended:.3}")))
}

/// What the format has no member for.
fn properties(document: &Document) -> Value {
    json!({
        "contract": document.contract,
        "target": document.target,
        "mode": document.mode.kind,
        "counts": document.counts,
        "took": told::time(document.took_ms),
    })
}
