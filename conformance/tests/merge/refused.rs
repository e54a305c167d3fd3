//! Files that cannot be merged: refused, each with what would mend it.

use serde_json::{Value, json};

use crate::binary::{Told, fresh, hopx, shown, write};
use crate::parts::{Parts, server};

/// The shards of a run, against a server, that differ in nothing.
fn parts(name: &str) -> Parts {
    let server = server();
    Parts::against(name, &server.base_url(), server.api_key(), 2, &["list"])
}

fn merge(files: &[&str]) -> Told {
    hopx(&[&["merge"], files].concat())
}

#[test]
fn what_is_no_report() {
    let dir = fresh("merge-no-report");
    for (text, words) in [
        ("", &["is empty"][..]),
        ("nonsense", &["is not JSON"]),
        ("{\"log\":{\"entries\":[]}}", &["is no report"]),
        (
            "{\"format\":\"hopx-conformance report\",\"version\":9}",
            &["version 9", "version 1"],
        ),
        (
            "{\"format\":\"hopx-conformance report\",\"version\":1}",
            &["missing field"],
        ),
        ("{\"format\":\"hopx-conformance report\",", &["cut off"]),
        (
            "{\"format\":\"hopx-conformance recording\",\"version\":1}",
            &["is a recording", "hopx-conformance judge"],
        ),
    ] {
        let file = write(&dir, "report.json", text);
        merge(&[&file]).refused(&[&["report.json"], words].concat());
    }
    let hostile = "{\"format\":\"hopx-conformance report\",\"version\":9,\"tool\":{\"version\":\"\\u001b[2J\"}}";
    let told = merge(&[&write(&dir, "hostile.json", hostile)]);
    told.refused(&["\\u{1b}[2J"]);
    let nobody = shown(&dir.join("nobody.json"));
    merge(&[&nobody]).refused(&["nobody.json", "cannot be read"]);
    let folder = shown(&dir);
    merge(&[&folder]).refused(&["cannot be read"]);
}

#[test]
fn no_file_at_all() {
    let told = merge(&[]);
    assert_eq!(told.code, Some(2), "{told:?}");
}

#[test]
fn the_report_of_a_whole_run() {
    let dir = fresh("merge-whole");
    let file = shown(&dir.join("run.json"));
    hopx(&["list/envelope", "--report", &format!("json={file}")]);
    merge(&[&file]).refused(&["run.json", "whole run", "leave it out"]);
}

#[test]
fn a_report_that_was_merged_already() {
    let parts = parts("again");
    parts.merge(&[1, 2]);
    let merged = shown(&parts.dir.join("merged.json"));
    merge(&[&merged, &parts.file(1)]).refused(&["merged report already"]);
}

#[test]
fn one_file_or_one_shard_twice() {
    let parts = parts("twice");
    let (one, two) = (parts.file(1), parts.file(2));
    merge(&[&one, &two, &one]).refused(&["shard-1.json is named twice"]);
    let copy = parts.changed(1, |_| ());
    merge(&[&one, &two, &copy]).refused(&["is shard 1/2, and so is", "one report of each"]);
}

#[test]
fn shards_of_different_runs() {
    let parts = parts("different");
    let one = parts.file(1);
    let rows: [(&str, Value, &[&str]); 9] = [
        (
            "/contract/fingerprint",
            json!("abc"),
            &["the contract 0.1.0 (abc)", "by one contract"],
        ),
        ("/contract/version", json!("0.2.0"), &["the contract 0.2.0"]),
        (
            "/tool/version",
            json!("9.9.9"),
            &["hopx-conformance 9.9.9", "one version"],
        ),
        (
            "/target/base_url",
            json!("https://x.test"),
            &["the target https://x.test", "each target"],
        ),
        ("/level", json!("required"), &["level required", "--level"]),
        ("/strict", json!(true), &["--strict true"]),
        ("/selection", json!([]), &["of every scenario", "selection"]),
        ("/shard/of", json!(3), &["number of 3", "same N"]),
        (
            "/shard/sandboxes",
            json!(["a"]),
            &["sandboxes a", "same order"],
        ),
    ];
    for (place, value, words) in rows {
        let other = parts.changed(2, |report| {
            *report.pointer_mut(place).expect(place) = value;
        });
        merge(&[&one, &other]).refused(&[&["changed-2.json", "shard-1.json"], words].concat());
    }
}

#[test]
fn shards_that_overlap_or_leave_something_out() {
    let parts = parts("overlap");
    let one = parts.file(1);
    let own = parts.document(1).shard.expect("a shard").scenarios[0].clone();
    let overlapping = parts.changed(2, |report| {
        let scenarios = report.pointer_mut("/shard/scenarios").expect("a share");
        scenarios.as_array_mut().expect("a list").push(json!(own));
    });
    merge(&[&one, &overlapping]).refused(&[&own, "overlap"]);
    let lacking = parts.changed(2, |report| {
        report["scenarios"] = json!([]);
        report["shard"]["scenarios"] = json!([]);
    });
    merge(&[&one, &lacking]).refused(&["scenarios together, and not"]);
    let stray = parts.changed(2, |report| {
        report["shard"]["scenarios"] = json!([]);
    });
    merge(&[&one, &stray]).refused(&["is not one of shard 2/2"]);
    let beyond = parts.changed(2, |report| {
        report["shard"]["number"] = json!(7);
    });
    merge(&[&one, &beyond]).refused(&["shard 7/2"]);
    let given = |report: &mut Value| {
        report["mode"]["sandboxes"] = json!([{"id": "box", "found": "running"}]);
    };
    let other = parts.changed(2, given);
    let same = parts.changed(1, given);
    merge(&[&same, &other]).refused(&["the sandbox box", "overlap"]);
}

#[test]
fn reports_that_cannot_be_written() {
    let parts = parts("written");
    let (one, two) = (parts.file(1), parts.file(2));
    let wanted = |report: &str| merge(&[&one, &two, "--report", report]);
    wanted("har=run.har").refused(&["har cannot be merged", "each shard"]);
    wanted("pdf=run.pdf").refused(&["`pdf`"]);
    wanted("json=/nowhere/at/all.json").refused(&["cannot be written"]);
    wanted(&format!("json={one}")).refused(&["name the same file"]);
    merge(&[&one, &two]).ended(0, &["merged from 2 shards"]);
}
