//! One shard by itself.

use std::fs;

use crate::binary::{SOME_KEY, against, command, fresh, hopx, shown, told};
use crate::door::{Door, Reply};
use crate::parts::{given, read, server};
use hopx_mock::SandboxStatus;

#[test]
fn an_impossible_shard_is_refused_with_what_would_be_one() {
    for (shard, words) in [
        ("0/5", &["counted from 1", "1/5 to 5/5"][..]),
        ("6/5", &["does not exist", "1/5 to 5/5"]),
        ("1/0", &["no shards at all"]),
        ("a/b", &["is no shard", "2/5"]),
        ("3", &["is no shard", "K/N"]),
        ("1/5000", &["1000"]),
    ] {
        hopx(&["run", "--shard", shard]).refused(&[&[shard], words].concat());
    }
}

#[test]
fn a_dry_run_shows_what_the_shard_has_and_calls_nobody() {
    let door = Door::open(|_| None);
    let args = [
        "--dry-run",
        "--sandbox",
        "a",
        "--sandbox",
        "b",
        "--sandbox",
        "c",
    ];
    let run = |shard| {
        let mut command = command(&[&args[..], &["--shard", shard]].concat());
        told(command.env("HOPX_BASE_URL", &door.base_url))
    };
    run("1/4").ended(
        0,
        &["shard 1 of 4", "and the sandboxes a, b", ": 2 sandboxes"],
    );
    run("2/4").ended(0, &["shard 2 of 4", "and the sandboxes c", ": 1 sandbox,"]);
    run("3/4").ended(0, &["and none of 3 sandboxes", "0 sandboxes"]);
    assert_eq!(door.requests().len(), 0);
}

#[test]
fn a_shard_says_which_it_is_and_that_it_is_partial() {
    let dir = fresh("merge-says");
    let report = format!("json={}", shown(&dir.join("run.json")));
    let ran = hopx(&["--shard", "2/3", "--report", &report]);
    ran.ended(0, &["a partial run: it is shard 2 of 3, which has "]);
    let report = read(&shown(&dir.join("run.json")));
    let shard = report.shard.expect("a shard");
    assert_eq!((shard.number, shard.of), (2, 3));
    assert_eq!(shard.scenarios.len(), report.scenarios.len());
    assert!(shard.selected > 2 * shard.scenarios.len());
    let said = format!("it is shard 2 of 3, which has {}", shard.scenarios.len());
    assert!(report.partial[0].starts_with(&said), "{:?}", report.partial);
    assert_eq!(report.reproduce.command, "hopx-conformance run --shard 2/3");
}

#[test]
fn a_shard_borrows_its_own_sandboxes_and_says_how_to_run_it_again() {
    let server = server();
    let dir = fresh("merge-own");
    let report = format!("json={}", shown(&dir.join("run.json")));
    let given = given(&server, 3);
    let args: Vec<&str> = given.iter().map(String::as_str).collect();
    let own = ["--shard", "2/2", "--report", &report, "pause"];
    let ran = against(
        &server.base_url(),
        server.api_key(),
        &[&args[..], &own].concat(),
    );
    ran.ended(0, &["sandboxes: "]);
    let report = read(&shown(&dir.join("run.json")));
    let ids: Vec<_> = report
        .mode
        .sandboxes
        .iter()
        .map(|given| &given.id)
        .collect();
    assert_eq!(ids, [&given[5]]);
    assert!(
        report
            .ledger
            .iter()
            .all(|change| change.sandbox == given[5])
    );
    let again = format!("{} --shard 2/2 pause", given.join(" "));
    assert!(
        report.reproduce.command.ends_with(&again),
        "{}",
        report.reproduce.command
    );
}

#[test]
fn a_recording_of_a_shard_is_judged_as_the_shard_was() {
    let dir = fresh("merge-judged");
    for shard in ["1/4", "2/4", "4/4"] {
        let recording = shown(&dir.join("recording.json"));
        let ran = hopx(&["--shard", shard, "--record", &recording, "--format", "json"]);
        let judged = hopx(&["judge", &recording, "--format", "json"]);
        assert_eq!((judged.code, judged.out), (ran.code, ran.out), "{shard}");
    }
}

#[test]
fn an_empty_shard_sends_nothing_ends_well_and_leaves_its_report() {
    let door = Door::open(|_| None);
    let dir = fresh("merge-empty");
    let (report, recording) = (dir.join("run.json"), shown(&dir.join("recording.json")));
    let wanted = format!("json={}", shown(&report));
    let args = [
        "--shard",
        "3/3",
        "--report",
        &wanted,
        "--record",
        &recording,
        "list/envelope",
    ];
    let ran = against(&door.base_url, SOME_KEY, &args);
    ran.ended(
        0,
        &[
            "it is shard 3 of 3, which has 0 of 1 scenarios",
            "Nothing was left",
        ],
    );
    assert_eq!(door.requests().len(), 0);
    assert!(fs::exists(&report).expect("a folder"));
    hopx(&["judge", &recording]).ended(0, &["Nothing was left for this shard to do."]);
}

#[test]
fn a_shard_that_could_check_nothing_says_so() {
    let server = server();
    let args = ["--shard", "1/2", "pause/pause-running"];
    let ran = against(&server.base_url(), server.api_key(), &args);
    ran.ended(4, &["Nothing was checked."]);
}

/// A server on which a sandbox is paused and resumed whenever another one is.
fn mirroring(of: &str, shadow: &str, server: &crate::door::Server) -> Door {
    let (behind, of, shadow) = (server.behind(), of.to_owned(), shadow.to_owned());
    Door::open(move |request| -> Reply {
        let reply = behind(request);
        if request.is_change() && request.says(&of) {
            behind(&request.with(&of, &shadow));
        }
        reply
    })
}

#[test]
fn what_another_shard_does_to_its_sandboxes_is_not_held_against_the_server() {
    let server = server();
    let sandboxes = server.sandboxes().into_iter();
    let running = sandboxes.filter(|sandbox| sandbox.status == SandboxStatus::Running);
    let ids: Vec<String> = running.take(3).map(|sandbox| sandbox.id).collect();
    let door = mirroring(&ids[0], &ids[2], &server);
    let own = [
        "--sandbox",
        &ids[0],
        "--sandbox",
        &ids[1],
        "pause/pause-running",
    ];
    let run = |args: &[&str]| {
        let all = [&own[..], args].concat();
        against(&door.base_url, server.api_key(), &all)
    };
    run(&[]).ended(1, &["pause/effect/only-that"]);
    run(&["--sandbox", &ids[2], "--shard", "1/2"]).ended(0, &["The server keeps"]);
}
