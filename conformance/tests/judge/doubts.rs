//! What is said of sandboxes that the run was not given takes more than one look.

use hopx_conformance::contract::Level;
use hopx_conformance::judge::Doubts;
use hopx_conformance::recording::{Exchange, Look, Recording};
use serde_json::json;

use super::broken::{self, Row};
use super::played::{MINE, PLAYED, findings};
use super::twin::{Addressed, Spoil, parts, with};

fn rows_of_strangers() -> Vec<Row> {
    let rows = broken::all().into_iter();
    rows.filter(|row| row.of_strangers).collect()
}

/// Whether these looks at a scenario leave doubts.
fn doubts(address: &str, looks: &[Look]) -> bool {
    let mut scenarios = PLAYED.scenarios.iter();
    let scenario = scenarios.find(|scenario| scenario.address == address);
    let judge = PLAYED.judging(Level::Expected);
    let given = &PLAYED.recording.given;
    Doubts::new(&judge).remain(scenario.expect("a scenario"), looks, given, false)
}

#[test]
fn an_answer_without_fault_leaves_no_doubts() {
    for record in &PLAYED.recording.scenarios {
        assert!(
            !doubts(&record.address, &record.looks),
            "{}",
            record.address
        );
    }
}

#[test]
fn what_is_said_of_strangers_takes_a_second_look() {
    for row in rows_of_strangers() {
        let address = parts(row.at).0;
        let mut once = row.seen_once();
        let looks = &once.scenario(address).looks;
        assert!(doubts(address, looks), "{} leaves no doubts", row.name);
        let broken = PLAYED.judge(&once);
        assert_eq!(broken.counts().failed, 0, "{} at first sight", row.name);
    }
}

#[test]
fn what_a_second_look_does_not_show_is_not_held_against_the_server() {
    for row in rows_of_strangers() {
        let address = parts(row.at).0;
        let mut clean = PLAYED.recording.clone();
        let second = clean.play_again(address).clone();
        let mut twin = row.seen_once();
        twin.scenario(address).looks.push(second);
        let looks = &twin.scenario(address).looks;
        assert!(!doubts(address, looks), "{} still leaves doubts", row.name);
        let verdict = PLAYED.judge(&twin);
        assert_eq!(verdict.counts().failed, 0, "{}", row.name);
    }
}

#[test]
fn another_stranger_on_the_second_look_is_another_matter() {
    let mut twin = PLAYED.recording.clone();
    twin.end_with("list/status");
    let first = twin.exchange("list/status/running").ids()[0].clone();
    let second = twin.exchange("list/status/running").ids()[1].clone();
    let look = twin.play_again("list/status");
    let calls = &mut look.exchanges;
    let running = calls.iter_mut().find(|made| made.step == "running");
    running.expect("the step").hide(&second);
    twin.exchange("list/status/running").hide(&first);
    assert_eq!(PLAYED.judge(&twin).counts().failed, 0);
}

#[test]
fn a_stranger_that_follows_a_pause_leaves_doubts() {
    let mut twin = PLAYED.recording.clone();
    stranger_follows(&mut twin);
    let looks = &twin.scenario("pause/pause-running").looks;
    assert!(doubts("pause/pause-running", &looks[..1]));
}

#[test]
fn a_stranger_that_was_paused_for_a_moment_is_not_held_against_the_server() {
    let mut twin = PLAYED.recording.clone();
    let id = running_stranger(&mut twin);
    twin.exchange("pause/pause-running/list")
        .show(&id, "paused");
    let looks = &twin.scenario("pause/pause-running").looks;
    assert!(doubts("pause/pause-running", looks));
    assert_eq!(PLAYED.judge(&twin).counts().failed, 0);
}

#[test]
fn on_an_account_that_changes_by_itself_nobody_can_tell() {
    let mut twin = PLAYED.recording.clone();
    twin.end_with("pause/pause-running");
    let id = running_stranger(&mut twin);
    let other = twin.exchange("pause/pause-running/list").ids()[2].clone();
    twin.exchange("pause/pause-running/list")
        .show(&id, "paused");
    twin.exchange("pause/pause-running/list")
        .show(&other, "creating");
    let verdict = PLAYED.judge(&twin);
    assert_eq!(verdict.counts().failed, 0);
    let claim = Some("pause/effect/only-that");
    let mut observations = verdict.observations.iter();
    assert!(observations.any(|observation| observation.claim.as_deref() == claim));
}

