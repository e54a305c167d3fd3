//! The document: what it says of a whole run, of a partial one, and of one that found something.

use hopx_conformance::report::document::{
    ClaimResult, Document, Ending, ModeKind, ScenarioOutcome, StepResult,
};

use crate::files::Files;
use crate::servers::{Broken, key};

fn document(files: &Files) -> Document {
    serde_json::from_str(&files.text("run.json")).expect("a document")
}

#[test]
fn a_whole_run_says_what_ran_where_when_and_how() {
    let told = document(&Files::of_the_mock("whole", &[]));
    assert_eq!(told.outcome.ending, Ending::Conforms);
    assert_eq!(told.partial, Vec::<String>::new());
    assert_eq!(told.mode.kind, ModeKind::GivenSandboxes);
    assert_eq!(told.mode.sandboxes.len(), 2);
    assert_eq!(told.counts.scenarios, told.scenarios.len());
    assert_eq!(told.counts.passed, told.scenarios.len());
    assert_eq!(told.counts.requests, told.exchanges.len());
    assert_eq!(told.reproduce.command, "hopx-conformance run");
    assert!(told.started_at.ends_with('Z'), "{}", told.started_at);
    assert!(!told.ledger.is_empty());
    assert!(told.ledger.iter().all(|change| change.request_id.is_some()));
    assert_eq!(told.findings.len(), 0);
    for scenario in &told.scenarios {
        for step in &scenario.steps {
            let fits = [StepResult::Held, StepResult::NotPlayed].contains(&step.result);
            assert!(fits, "{step:?}");
        }
    }
}

#[test]
fn every_claim_is_accounted_for_once() {
    let told = document(&Files::of_the_mock("claims", &[]));
    let counts = told.counts.claims;
    let sum = counts.held + counts.broken + counts.known + counts.unchecked;
    assert_eq!(sum + counts.observed + counts.not_testable, counts.all);
    assert_eq!(counts.all, told.claims.len());
    assert_eq!(counts.broken, 0);
    let result = |id: &str| told.claim(id).expect("a claim").result;
    assert_eq!(result("pause/200"), ClaimResult::Held);
    assert_eq!(result("list/paging/exactly-once"), ClaimResult::Held);
    assert_eq!(result("errors/503/code"), ClaimResult::Unchecked);
    assert_eq!(result("list/limit/maximum"), ClaimResult::Observed);
    assert_eq!(result("base-url/production"), ClaimResult::NotTestable);
    let held = told.claim("pause/200").expect("a claim");
    assert!(held.sources[0].url.starts_with("https://"), "{held:?}");
    assert!(held.line.is_some() && !held.checked_by.is_empty());
}

#[test]
fn a_run_that_asks_for_less_holds_fewer_claims() {
    let told = document(&Files::of_the_mock("less", &["list/envelope"]));
    let result = |id: &str| told.claim(id).expect("a claim").result;
    assert_eq!(result("list/200"), ClaimResult::Held);
    for unchecked in [
        "pause/200",
        "pause/effect/listed",
        "list/paging/exactly-once",
        "list/filter/status",
        "list/own-organisation",
        "errors/401/code",
        "errors/envelope/body",
    ] {
        assert_eq!(result(unchecked), ClaimResult::Unchecked, "{unchecked}");
    }
    assert_eq!(told.partial.len(), 1, "{:?}", told.partial);
    assert!(
        told.partial[0].ends_with("list/envelope"),
        "{:?}",
        told.partial
    );
    assert_eq!(told.selection, ["list/envelope"]);
}

#[test]
fn a_finding_says_what_was_wrong_where_and_how_to_see_it_again() {
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "pause"];
    let files = Files::against("finding", &broken.door.base_url, key(), &args);
    let told = document(&files);
    assert_eq!(told.outcome.exit_code, 1);
    let finding = &told.findings[0];
    assert_eq!(finding.claim, "pause/200/status");
    assert_eq!(finding.address(), "pause/pause-running/pause");
    assert_eq!(finding.place.as_deref(), Some("/status"));
    let exchange = told.exchange(finding.exchange).expect("an exchange");
    assert_eq!(exchange.findings, [finding.number]);
    let answer = exchange.last().expect("an answer");
    assert_eq!(answer.status, Some(200));
    let body = answer.body.as_ref().expect("a body");
    assert!(body.content.contains("\"status\":\"gone\""), "{body:?}");
    let scenario = &told.scenarios[0];
    assert_eq!(scenario.outcome, ScenarioOutcome::Failed);
    assert_eq!(scenario.findings, [finding.number]);
    let step = scenario.steps.iter().find(|step| step.id == "pause");
    let step = step.expect("a step");
    assert_eq!(
        (step.result, &step.findings[..]),
        (StepResult::Broken, &[finding.number][..])
    );
    assert!(step.exchanges.contains(&finding.exchange));
    let again = format!(
        "hopx-conformance run --base-url {} --sandbox {} pause/pause-running",
        broken.door.base_url, broken.running
    );
    assert_eq!(scenario.run_again, again);
    assert_eq!(told.reproduce.environment, ["HOPX_API_KEY"]);
    let curl = exchange.curl.as_deref().expect("a call");
    assert!(
        curl.ends_with("-H \"Authorization: Bearer $HOPX_API_KEY\""),
        "{curl}"
    );
    let claim = told.claim("pause/200/status").expect("a claim");
    assert_eq!(claim.result, ClaimResult::Broken);
    assert!(claim.findings.contains(&finding.number));
}

#[test]
fn a_run_that_could_not_begin_has_a_document_too() {
    let files = Files::against("unready", "http://127.0.0.1:1", key(), &[]);
    let told = document(&files);
    assert_eq!(told.outcome.ending, Ending::CouldNotTell);
    assert!(told.outcome.unready.is_some());
    assert!(
        told.partial[0].contains("before its first scenario"),
        "{:?}",
        told.partial
    );
    assert_eq!(told.counts.claims.held, 0);
}
