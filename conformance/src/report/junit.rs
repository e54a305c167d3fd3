//! The report as JUnit XML: a suite for each area, a test case for each scenario, and a suite of
//! what else decides how the run ends. Whatever fails the run is a failure or an error in it.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use quick_junit::{NonSuccessKind, Property, Report, SerializeError, TestCase, TestCaseStatus};
use quick_junit::{TestSuite, XmlString};

use super::document::{Document, Ending, FindingReport, ModeKind, ScenarioOutcome, ScenarioReport};
use super::told;
use crate::judge::Standing;
use crate::printable::{printable, printable_lines};

/// The suite of what is no scenario.
const REST: &str = "run";

/// The text of the file.
///
/// # Errors
///
/// None that a document can cause.
pub(super) fn render(document: &Document) -> Result<Vec<u8>, SerializeError> {
    let mut report = Report::new(&document.tool.name);
    report.set_time(Duration::from_millis(document.took_ms));
    if let Some(began) = began(document) {
        report.set_timestamp(began);
    }
    let mut areas: Vec<&str> = Vec::new();
    for scenario in &document.scenarios {
        if !areas.contains(&scenario.area.as_str()) {
            areas.push(&scenario.area);
        }
    }
    for area in areas {
        report.add_test_suite(suite(document, area));
    }
    if let Some(rest) = rest(document) {
        report.add_test_suite(rest);
    }
    let mut text = Vec::new();
    report.serialize(&mut text)?;
    Ok(text)
}

fn began(document: &Document) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(&document.started_at).ok()
}

fn suite(document: &Document, area: &str) -> TestSuite {
    let mut suite = TestSuite::new(printable(area));
    if let Some(began) = began(document) {
        suite.set_timestamp(began);
    }
    let scenarios = document.scenarios.iter();
    let of_it = || scenarios.clone().filter(|scenario| scenario.area == area);
    let took = of_it()
        .map(|scenario| scenario.took_ms)
        .fold(0, u64::saturating_add);
    suite.set_time(Duration::from_millis(took));
    for (name, value) in about(document) {
        suite.add_property(Property::new(name, printable(&value)));
    }
    suite.add_test_cases(of_it().map(|scenario| case(document, scenario)));
    suite
}

/// What the run was, for readers that show properties.
fn about(document: &Document) -> Vec<(&'static str, String)> {
    let mode = match document.mode.kind {
        ModeKind::ReadOnly => "read-only".to_owned(),
        ModeKind::GivenSandboxes => format!("{} given", document.mode.sandboxes.len()),
    };
    let mut about = vec![
        ("tool", document.tool.version.clone()),
        ("contract", document.contract.version.clone()),
        ("target", document.target.base_url.clone()),
        ("sandboxes", mode),
        ("verdict", document.outcome.sentence.clone()),
        ("reproduce", document.reproduce.command.clone()),
    ];
    about.extend(document.partial.iter().map(|why| ("partial", why.clone())));
    about
}

fn case(document: &Document, scenario: &ScenarioReport) -> TestCase {
    let findings: Vec<&FindingReport> = scenario
        .findings
        .iter()
        .filter_map(|number| document.finding(*number))
        .collect();
    let reason = scenario.reason.as_deref().unwrap_or_default();
    let status = match scenario.outcome {
        ScenarioOutcome::Passed => TestCaseStatus::success(),
        ScenarioOutcome::Failed => failure(document, scenario, &findings),
        ScenarioOutcome::Known => known(document, &findings),
        ScenarioOutcome::Skipped => {
            let mut skipped = TestCaseStatus::skipped();
            skipped.set_message(printable(reason));
            skipped
        }
        ScenarioOutcome::Errored => error("could-not-tell", reason, ""),
    };
    let mut case = TestCase::new(printable(&scenario.address), status);
    case.set_classname(printable(&scenario.area));
    case.set_time(Duration::from_millis(scenario.took_ms));
    case.set_assertions(checks(scenario));
    if let Some(file) = &scenario.file {
        let (name, file) = (XmlString::new("file"), XmlString::new(printable(file)));
        case.extra.insert(name, file);
    }
    case
}

/// How many criteria were put to answers.
fn checks(scenario: &ScenarioReport) -> usize {
    let steps = scenario.steps.iter();
    let played = steps.filter(|step| !step.exchanges.is_empty());
    played.map(|step| step.criteria.len()).sum()
}

