//! What a scenario file may not hold, and what is said about it.
//!
//! Every case is the same small document with one thing changed in it.

mod documents;
mod extensions;
mod folders;
mod requests;
mod workflows;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use hopx_conformance::contract::Contract;
use hopx_conformance::scenario::{Scenario, load_dir};

const GOOD: &str = "\
arazzo: 1.0.1
info:
  title: A small document
  version: 0.1.0
sourceDescriptions:
  - name: hopx
    url: openapi.yaml
    type: openapi
workflows:
  - workflowId: round
    summary: A sandbox goes round.
    inputs:
      type: object
      required: [api_key, sandbox]
      properties:
        api_key: { type: string }
        sandbox: { type: string }
    x-page: resume
    x-sandbox: { status: paused }
    steps:
      - stepId: look
        operationId: list_sandboxes
        parameters:
          - name: limit
            in: query
            value: 100
          - reference: $components.parameters.key
        successCriteria:
          - condition: $statusCode == 200
        x-claims: [list/200]
        x-walk: found
      - stepId: resume
        operationId: resume_sandbox
        parameters:
          - name: id
            in: path
            value: $inputs.sandbox
          - reference: $components.parameters.key
        successCriteria:
          - condition: $statusCode == 200 || $statusCode == 409
        x-claims: [resume/200]
        x-each: look
components:
  parameters:
    key:
      name: Authorization
      in: header
      value: Bearer {$inputs.api_key}
";

/// Paths in a folder, and what stands there.
type Files<'f> = &'f [(&'f str, &'f str)];

/// A change to the document, and what the message has to say.
struct Case {
    name: &'static str,
    /// What is replaced, first occurrence only.
    old: &'static str,
    new: &'static str,
    /// What follows the name of the file.
    place: &'static str,
    problem: &'static str,
    mend: &'static str,
}

const WORKFLOW: &str = ":10: area/round: ";
const LOOK: &str = ":21: area/round/look: ";
const RESUME: &str = ":32: area/round/resume: ";

fn case(
    name: &'static str,
    (old, new): (&'static str, &'static str),
    place: &'static str,
    problem: &'static str,
    mend: &'static str,
) -> Case {
    Case {
        name,
        old,
        new,
        place,
        problem,
        mend,
    }
}

static CONTRACT: LazyLock<Contract> =
    LazyLock::new(|| Contract::embedded().expect("the contract reads"));

/// A fresh folder with files in it.
fn folder(name: &str, files: Files<'_>) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a folder");
    for (path, text) in files {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    dir
}

fn load(name: &str, files: Files<'_>) -> Result<Vec<Scenario>, String> {
    load_dir(&folder(name, files), &CONTRACT).map_err(|error| error.to_string())
}

fn check(cases: &[Case]) {
    for case in cases {
        assert!(GOOD.contains(case.old), "{}: nothing to replace", case.name);
        let text = GOOD.replacen(case.old, case.new, 1);
        let loaded = load(case.name, &[("area/file.arazzo.yaml", &text)]);
        let error = match loaded {
            Ok(_) => panic!("{}: loads", case.name),
            Err(error) => error,
        };
        let place = format!("file.arazzo.yaml{}", case.place);
        let (problem, mend) = error.split_once("\n  mend: ").expect("a mend");
        let says = |whole: &str, part: &str| {
            assert!(
                whole.contains(part),
                "{}: no `{part}` in\n{error}",
                case.name
            );
        };
        says(problem, &place);
        says(problem, case.problem);
        says(mend, case.mend);
    }
}

#[test]
fn the_document_loads_as_it_stands() {
    let scenarios = load("good", &[("area/file.arazzo.yaml", GOOD)]);
    let scenarios = scenarios.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(scenarios.len(), 1);
    assert_eq!(scenarios[0].address, "area/round");
    assert_eq!(scenarios[0].steps[1].each.as_deref(), Some("look"));
}