#[test]
fn a_list_that_lags_behind_a_stranger_that_keeps_changing_says_nothing() {
    let mut twin = PLAYED.recording.clone();
    twin.end_with("list/status");
    let id = twin.exchange("list/status/running").ids()[0].clone();
    twin.exchange("list/status/running").hide(&id);
    let again = twin.play_again("list/status");
    let mut lists = again.exchanges.iter_mut();
    let all = lists.find(|made| made.step == "everything");
    all.expect("the step").show(&id, "stopped");
    let looks = &twin.scenario("list/status").looks;
    assert!(!doubts("list/status", looks));
    assert_eq!(PLAYED.judge(&twin).counts().failed, 0);
}

#[test]
fn a_list_of_a_region_may_learn_late_of_a_given_sandbox() {
    let mut twin = PLAYED.recording.clone();
    twin.exchange("list/region/us-east").hide(MINE);
    let looks = &twin.scenario("list/region").looks;
    assert!(doubts("list/region", looks));
    assert_eq!(PLAYED.judge(&twin).counts().failed, 0);
}

#[test]
fn strangers_that_stop_whenever_one_is_paused_are_stopped_by_it() {
    let mut twin = PLAYED.recording.clone();
    twin.end_with("pause/pause-running");
    let running = running_strangers(&mut twin);
    let stop = |exchange: &mut Exchange, ids: &[String]| {
        let shown = exchange.ids();
        for id in ids.iter().filter(|id| shown.contains(id)) {
            exchange.show(id, "stopped");
        }
    };
    let after = ["list", "list-paused"];
    let again = pause_again(&mut twin);
    for exchange in &mut again.exchanges {
        let both = after.contains(&exchange.step.as_str());
        if exchange.request.method == "GET" {
            stop(exchange, &running[..if both { 2 } else { 1 }]);
        }
    }
    let looks = &mut twin.scenario("pause/pause-running").looks;
    for exchange in &mut looks[0].exchanges {
        if after.contains(&exchange.step.as_str()) {
            stop(exchange, &running[..1]);
        }
    }
    assert!(doubts("pause/pause-running", &looks[..1]));
    let verdict = PLAYED.judge(&twin);
    let named = findings(&verdict).map(|(_, finding)| finding.claim.as_str());
    assert_eq!(named.collect::<Vec<_>>(), ["pause/effect/only-that"]);
    // Once, it has stopped by itself.
    twin.scenario("pause/pause-running").looks.truncate(1);
    assert_eq!(PLAYED.judge(&twin).counts().failed, 0);
}

fn running_stranger(twin: &mut Recording) -> String {
    running_strangers(twin).swap_remove(0)
}

fn running_strangers(twin: &mut Recording) -> Vec<String> {
    let list = twin.exchange("pause/pause-running/list");
    let body = list.answered().json().expect("JSON");
    let elements = body["data"].as_array().expect("a list").iter();
    let running = elements.filter(|element| element["status"] == "running");
    let ids = running.filter_map(|element| element["id"].as_str());
    let given: Vec<_> = PLAYED
        .recording
        .given
        .iter()
        .map(|given| &given.id)
        .collect();
    ids.map(str::to_owned)
        .filter(|id| !given.contains(&id))
        .collect()
}

/// A stranger is paused and resumed with the given sandbox, on both looks.
pub(crate) fn stranger_follows(twin: &mut Recording) {
    let id = running_stranger(twin);
    let element = twin.element("pause/pause-running/list", &id);
    twin.exchange("pause/pause-running/list")
        .show(&id, "paused");
    let paused = with(element, json!({ "status": "paused" }));
    twin.exchange("pause/pause-running/list-paused").add(paused);
    pause_again(twin);
}

/// The look at a pause once more, for which the sandbox is resumed first.
fn pause_again(twin: &mut Recording) -> &mut Look {
    let mut played = PLAYED.recording.clone();
    let mut prepare = played.exchange("pause/other-organisation/prepare").clone();
    prepare.number = 1000;
    prepare.set("/request_id", json!("req_prepare_again"));
    let again = twin.play_again("pause/pause-running");
    again.exchanges.insert(0, prepare);
    again
}
