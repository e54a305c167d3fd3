//! What a verdict names, at which level, and whose fault it is.

use std::collections::BTreeSet;

use hopx_conformance::contract::{Contract, Description, Level};
use hopx_conformance::exit::Exit;
use hopx_conformance::judge::{Judge, Verdict, Who};
use hopx_conformance::recording::{Exchange, Recording};
use hopx_conformance::scenario::Scenario;
use serde_json::json;

use super::broken::{self, Row};
use super::played::{MINE, PLAYED, exit, findings};
use super::twin::{Addressed, Spoil, given_up};

fn as_json(verdict: &Verdict) -> serde_json::Value {
    serde_json::to_value(verdict).expect("a verdict is JSON")
}

/// One row for every claim.
fn a_row_each() -> Vec<Row> {
    let mut seen = BTreeSet::new();
    let mut rows = broken::all();
    rows.retain(|row| seen.insert(row.claim.clone()));
    rows
}

#[test]
fn the_mock_keeps_every_claim() {
    let verdict = PLAYED.judge(&PLAYED.recording);
    let broken: Vec<_> = findings(&verdict).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(verdict.own_faults.is_empty(), "{:#?}", verdict.own_faults);
    assert_eq!(verdict.counts().passed, PLAYED.scenarios.len());
    assert_eq!(exit(&verdict), Exit::Conforms);
}

#[test]
fn every_claim_that_can_fail_a_run_has_a_broken_twin() {
    let broken: BTreeSet<_> = broken::all().into_iter().map(|row| row.claim).collect();
    for claim in &PLAYED.contract.claims.all {
        let can_fail = claim.level > Level::Observed && claim.untestable.is_none();
        assert_eq!(
            can_fail,
            broken.contains(&claim.id),
            "{}: give it a row in broken.rs if it can fail a run, and none if it cannot",
            claim.id
        );
    }
}

#[test]
fn at_the_level_required_a_claim_of_a_general_page_fails_no_run() {
    let judge = PLAYED.judging(Level::Required);
    let level = |id: &str| PLAYED.contract.claims.get(id).expect("a claim").level;
    for row in a_row_each() {
        let verdict = judge.judge(&PLAYED.selected(), &row.twin());
        let required = level(&row.claim) == Level::Required;
        let named = verdict.broken_claims();
        assert_eq!(
            named.contains(&row.claim.as_str()),
            required,
            "{}",
            row.name
        );
        let all_required = named.iter().all(|claim| level(claim) == Level::Required);
        assert!(all_required, "{}: {named:?}", row.name);
        let observed = verdict
            .observations
            .iter()
            .any(|observation| observation.claim.as_deref() == Some(&row.claim));
        assert!(required || observed, "{} is not even told of", row.name);
    }
}

#[test]
fn what_nobody_fixes_is_observed_and_fails_at_no_level() {
    let mut twin = PLAYED.recording.clone();
    let list = twin.exchange("list/envelope/list");
    list.set("/data/0/organization_id", json!("one"));
    list.set("/data/1/status", json!("hibernating"));
    list.set("/data/1/mood", json!("good"));
    list.set("/url", json!(7));
    let verdict = PLAYED
        .judging(Level::Observed)
        .judge(&PLAYED.selected(), &twin);
    assert_eq!(verdict.counts().failed, 0);
    let claims = [
        "list/element/organization-id",
        "statuses/known",
        "list/200/url",
    ];
    for claim in claims {
        let mut observations = verdict.observations.iter();
        let seen = observations.any(|observation| observation.claim.as_deref() == Some(claim));
        assert!(seen, "{claim}");
    }
}

