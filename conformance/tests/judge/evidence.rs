//! What a recording leaves unproven, and what is no gap.

use std::collections::BTreeSet;

use hopx_conformance::contract::Operation;
use hopx_conformance::evidence::{Gap, weigh};
use hopx_conformance::exit::Exit;
use hopx_conformance::recording::{Credential, Exchange, Outcome, Recording, Role, Unready};
use serde_json::json;

use super::played::{PLAYED, exit};
use super::twin::{Addressed, Spoil};

/// Every call of the scenarios.
fn calls(recording: &mut Recording) -> impl Iterator<Item = &mut Exchange> {
    let records = recording.scenarios.iter_mut();
    let looks = records.flat_map(|record| &mut record.looks);
    looks.flat_map(|look| &mut look.exchanges)
}

fn page(exchange: &Exchange) -> u32 {
    match exchange.role {
        Role::Step { page, .. } => page,
        Role::Prepare => 1,
    }
}

/// Leaves the first pages of all lists, as if they were the whole lists.
fn one_page_each(recording: &mut Recording) {
    for record in &mut recording.scenarios {
        for look in &mut record.looks {
            look.exchanges.retain(|exchange| page(exchange) == 1);
        }
    }
    for list in recording.lists() {
        list.body(|body| {
            if body.get("has_more").is_some() {
                body["has_more"] = json!(false);
                body["next_cursor"] = json!(null);
            }
        });
    }
}

fn no_elements(recording: &mut Recording) {
    one_page_each(recording);
    for list in recording.lists() {
        list.body(|body| {
            if body.get("data").is_some() {
                body["data"] = json!([]);
            }
        });
    }
}

fn all_running(recording: &mut Recording) {
    for list in recording.lists() {
        list.body(|body| {
            for element in body["data"].as_array_mut().into_iter().flatten() {
                element["status"] = json!("running");
            }
        });
    }
}

fn more_than_the_cap(recording: &mut Recording) {
    recording.max_pages = 1;
    let whole = recording.exchange("list/paging/whole");
    whole.set("/has_more", json!(true));
    whole.set("/next_cursor", json!("more"));
}

fn refused(recording: &mut Recording) {
    for call in calls(recording).filter(|call| call.credential == Credential::Own) {
        call.answered().status = 401;
    }
}

fn the_same_to_everything(recording: &mut Recording) {
    for call in calls(recording) {
        call.answered().status = 200;
    }
}

/// The repetition over all sandboxes came to one of them only.
fn one_turn(recording: &mut Recording) {
    for record in &mut recording.scenarios {
        for look in &mut record.looks {
            look.exchanges
                .retain(|exchange| !matches!(exchange.role, Role::Step { turn, .. } if turn > 1));
        }
    }
}

fn skipped(recording: &mut Recording) {
    for address in ["resume/unknown", "pause/unknown"] {
        let record = recording.scenario(address);
        record.outcome = Outcome::Skipped("needs a thing: give one".to_owned());
        record.looks.clear();
    }
}

/// Makes a recording prove less.
type Change = fn(&mut Recording);

fn gaps(recording: &Recording) -> Vec<Gap> {
    let warnings = weigh(&PLAYED.contract, &PLAYED.selected(), recording);
    warnings.into_iter().map(|warning| warning.gap).collect()
}

#[test]
fn every_gap_is_seen_and_nothing_else_is_called_one() {
    let rows: [(Change, &[Gap]); 9] = [
        (|_| {}, &[]),
        (no_elements, &[Gap::EmptyLists]),
        (one_page_each, &[Gap::OnePage]),
        (all_running, &[Gap::OneStatus]),
        (more_than_the_cap, &[Gap::WalkCut]),
        (refused, &[Gap::AllRefused]),
        (the_same_to_everything, &[Gap::OneAnswer]),
        (one_turn, &[Gap::OneSandbox]),
        (skipped, &[Gap::NotPlayed]),
    ];
    let mut seen: BTreeSet<Gap> = BTreeSet::new();
    for (index, (change, expected)) in rows.into_iter().enumerate() {
        let mut recording = PLAYED.recording.clone();
        change(&mut recording);
        assert_eq!(gaps(&recording), expected, "row {index}");
        seen.extend(expected);
    }
    assert_eq!(seen.len(), 8, "a row for every gap");
}

#[test]
fn one_warning_counts_all_scenarios_that_one_reason_kept_from_being_played() {
    let mut recording = PLAYED.recording.clone();
    skipped(&mut recording);
    let [warning] = &weigh(&PLAYED.contract, &PLAYED.selected(), &recording)[..] else {
        panic!("one warning");
    };
    assert_eq!(warning.says, "2 scenarios were not played: needs a thing");
    assert_eq!(warning.more, "give one");
}

#[test]
fn scenarios_that_do_not_ask_for_more_prove_what_they_can() {
    for address in ["list/envelope", "resume/unknown", "auth/bearer"] {
        let mut recording = PLAYED.recording.clone();
        one_page_each(&mut recording);
        recording
            .scenarios
            .retain(|record| record.address == address);
        let selected = PLAYED.selected();
        let selected: Vec<_> = selected
            .into_iter()
            .filter(|scenario| scenario.address == address)
            .collect();
        let warnings = weigh(&PLAYED.contract, &selected, &recording);
        assert_eq!(warnings, [], "{address}");
    }
}

#[test]
fn a_run_that_could_not_begin_says_so_and_is_not_warned_of() {
    let mut recording = PLAYED.recording.clone();
    skipped(&mut recording);
    recording.unready = Some(Unready::CouldNotTell("unreachable".to_owned()));
    assert_eq!(gaps(&recording), []);
    recording.unready = None;
    recording.interrupted = true;
    assert_eq!(gaps(&recording), []);
}

#[test]
fn a_gap_fails_a_strict_run_only() {
    let mut recording = PLAYED.recording.clone();
    skipped(&mut recording);
    let mut verdict = PLAYED.judge(&recording);
    assert_eq!(verdict.counts().failed, 0);
    assert_eq!(exit(&verdict), Exit::Conforms);
    verdict.strict = true;
    assert_eq!(exit(&verdict), Exit::Violated);
}

#[test]
fn a_scenario_about_several_sandboxes_says_how_many_it_had() {
    let verdict = PLAYED.judge(&PLAYED.recording);
    let had = |address: &str| {
        let mut scenarios = verdict.scenarios.iter();
        let found = scenarios.find(|scenario| scenario.address == address);
        found.expect("a scenario").sandboxes
    };
    assert_eq!(had("resume/all-paused"), Some(3));
    assert_eq!(had("resume/unknown"), None);
    let turns = calls(&mut PLAYED.recording.clone())
        .filter(|call| call.operation == Operation::Resume)
        .filter(|call| matches!(call.role, Role::Step { turn: 3, .. }))
        .count();
    assert_eq!(turns, 1);
}
