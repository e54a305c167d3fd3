//! What the shards of a run come to together.

use std::collections::BTreeMap;

use hopx_conformance::report::document::{ClaimResult, Document, Ending, ScenarioOutcome};

use crate::binary::{against, command, fresh, hopx, shown, told};
use crate::door::{Door, Reply};
use crate::parts::{Parts, given, read, server};

fn scenarios(document: &Document) -> BTreeMap<&str, ScenarioOutcome> {
    let all = document.scenarios.iter();
    all.map(|scenario| (scenario.address.as_str(), scenario.outcome))
        .collect()
}

fn claims(document: &Document) -> BTreeMap<&str, ClaimResult> {
    let all = document.claims.iter();
    all.map(|claim| (claim.id.as_str(), claim.result)).collect()
}

#[test]
fn shards_come_to_what_the_run_comes_to_that_was_not_divided() {
    let server = server();
    for (name, of, sandboxes) in [("two", 2, 2), ("three", 3, 4), ("five", 5, 0)] {
        let given = given(&server, sandboxes);
        let args: Vec<&str> = given.iter().map(String::as_str).collect();
        let parts = Parts::against(name, &server.base_url(), server.api_key(), of, &args);
        let whole = shown(&parts.dir.join("whole.json"));
        let report = format!("json={whole}");
        let wanted = [&args[..], &["--report", &report]].concat();
        let ran = against(&server.base_url(), server.api_key(), &wanted);
        let whole = read(&whole);
        let numbers: Vec<u32> = (1..=of).collect();
        let (told, merged) = parts.merge(&numbers);
        assert_eq!(told.code, ran.code, "{name}: {told:?}");
        assert_eq!(scenarios(&merged), scenarios(&whole), "{name}");
        assert_eq!(claims(&merged), claims(&whole), "{name}");
        assert_eq!(merged.counts.claims, whole.counts.claims, "{name}");
        assert_eq!(merged.partial, whole.partial, "{name}");
        assert_eq!(merged.outcome, whole.outcome, "{name}");
        assert_eq!(merged.reproduce.command, whole.reproduce.command, "{name}");
        let requests: usize = (1..=of).map(|n| parts.document(n).counts.requests).sum();
        assert_eq!(merged.counts.requests, requests);
        assert_eq!(merged.merged.len(), of as usize);
    }
}

#[test]
fn every_number_of_a_merged_report_leads_somewhere() {
    let broken = broken();
    let parts = Parts::against("numbers", &broken.base_url, key(), 3, &["list", "auth"]);
    let (told, merged) = parts.merge(&[3, 1, 2]);
    told.ended(1, &["violated  ", "3 shards", "shard 1 of 3  violated (1)"]);
    let numbers: Vec<u32> = merged.exchanges.iter().map(|call| call.number).collect();
    assert!(numbers.is_sorted_by(|one, other| one < other), "each once");
    let shards_with_findings = (1..=3).filter(|n| !parts.document(*n).findings.is_empty());
    assert!(shards_with_findings.count() > 1);
    for finding in &merged.findings {
        let called = merged.exchange(finding.exchange).expect("its exchange");
        assert_eq!(called.by, finding.address());
        assert!(called.findings.contains(&finding.number));
        let claim = merged.claim(&finding.claim).expect("its claim");
        assert!(claim.findings.contains(&finding.number));
        assert_eq!(claim.result, ClaimResult::Broken);
        let mut scenarios = merged.scenarios.iter();
        let scenario = scenarios.find(|scenario| scenario.address == finding.scenario);
        let scenario = scenario.expect("its scenario");
        assert!(scenario.findings.contains(&finding.number));
        for step in &scenario.steps {
            for number in &step.exchanges {
                let called = merged.exchange(*number).expect("an exchange");
                assert_eq!(called.by, step.address);
            }
        }
    }
}

#[test]
fn a_shard_that_is_missing_is_named_at_the_top_and_nothing_conforms_without_it() {
    let parts = Parts::of_the_mock("missing", 4, &["list"]);
    let (told, merged) = parts.merge(&[1, 3]);
    told.ended(
        3,
        &[
            "a partial run: shards 2 and 4 of 4 are missing",
            "cannot be told",
        ],
    );
    assert_eq!(merged.partial[0], "shards 2 and 4 of 4 are missing");
    assert_eq!(merged.outcome.ending, Ending::CouldNotTell);
    assert_eq!(merged.outcome.exit_code, 3);
    let (told, merged) = parts.merge(&[1, 2, 3, 4]);
    assert_eq!((told.code, merged.outcome.exit_code), (Some(0), 0));
}