#[test]
fn what_pages_disagree_about_is_observed_where_it_shows() {
    let mut twin = PLAYED.recording.clone();
    let element = twin.element("pause/pause-running/list", MINE);
    for step in ["list/envelope/list", "list/limit-huge/list"] {
        let list = twin.exchange(step);
        list.succeed(json!({
            "object": "list", "data": [], "has_more": true, "next_cursor": "next",
        }));
        list.add(element.clone());
    }
    let verdict = PLAYED.judge(&twin);
    let seen = |claim: &str| {
        let mut observations = verdict.observations.iter();
        observations
            .find(|observation| observation.claim.as_deref() == Some(claim))
            .map(|observation| observation.seen.as_str())
    };
    assert_eq!(
        seen("list/limit/default"),
        Some("a page holds 1 sandboxes where no limit is given")
    );
    assert_eq!(
        seen("list/limit/maximum"),
        Some("a page holds 1 sandboxes where more are asked for")
    );
}

#[test]
fn an_undocumented_member_is_observed() {
    let mut twin = PLAYED.recording.clone();
    twin.exchange("list/envelope/list")
        .set("/data/1/mood", json!("good"));
    let verdict = PLAYED.judge(&twin);
    let mut observations = verdict.observations.iter();
    let mood = observations.find(|observation| observation.seen.contains("mood"));
    assert_eq!(mood.expect("an observation").step, "list/envelope/list");
}

/// What was seen does not fail a run, and what could not be seen does not pass one.
#[test]
fn what_could_not_be_played_is_neither_passed_nor_failed() {
    let mut twin = PLAYED.recording.clone();
    twin.exchange("list/envelope/list")
        .refuse(503, "SERVICE_UNAVAILABLE");
    twin.scenario("list/envelope").outcome = given_up();
    let verdict = PLAYED.judge(&twin);
    assert_eq!(verdict.counts().errored, 1);
    assert_eq!(verdict.counts().passed, PLAYED.scenarios.len() - 1);
    assert_eq!(exit(&verdict), Exit::CouldNotTell);
}

/// Names that stand twice are JSON still; the description has nothing against them, and the
/// client cannot read them.
#[test]
fn a_valid_answer_that_the_client_cannot_decode_is_a_fault_of_ours() {
    let mut twin = PLAYED.recording.clone();
    let resume = twin.exchange("resume/resume-paused/resume");
    let number = resume.number;
    let body = String::from_utf8_lossy(&resume.answered().body).into_owned();
    resume.raw(body.replacen('{', "{\"status\":\"running\",", 1));
    let verdict = PLAYED.judge(&twin);
    assert_eq!(verdict.counts().failed, 0);
    let [fault] = verdict.own_faults.as_slice() else {
        panic!("{:#?}", verdict.own_faults);
    };
    assert_eq!((fault.who, fault.exchange), (Who::Client, number));
    assert_eq!(fault.step, "resume/resume-paused/resume");
    assert_eq!(exit(&verdict), Exit::CouldNotTell);
}

#[test]
fn what_the_harness_may_not_send_is_a_fault_of_ours() {
    let sent: [fn(&mut Recording); 3] = [
        |twin| {
            let list = twin.exchange("list/envelope/list");
            list.query.push(("limit".to_owned(), "many".to_owned()));
        },
        |twin| {
            let list = twin.exchange("list/envelope/list");
            list.query.push(("colour".to_owned(), "red".to_owned()));
        },
        |twin| twin.exchange("list/envelope/list").request.method = "HEAD".to_owned(),
    ];
    for send in sent {
        let mut twin = PLAYED.recording.clone();
        send(&mut twin);
        let verdict = PLAYED.judge(&twin);
        assert_eq!(verdict.counts().failed, 0);
        assert!(
            verdict
                .own_faults
                .iter()
                .all(|fault| fault.who == Who::Harness)
        );
        assert_eq!(verdict.own_faults.len(), 1);
        assert_eq!(exit(&verdict), Exit::CouldNotTell);
    }
}

#[test]
fn judging_twice_gives_the_same_verdict() {
    for row in a_row_each().into_iter().step_by(7) {
        let twin = row.twin();
        let (once, again) = (PLAYED.judge(&twin), PLAYED.judge(&twin));
        assert_eq!(as_json(&once), as_json(&again), "{}", row.name);
    }
}

