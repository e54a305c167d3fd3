//! SARIF, held against the published schema and read by another reader.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;
use serde_sarif::sarif::{ResultKind, Sarif};

use crate::files::Files;
use crate::servers::{Broken, key};

/// The schema of SARIF 2.1.0, which comes with a crate that is depended on.
fn schema() -> Value {
    let metadata = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("metadata");
    let mut packages = metadata["packages"].as_array().expect("packages").iter();
    let package = packages.find(|package| package["name"] == "serde-sarif");
    let manifest = package.expect("the crate")["manifest_path"].as_str();
    let schema = PathBuf::from(manifest.expect("a path")).with_file_name("src/schema.json");
    let schema = fs::read_to_string(schema).expect("the schema");
    let mut schema: Value = serde_json::from_str(&schema).expect("JSON");
    // A pattern that is no regular expression, of a member that is not written.
    for definition in ["run", "toolComponent"] {
        let language = format!("/definitions/{definition}/properties/language");
        let language = schema.pointer_mut(&language).and_then(Value::as_object_mut);
        language.expect("a member").remove("pattern");
    }
    schema
}

#[track_caller]
fn assert_valid(files: &Files) {
    let schema = jsonschema::validator_for(&schema()).expect("a schema");
    let log = files.json("run.sarif");
    let errors: Vec<_> = schema
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_clean_run_is_valid_and_has_no_failing_result() {
    let files = Files::of_the_mock("sarif", &[]);
    assert_valid(&files);
    let log: Sarif = serde_json::from_value(files.json("run.sarif")).expect("SARIF");
    let results = log.runs[0].results.as_ref().expect("results");
    assert!(!results.is_empty(), "observations");
    assert!(
        results
            .iter()
            .all(|result| result.kind == Some(ResultKind::Informational))
    );
}

#[test]
fn a_finding_points_at_its_claim() {
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "pause"];
    let files = Files::against("sarif-broken", &broken.door.base_url, key(), &args);
    assert_valid(&files);
    let log = files.json("run.sarif");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "pause/200/status");
    let rule =
        &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a rule") as usize];
    assert_eq!(rule["id"], "pause/200/status");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "openapi/claims.yaml");
    let claims = include_str!("../../../openapi/claims.yaml");
    let line = place["region"]["startLine"].as_u64().expect("a line");
    let line = claims.lines().nth(line as usize - 1).expect("that line");
    assert!(line.contains("pause/200/status"), "{line}");
    assert_eq!(run["invocations"][0]["exitCode"], 1);
    assert_eq!(result["webResponse"]["statusCode"], 200);
}

#[test]
fn a_known_deviation_is_suppressed() {
    let broken = Broken::saying("\"gone\"");
    let known =
        "deviations:\n  - { claim: pause/200/status, reason: because, expires: 2999-01-01 }\n";
    let known = crate::binary::write(&crate::binary::fresh("reports-known"), "k.yaml", known);
    let args = ["--sandbox", &broken.running, "pause", "--known", &known];
    let files = Files::against("sarif-known", &broken.door.base_url, key(), &args);
    files.told.ended(0, &[]);
    assert_valid(&files);
    let log = files.json("run.sarif");
    let suppression = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["justification"], "because");
}

#[test]
fn a_run_that_could_not_begin_is_valid() {
    let files = Files::against("sarif-unready", "http://127.0.0.1:1", key(), &[]);
    assert_valid(&files);
    let log = files.json("run.sarif");
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
}
