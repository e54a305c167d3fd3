//! The self-test as somebody meets it who has changed a scenario or a check.
//!
//! CI runs it over everything, in a release build. Here it runs over a part: enough to see that
//! it counts, tells and ends as it should.

mod environment;

use std::process::Output;

use serde_json::Value;

/// What the self-test said.
#[derive(Debug)]
struct Told {
    code: Option<i32>,
    out: String,
    err: String,
}

fn self_test(args: &[&str]) -> Told {
    let mut command = environment::hopx();
    command.arg("self-test").args(args);
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the binary");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Told {
        code: status.code(),
        out: text(stdout),
        err: text(stderr),
    }
}

impl Told {
    /// That it ended with a code, and said all of this.
    #[track_caller]
    fn ended(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for word in words {
            let told = self.out.contains(word) || self.err.contains(word);
            assert!(told, "{word:?} is not in {self:?}");
        }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

#[test]
fn faults_are_killed_and_named() {
    let told = self_test(&["list/paging", "resume/200/stat*"]);
    told.ended(
        0,
        &[
            "list/paging/advances",
            "resume/200/status",
            "(100.0%)",
            "The harness tells them apart.",
        ],
    );
    assert_eq!(told.err, "");
}

#[test]
fn every_fault_has_a_line_where_that_is_asked_for() {
    let told = self_test(&["-v", "cursor-ignored", "newest-first"]);
    told.ended(
        0,
        &[
            "killed    cursor-ignored  list/paging/advances  list/",
            "pass  newest-first",
            "resume/unknown",
            "1 of 1 faults killed (100.0%), 1 under the right claim",
            "1 of 1 legal twins pass",
        ],
    );
}

#[test]
fn what_is_known_of_a_fault_is_data() {
    let told = self_test(&["--format", "json", "--jobs", "1", "cursor-ignored"]);
    assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{told:?}");
    let test = told.json();
    let fault = &test["faults"][0];
    assert_eq!(fault["name"], "cursor-ignored");
    assert_eq!(fault["claim"], "list/paging/advances");
    assert_eq!(fault["fate"], "killed");
    let claims = fault["caught_by"][0]["claims"].as_array().expect("claims");
    assert!(claims.contains(&"list/paging/advances".into()), "{fault}");
    assert_eq!(test["score"]["killed"], 1);
    // One fault says nothing of scenarios that kill none.
    assert_eq!(test["score"]["idle"], Value::Null);
}

/// Legal twins that are late, in parts, or refuse for the moment, whatever else the machine does.
#[test]
fn legal_twins_pass() {
    let told = self_test(&["*late", "too-many-*", "chunked*", "null-silent"]);
    told.ended(0, &["legal twins pass"]);
}

#[test]
fn nothing_passes_against_nothing() {
    let told = self_test(&["null", "--format", "json"]);
    assert_eq!((told.code, told.err.as_str()), (Some(0), ""), "{told:?}");
    let test = told.json();
    let scenarios = &test["score"]["scenarios"];
    let nulls = test["null"].as_array().expect("null targets");
    assert_eq!(nulls.len(), 7);
    for null in nulls {
        for run in [&null["run"], &null["undeterred"]] {
            assert_eq!(run["passed"], Value::Array(Vec::new()), "{null}");
        }
        // Every scenario is played, so that it is not the reachability check that finds it.
        assert_eq!(null["undeterred"]["skipped"], 0, "{null}");
        let [failed, errored] =
            ["failed", "errored"].map(|word| null["undeterred"][word].as_u64().expect("a count"));
        assert_eq!(Some(failed + errored), scenarios.as_u64(), "{null}");
    }
}

#[test]
fn a_pattern_of_nothing_is_refused() {
    let told = self_test(&["cursor-ignore"]);
    told.ended(
        2,
        &[
            "error: `cursor-ignore` matches neither",
            "mend: ",
            "`cursor-ignored`",
        ],
    );
    assert_eq!(told.out, "");
    self_test(&["list/["]).ended(2, &["is not a pattern", "mend: "]);
    self_test(&[""]).ended(2, &["it is empty", "mend: "]);
}

#[test]
fn no_jobs_are_refused() {
    for jobs in ["0", "-1", "many"] {
        let told = self_test(&["--jobs", jobs, "cursor-ignored"]);
        assert_eq!(told.code, Some(2), "{told:?}");
        assert_eq!(told.out, "");
    }
    self_test(&["--jobs", "0"]).ended(2, &["`0` is no number of threads; give 1 or more"]);
}

/// Scenarios that ask for little let faults live, and the self-test says so.
#[test]
fn a_survivor_fails_the_self_test() {
    let dir = tempfile::tempdir().expect("a folder");
    let area = dir.path().join("resume");
    std::fs::create_dir(&area).expect("a folder");
    let scenario = "not-found.arazzo.yaml";
    let scenarios = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/resume");
    let documented = std::path::Path::new(scenarios).join(scenario);
    std::fs::copy(documented, area.join(scenario)).expect("a copy");
    let dir = dir.path().to_str().expect("a path in Unicode");
    let told = self_test(&["--scenarios", dir, "cursor-ignored"]);
    told.ended(
        1,
        &[
            "0 of 1 faults killed (0.0%)",
            "Survivors",
            "breaks list/paging/advances",
            "mock --twin cursor-ignored",
        ],
    );
}
