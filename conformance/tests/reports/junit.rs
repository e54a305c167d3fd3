//! JUnit XML, read back by another parser.

use junit_parser::{TestStatus, TestSuites, from_reader};

use crate::files::Files;
use crate::servers::{Broken, key};

fn suites(files: &Files) -> TestSuites {
    from_reader(files.text("run.xml").as_bytes()).expect("JUnit XML")
}

#[track_caller]
fn counts_agree(files: &Files) {
    let (suites, told) = (suites(files), files.json("run.json"));
    let counts = &told["counts"];
    let of_scenarios = || suites.suites.iter().filter(|suite| suite.name != "run");
    let sum = |count: fn(&junit_parser::TestSuite) -> u64| of_scenarios().map(count).sum::<u64>();
    let known = counts["known"].as_u64().expect("a count");
    assert_eq!(sum(|suite| suite.tests), counts["scenarios"]);
    assert_eq!(sum(|suite| suite.failures), counts["failed"]);
    assert_eq!(sum(|suite| suite.errors), counts["errored"]);
    assert_eq!(sum(|suite| suite.skipped) - known, counts["skipped"]);
}

#[test]
fn a_run_that_goes_well_is_green() {
    let files = Files::of_the_mock("junit", &[]);
    let suites = suites(&files);
    assert_eq!((suites.failures, suites.errors, suites.skipped), (0, 0, 0));
    let names: Vec<_> = suites
        .suites
        .iter()
        .map(|suite| suite.name.as_str())
        .collect();
    assert_eq!(names, ["pause", "resume", "list", "auth", "errors"]);
    counts_agree(&files);
}

#[test]
fn a_broken_claim_is_a_failure_with_its_evidence() {
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "pause"];
    let files = Files::against("junit-broken", &broken.door.base_url, key(), &args);
    counts_agree(&files);
    let suites = suites(&files);
    let case = &suites.suites[0].cases[0];
    assert_eq!(case.name, "pause::pause/pause-running");
    let TestStatus::Failure(failure) = &case.status else {
        panic!("{case:?}");
    };
    assert_eq!(failure.failure_type, "pause/200/status");
    assert!(failure.message.contains("got \"gone\""), "{failure:?}");
    for said in [
        "requires  A successful pause answers",
        "page      https://",
        "POST /v1/sandboxes/",
        "gone",
        "run it again: hopx-conformance run",
    ] {
        assert!(failure.text.contains(said), "{said}: {}", failure.text);
    }
    let skipped = suites.suites[0]
        .cases
        .iter()
        .find(|case| case.status.is_skipped());
    let TestStatus::Skipped(skipped) = &skipped.expect("a skipped one").status else {
        unreachable!("it is skipped");
    };
    assert!(
        skipped.message.contains("give --other-api-key"),
        "{skipped:?}"
    );
}

#[test]
fn whatever_fails_a_run_is_red() {
    let unready = Files::against("junit-unready", "http://127.0.0.1:1", key(), &[]);
    unready.told.ended(3, &[]);
    assert!(suites(&unready).errors > 0);
    let live = Files::of_the_mock("junit-known", &["list/envelope"]);
    let known = "deviations:\n  - { claim: list/200, reason: r, expires: 2999-01-01 }\n";
    let known = crate::binary::write(&live.dir, "known.yaml", known);
    let stale = Files::of_the_mock("junit-stale", &["--known", &known]);
    stale.told.ended(1, &["STALE"]);
    assert_eq!(suites(&stale).failures, 1);
}