fn failure(
    document: &Document,
    scenario: &ScenarioReport,
    findings: &[&FindingReport],
) -> TestCaseStatus {
    let counting: Vec<&FindingReport> = findings
        .iter()
        .copied()
        .filter(|finding| !finding.known)
        .collect();
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let mut claims: Vec<&str> = Vec::new();
    for finding in &counting {
        if !claims.contains(&finding.claim.as_str()) {
            claims.push(&finding.claim);
        }
    }
    status.set_type(printable(&claims.join(" ")));
    if let Some(first) = counting.first() {
        let more = match counting.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        status.set_message(format!(
            "{}: expected {}, got {}{more}",
            printable(&first.claim),
            printable(&first.expected),
            printable(&first.actual)
        ));
    }
    status.set_description(format!(
        "{}\nrun it again: {}\n",
        evidence(document, &counting),
        printable(&scenario.run_again)
    ));
    status
}

fn known(document: &Document, findings: &[&FindingReport]) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_type("known-deviation");
    let first = findings.first().map(|finding| finding.claim.as_str());
    status.set_message(format!(
        "known deviation: {}",
        printable(first.unwrap_or_default())
    ));
    status.set_description(evidence(document, findings));
    status
}

fn evidence(document: &Document, findings: &[&FindingReport]) -> String {
    let told: Vec<_> = findings
        .iter()
        .map(|finding| told::finding(document, finding))
        .collect();
    told.join("\n----\n\n")
}

fn error(kind: &str, message: &str, description: &str) -> TestCaseStatus {
    not_well(NonSuccessKind::Error, kind, message, description)
}

fn not_well(kind: NonSuccessKind, ty: &str, message: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(ty);
    status.set_message(printable(message));
    status.set_description(printable_lines(description));
    status
}

/// What is no scenario and decides how the run ends: none where there is no such thing.
fn rest(document: &Document) -> Option<TestSuite> {
    let mut cases = Vec::new();
    let mut add = |name: &str, status| {
        let mut case = TestCase::new(printable(name), status);
        case.set_classname(REST);
        cases.push(case);
    };
    if let Some(unready) = &document.outcome.unready {
        add("begin", error("unready", unready, ""));
    }
    for number in document.missing_shards() {
        let message = "there is no report of it";
        add(&format!("shard {number}"), error("missing", message, ""));
    }
    for shard in document.merged.iter().filter(|shard| shard.is_lost()) {
        let message = format!("{} ({})", shard.ending.words(), shard.exit_code);
        add(
            &format!("shard {}", shard.number),
            error("lost", &message, ""),
        );
    }
    if document.outcome.interrupted {
        add("end", error("interrupted", &document.outcome.sentence, ""));
    }
    for fault in &document.own_faults {
        let name = format!("fault of ours in {}", fault.step);
        add(&name, error("own-fault", &fault.what, fault.who.words()));
    }
    for left in &document.not_put_back {
        let name = format!("put back {}", left.sandbox);
        let message = format!("it was {} and is not: {}", left.found, left.because);
        let mend = format!("put it back with: {}", left.command);
        add(&name, error("not-put-back", &message, &mend));
    }
    for known in document
        .known_deviations
        .iter()
        .filter(|known| known.standing.fails())
    {
        let message = match known.standing {
            Standing::Stale => "it no longer occurs: remove its entry",
            _ => "it has expired: renew its entry, or mend the server",
        };
        let kind = NonSuccessKind::Failure;
        let status = not_well(kind, "outdated", message, &known.place);
        add(&format!("known deviation {}", known.claim), status);
    }
    if document.strict {
        for warning in &document.evidence {
            let kind = NonSuccessKind::Failure;
            let status = not_well(kind, warning.gap.id(), &warning.says, &warning.more);
            add(&format!("unproven {}", warning.gap.id()), status);
        }
    }
    if cases.is_empty() && document.outcome.ending == Ending::NothingChecked {
        let message = "Nothing was checked.";
        let mut case = TestCase::new("checked", error("nothing-checked", message, ""));
        case.set_classname(REST);
        cases.push(case);
    }
    let mut suite = TestSuite::new(REST);
    let none = cases.is_empty();
    suite.add_test_cases(cases);
    (!none).then_some(suite)
}
