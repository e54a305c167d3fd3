//! `hopx-conformance mock`: says what it is, answers at once, and ends when it is told to.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

use crate::binary::{against, command, hopx};

/// A mock in a process of its own, ended at the latest with the test.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Served {
    fn start(args: &[&str]) -> Self {
        let mut command = command(&[&["mock"], args].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the binary");
        let out = BufReader::new(child.stdout.take().expect("its stdout"));
        Served { child, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line
    }

    /// Sends it a signal and returns its exit code and what it still said.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill").success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).expect("text");
        (self.child.wait().expect("an end").code(), rest)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn one_line_of_json_tells_all_that_a_run_needs() {
    let mut served = Served::start(&["--json", "--sandboxes", "7"]);
    let told: Value = serde_json::from_str(&served.line()).expect("JSON");
    let members: Vec<_> = told.as_object().expect("an object").keys().collect();
    assert_eq!(
        members,
        ["api_key", "base_url", "other_api_key", "sandboxes"]
    );
    let sandboxes = told["sandboxes"].as_array().expect("an array");
    assert_eq!(sandboxes.len(), 7);
    let mut statuses = sandboxes.iter().map(|sandbox| sandbox["status"].as_str());
    assert!(statuses.all(|status| status.is_some()), "{told}");

    // It answers at once, and to a run like to any other client.
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let base_url = text(&told["base_url"]) + "/";
    let (key, id) = (text(&told["api_key"]), text(&sandboxes[0]["id"]));
    against(&base_url, &key, &["--sandbox", &id]).ended(0, &["(given)", &id, "0 failed"]);
    assert_eq!(
        served.end("-TERM"),
        (Some(0), String::new()),
        "one line and no more"
    );
}

#[test]
fn without_json_it_says_the_same_in_words() {
    let mut served = Served::start(&["--sandboxes", "1"]);
    let words = [
        "base URL",
        "API key",
        "other API key",
        "sandbox",
        "Ctrl-C ends it.",
    ];
    for word in words {
        let line = served.line();
        assert!(line.starts_with(word), "{line}");
    }
    assert_eq!(served.end("-INT").0, Some(0));
}

#[test]
fn it_can_refuse_what_the_documentation_lets_it_refuse() {
    let mut served = Served::start(&["--json", "--conflict-on-repeat", "--enforce-rate-limit"]);
    let told: Value = serde_json::from_str(&served.line()).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let id = text(&told["sandboxes"][0]["id"]);
    let args = ["--sandbox", &id, "resume/repeat"];
    let told = against(&text(&told["base_url"]), &text(&told["api_key"]), &args);
    told.ended(0, &["resume answers 409 in resume/repeat/resume"]);
    assert_eq!(served.end("-TERM").0, Some(0));
}

#[test]
fn it_lists_its_twins() {
    let told = hopx(&["mock", "--list-twins"]);
    let row = "cursor-ignored\n    list/paging/advances: takes every cursor";
    told.ended(0, &[row, "newest-first\n    (legal): lists"]);

    let told = hopx(&["mock", "--list-twins", "--json"]);
    told.ended(0, &[]);
    let twins: Vec<Value> = told
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert!(twins.len() > 100, "{}", twins.len());
    let named = |name| twins.iter().find(|twin| twin["name"] == name);
    let (faulty, legal) = (named("cursor-ignored"), named("newest-first"));
    assert_eq!(faulty.expect("a row")["breaks"], "list/paging/advances");
    assert_eq!(legal.expect("a row")["breaks"], Value::Null);
}

#[test]
fn it_can_be_a_twin() {
    for (name, scenario, code, words) in [
        ("cursor-ignored", "list/paging", 1, "list/paging/advances"),
        ("newest-first", "list/paging", 0, "0 failed"),
    ] {
        let mut served = Served::start(&["--json", "--twin", name]);
        let told: Value = serde_json::from_str(&served.line()).expect("JSON");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let told = against(
            &text(&told["base_url"]),
            &text(&told["api_key"]),
            &[scenario],
        );
        told.ended(code, &[words]);
        assert_eq!(served.end("-TERM").0, Some(0));
    }
}

#[test]
fn a_twin_that_there_is_not_is_refused_with_the_nearest() {
    let told = hopx(&["mock", "--twin", "cursor-ignord"]);
    told.ended(2, &["cursor-ignored", "--list-twins"]);
}