#[test]
fn a_violation_counts_more_than_a_shard_that_is_missing() {
    let broken = broken();
    let parts = Parts::against("worse", &broken.base_url, key(), 2, &["list"]);
    let (told, merged) = parts.merge(&[2]);
    told.ended(1, &["shard 1 of 2 is missing"]);
    assert_eq!(merged.outcome.ending, Ending::Violated);
}

#[test]
fn a_shard_whose_server_was_gone_keeps_the_others_from_conforming() {
    let server = server();
    let parts = Parts::against("gone", &server.base_url(), server.api_key(), 2, &["list"]);
    let lost = Parts::against(
        "gone-too",
        "http://127.0.0.1:1",
        server.api_key(),
        2,
        &["list"],
    );
    assert_eq!(lost.told[1].code, Some(3));
    let mut gone = lost.document(2);
    gone.target.base_url = parts.document(1).target.base_url;
    let file = shown(&parts.dir.join("gone.json"));
    std::fs::write(&file, serde_json::to_string(&gone).expect("JSON")).expect("a file");
    let merged = hopx(&["merge", &parts.file(1), &file]);
    merged.ended(
        3,
        &["a partial run: shard 2 ended before its first scenario"],
    );
}

#[test]
fn shards_that_check_nothing_fail_only_together() {
    let server = server();
    let run = |name, of, select: &[&str]| {
        let parts = Parts::against(name, &server.base_url(), server.api_key(), of, select);
        let numbers: Vec<u32> = (1..=of).collect();
        parts.merge(&numbers).0
    };
    let nothing = run("nothing", 2, &["pause/pause-running"]);
    nothing.ended(4, &["Nothing was checked.", "1 scenario was not played"]);
    let something = run("something", 3, &["list/envelope"]);
    something.ended(0, &["shard 3 of 3  conforms (0)  0 scenarios"]);
}

#[test]
fn every_format_but_har_is_rendered_from_a_merged_report() {
    let parts = Parts::of_the_mock("formats", 2, &["list"]);
    let dir = fresh("merge-rendered");
    let file = |name| shown(&dir.join(name));
    let (one, two) = (parts.file(1), parts.file(2));
    let reports = [
        format!("markdown={}", file("run.md")),
        format!("junit={}", file("run.xml")),
        format!("sarif={}", file("run.sarif")),
        format!("html={}", file("run.html")),
    ];
    let mut args = vec!["merge", &one, &two, "--format", "json"];
    for report in &reports {
        args.extend(["--report", report]);
    }
    let merged = hopx(&args);
    let document: Document = serde_json::from_str(&merged.out).expect("a document");
    let text = |name| std::fs::read_to_string(dir.join(name)).expect("a report");
    assert!(text("run.md").contains("| 2 of 2 | conforms (0) |"));
    let tests = text("run.xml").matches("<testcase").count();
    assert_eq!(tests, document.scenarios.len());
    assert!(text("run.sarif").contains("\"version\": \"2.1.0\""));
    assert!(text("run.html").contains("<li>2 of 2: conforms (exit code 0), "));
    let github = told(command(&["merge", &one, &two]).env("GITHUB_ACTIONS", "true"));
    github.ended(0, &["::notice title=hopx-conformance::"]);
}

#[test]
fn merging_is_the_same_in_every_order() {
    let parts = Parts::of_the_mock("order", 3, &["list", "auth"]);
    let (_, one) = parts.merge(&[1, 2, 3]);
    let (_, other) = parts.merge(&[3, 1, 2]);
    assert_eq!(one, other);
}

fn key() -> &'static str {
    hopx_mock::Organization::Main.api_key()
}

/// A server whose lists have other members than documented.
fn broken() -> Door {
    let server = server();
    let behind = server.behind();
    // The server lives as long as the test.
    std::mem::forget(server);
    Door::open(move |request| -> Reply {
        let reply = behind(request)?;
        let text = String::from_utf8(reply).ok()?;
        // Of the same length, so that it is told right.
        Some(text.replace("\"has_more\"", "\"had_more\"").into_bytes())
    })
}

#[test]
fn a_shard_that_is_missing_is_an_error_of_the_tests_of_a_ci() {
    let parts = Parts::of_the_mock("missing-junit", 3, &["list"]);
    let file = shown(&parts.dir.join("run.xml"));
    let report = format!("junit={file}");
    let told = hopx(&["merge", &parts.file(1), &parts.file(3), "--report", &report]);
    told.ended(3, &["shard 2 of 3 is missing"]);
    let text = std::fs::read_to_string(file).expect("a report");
    assert!(text.contains("errors=\"1\""), "{text}");
    assert!(text.contains("<testcase name=\"shard 2\""), "{text}");
}
