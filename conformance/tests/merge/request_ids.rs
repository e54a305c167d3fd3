//! Request ids that are given twice, to two shards: none of them can see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hopx_conformance::report::document::{ClaimResult, ScenarioOutcome};
use hopx_mock::Organization;

use crate::binary::{fresh, hopx, shown, write};
use crate::door::{Door, Reply};
use crate::parts::{Parts, read, server};

const CLAIM: &str = "request-ids/unique";

/// A server that counts its request ids from 1, and begins again where the count is set back.
fn forgetful(count: Arc<AtomicUsize>) -> Door {
    let server = server();
    let behind = server.behind();
    // The server lives as long as the test.
    std::mem::forget(server);
    Door::open(move |request| -> Reply {
        let text = String::from_utf8(behind(request)?).ok()?;
        let at = text.find("\"request_id\":\"")? + "\"request_id\":\"".len();
        let id = text[at..].split('"').next()?.to_owned();
        let number = count.fetch_add(1, Ordering::SeqCst);
        let width = id.len() - "req_".len();
        Some(
            text.replace(&id, &format!("req_{number:0width$}"))
                .into_bytes(),
        )
    })
}

/// Two shards that were each given the same ids.
fn shards(name: &str, args: &[&str]) -> (Parts, String) {
    let count = Arc::new(AtomicUsize::new(1));
    let door = forgetful(count.clone());
    let key = Organization::Main.api_key();
    let parts = Parts::against(name, &door.base_url, key, 2, &[&["list"], args].concat());
    let before = parts.document(2).outcome.exit_code;
    assert_eq!(before, 0, "the ids of both were counted on");
    count.store(1, Ordering::SeqCst);
    let report = format!("json={}", shown(&parts.dir.join("again-2.json")));
    let again = [
        "--base-url",
        &door.base_url,
        "--shard",
        "2/2",
        "--report",
        &report,
        "list",
    ];
    let ran = crate::binary::told(
        crate::binary::command(&[&again[..], args].concat()).env("HOPX_API_KEY", key),
    );
    ran.ended(0, &["The server keeps"]);
    let again = shown(&parts.dir.join("again-2.json"));
    (parts, again)
}

#[test]
fn ids_that_two_shards_were_given_are_a_finding_of_the_merged_report() {
    let (parts, again) = shards("ids", &[]);
    let (told, fine) = parts.merge(&[1, 2]);
    assert_eq!((told.code, fine.findings.len()), (Some(0), 0));
    let merged = shown(&parts.dir.join("ids.json"));
    let report = format!("json={merged}");
    let told = hopx(&["merge", &parts.file(1), &again, "--report", &report]);
    told.ended(
        1,
        &["violated  request-ids/unique", "breaks 1 documented claim"],
    );
    let merged = read(&merged);
    assert_eq!(
        merged.claim(CLAIM).map(|claim| claim.result),
        Some(ClaimResult::Broken)
    );
    assert!(!merged.findings.is_empty());
    for finding in &merged.findings {
        assert_eq!(finding.claim, CLAIM);
        let earlier = finding.actual.rsplit(' ').next().expect("a number");
        let earlier = merged.exchange(earlier.parse().expect("a number"));
        let ids = |attempts: &[hopx_conformance::report::document::AttemptReport]| {
            let ids = attempts
                .iter()
                .filter_map(|attempt| attempt.request_id.clone());
            ids.collect::<Vec<_>>()
        };
        let later = merged.exchange(finding.exchange).expect("its exchange");
        assert_eq!(
            ids(&earlier.expect("the earlier").attempts),
            ids(&later.attempts)
        );
        let mut scenarios = merged.scenarios.iter();
        let scenario = scenarios.find(|scenario| scenario.address == finding.scenario);
        assert_eq!(
            scenario.map(|found| found.outcome),
            Some(ScenarioOutcome::Failed)
        );
    }
}

#[test]
fn ids_that_are_known_to_be_given_twice_fail_nothing() {
    let dir = fresh("merge-deviations");
    let known = "deviations:\n  - claim: request-ids/unique\n    reason: two gateways\n    ticket: OPS-7\n    expires: 2999-01-31\n";
    let known = write(&dir, "known.yaml", known);
    let (parts, again) = shards("known-ids", &["--known", &known]);
    let merged = shown(&parts.dir.join("ids.json"));
    let report = format!("json={merged}");
    let told = hopx(&["merge", &parts.file(1), &again, "--report", &report]);
    told.ended(0, &["known  request-ids/unique: found "]);
    let merged = read(&merged);
    assert_eq!(
        merged.claim(CLAIM).map(|claim| claim.result),
        Some(ClaimResult::Known)
    );
}

#[test]
fn embedded_mocks_are_servers_of_their_own_and_may_give_the_same_ids() {
    let parts = Parts::of_the_mock("own-ids", 2, &["list"]);
    let ids = |number| {
        let document = parts.document(number);
        let attempts = document
            .exchanges
            .into_iter()
            .flat_map(|call| call.attempts);
        attempts
            .filter_map(|attempt| attempt.request_id)
            .collect::<Vec<_>>()
    };
    assert!(ids(1).iter().any(|id| ids(2).contains(id)));
    assert_eq!(parts.merge(&[1, 2]).0.code, Some(0));
}