#[test]
fn a_recording_that_was_stored_is_judged_alike() {
    let rows = a_row_each().into_iter().step_by(5).map(|row| row.twin());
    let binary = broken::all()
        .into_iter()
        .filter(|row| row.claim == "wire/utf-8");
    let recordings = rows.chain(binary.map(|row| row.twin()).take(1));
    for recording in recordings.chain([PLAYED.recording.clone()]) {
        let stored = serde_json::to_string(&recording).expect("a recording is JSON");
        let read: Recording = serde_json::from_str(&stored).expect("JSON is a recording");
        assert_eq!(
            as_json(&PLAYED.judge(&recording)),
            as_json(&PLAYED.judge(&read))
        );
    }
}

#[test]
fn the_order_in_which_claims_and_scenarios_are_written_does_not_matter() {
    let mut backwards: Vec<Scenario> = PLAYED.scenarios.iter().rev().cloned().collect();
    for step in backwards
        .iter_mut()
        .flat_map(|scenario| &mut scenario.steps)
    {
        step.claims.reverse();
    }
    let backwards: Vec<&Scenario> = backwards.iter().collect();
    let judge: Judge<'_> = PLAYED.judging(Level::Expected);
    let named = |verdict: &Verdict| -> BTreeSet<String> {
        let findings = findings(verdict);
        findings.map(|(_, finding)| finding.claim.clone()).collect()
    };
    for row in a_row_each().into_iter().step_by(3) {
        let twin = row.twin();
        let verdicts = [&PLAYED.selected(), &backwards].map(|order| judge.judge(order, &twin));
        assert_eq!(named(&verdicts[0]), named(&verdicts[1]), "{}", row.name);
    }
}

/// The description that the embedded claims contradict, or that contradicts itself.
fn described(old: &str, new: &str) -> Contract {
    let text = include_str!("../../../openapi/hopx-sandboxes.yaml");
    let changed = text.replacen(old, new, 1);
    assert_ne!(text, changed);
    let mut contract = Contract::embedded().expect("the contract");
    contract.description = Description::parse(&changed, "changed.yaml").expect("a description");
    contract
}

#[test]
fn a_description_that_says_other_than_its_claims_is_out_of_line() {
    assert_eq!(PLAYED.contract.contradictions(), []);
    let rows = [
        (
            "[RESOURCE_NOT_FOUND]",
            "[RESOURCE_NOT_FOUND, NOT_THERE]",
            "NOT_THERE",
        ),
        (
            "        has_more: false\n",
            "        has_more: perhaps\n",
            "example `onePage`",
        ),
        ("code: RESOURCE_NOT_FOUND", "code: GONE", "GONE"),
    ];
    for (old, new, words) in rows {
        let contract = described(old, new);
        let judge = Judge {
            contract: &contract,
            ..PLAYED.judging(Level::Expected)
        };
        let verdict = judge.judge(&PLAYED.selected(), &PLAYED.recording);
        assert!(!verdict.own_faults.is_empty(), "{new}");
        for fault in &verdict.own_faults {
            assert_eq!(fault.who, Who::Description, "{fault:?}");
            let said = [fault.what.as_str(), &fault.step].concat();
            assert!(said.contains(words), "{words}: {said}");
        }
        assert_ne!(exit(&verdict), Exit::Conforms);
    }
}

#[test]
fn what_the_harness_sends_outside_of_scenarios_is_checked_too() {
    let places: [fn(&mut Recording) -> &mut Exchange; 2] = [
        |twin| twin.opening.first_mut().expect("an opening"),
        |twin| twin.closing.last_mut().expect("a closing"),
    ];
    for place in places {
        let mut twin = PLAYED.recording.clone();
        place(&mut twin)
            .query
            .push(("colour".to_owned(), "red".to_owned()));
        let verdict = PLAYED.judge(&twin);
        let faults: Vec<_> = verdict.own_faults.iter().map(|fault| fault.who).collect();
        assert_eq!(faults, [Who::Harness]);
    }
}

#[test]
fn what_a_server_breaks_is_said_of_the_server() {
    for row in a_row_each().into_iter().step_by(7) {
        let verdict = PLAYED.judge(&row.twin());
        assert!(findings(&verdict).all(|(_, finding)| finding.who == Who::Server));
    }
}
