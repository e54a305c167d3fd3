//! The shipped schemas are those of the types, and everything that is shipped fits them.

use std::fs;
use std::path::{Path, PathBuf};

use hopx_conformance::cmd;
use hopx_conformance::schema::Subject;
use serde_json::Value;

use crate::binary::hopx;
use crate::files::Files;
use crate::servers::{Broken, key};

/// Writes the schemas instead of comparing them.
const ACCEPT: &str = "HOPX_ACCEPT";
const MEND: &str = "HOPX_ACCEPT=1 cargo test -p hopx-conformance --test reports schemas";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

#[test]
fn the_shipped_schemas_are_those_of_the_types() {
    for subject in Subject::ALL {
        let file = folder().join(format!("{}.schema.json", subject.name()));
        if std::env::var_os(ACCEPT).is_some() {
            fs::write(&file, subject.schema(&cmd::command())).expect("a schema");
        }
        let shipped = fs::read_to_string(&file).unwrap_or_default();
        let same = shipped == subject.schema(&cmd::command());
        assert!(
            same,
            "{} is not that of the types\nmend: {MEND}",
            file.display()
        );
        let printed = hopx(&["schema", subject.name()]);
        assert_eq!((printed.code, printed.out), (Some(0), shipped));
    }
}

#[track_caller]
fn assert_fits(subject: Subject, value: &Value, name: &str) {
    let errors = misfits(subject, value);
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

fn misfits(subject: Subject, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(&subject.schema(&cmd::command())).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let errors = schema.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).expect("YAML")
}

#[test]
fn reports_fit_theirs() {
    let clean = Files::of_the_mock("schema", &[]);
    assert_fits(Subject::Report, &clean.json("run.json"), "a clean run");
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "--strict"];
    let files = Files::against("schema-broken", &broken.door.base_url, key(), &args);
    assert_fits(Subject::Report, &files.json("run.json"), "a broken server");
    let unready = Files::against("schema-unready", "http://127.0.0.1:1", key(), &[]);
    assert_fits(Subject::Report, &unready.json("run.json"), "nobody there");
    let mut other = clean.json("run.json");
    other["outcome"]["ending"] = "splendid".into();
    assert_eq!(misfits(Subject::Report, &other).len(), 1);
}

#[test]
fn the_claims_fit_theirs() {
    let claims = include_str!("../../../openapi/claims.yaml");
    assert_fits(Subject::Claims, &yaml(claims), "claims.yaml");
    let wrong = claims.replacen("level: expected", "level: exspected", 1);
    assert_eq!(misfits(Subject::Claims, &yaml(&wrong)).len(), 1);
}

#[test]
fn every_scenario_fits_theirs() {
    let mut files = 0;
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for area in fs::read_dir(scenarios).expect("the scenarios").flatten() {
        let Ok(entries) = fs::read_dir(area.path()) else {
            continue;
        };
        for file in entries.flatten() {
            let text = fs::read_to_string(file.path()).expect("a scenario");
            assert_fits(
                Subject::Scenario,
                &yaml(&text),
                &file.path().display().to_string(),
            );
            for (right, wrong) in [
                ("stepId:", "stepid:"),
                ("x-claims:", "x-claim:"),
                ("x-page:", "x-pages:"),
                ("in: ", "of: "),
                ("_sandbox", "_sandbocks"),
            ] {
                let wrong = text.replacen(right, wrong, 1);
                let told = wrong == text || !misfits(Subject::Scenario, &yaml(&wrong)).is_empty();
                assert!(told, "{right} in {}", file.path().display());
            }
            files += 1;
        }
    }
    assert!(files > 10, "{files}");
}

#[test]
fn known_deviations_fit_theirs() {
    let known = "deviations:\n  - claim: list/200\n    scope: [\"pause/*\", resume/unknown]\n    reason: the gateway\n    ticket: OPS-7\n    expires: 2027-01-31\n";
    assert_fits(Subject::Known, &yaml(known), "known");
    let without = known.replace("    reason: the gateway\n", "");
    assert_eq!(misfits(Subject::Known, &yaml(&without)).len(), 1);
}
