//! What a scenario file may not hold, and what is said about it.
//!
//! Every case is the same small document with one thing changed in it.

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

#[test]
fn documents_that_are_not_arazzo_are_refused() {
    check(&[
        case(
            "yaml-syntax",
            ("info:\n", "info: [\n"),
            ":",
            "",
            "correct the YAML",
        ),
        case(
            "yaml-key-twice",
            (
                "    x-page: resume\n",
                "    x-page: resume\n    x-page: list\n",
            ),
            ":19:",
            "x-page",
            "correct the YAML",
        ),
        case(
            "arazzo-1-1",
            ("1.0.1", "1.1.0"),
            ": ",
            "is Arazzo 1.1.0",
            "Arazzo 1.0.x",
        ),
        case(
            "arazzo-number",
            ("1.0.1", "1.0"),
            ": ",
            "is Arazzo 1.0",
            "Arazzo 1.0.x",
        ),
        case(
            "not-arazzo",
            ("arazzo: 1.0.1", "openapi: 3.0.3"),
            ": ",
            "is not an Arazzo document",
            "Arazzo 1.0.x",
        ),
        case(
            "shape-of-step",
            (
                "successCriteria:\n          - condition: $statusCode == 200\n",
                "successCriteria: 200\n",
            ),
            LOOK,
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "shape-of-workflow",
            ("summary: A sandbox goes round.", "summary: [1]"),
            WORKFLOW,
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "shape-of-info",
            ("version: 0.1.0", "version: 1"),
            ": ",
            "has the wrong shape: invalid type",
            "specification",
        ),
        case(
            "rule-of-step",
            ("            in: query\n", ""),
            LOOK,
            "`workflows[0].steps[0].parameters[0].in` is required",
            "specification",
        ),
        case(
            "step-twice",
            ("stepId: resume", "stepId: look"),
            ":32: area/round/look: ",
            "duplicate stepId `look`",
            "specification",
        ),
        case(
            "two-sources",
            (
                "sourceDescriptions:\n",
                "sourceDescriptions:\n  - name: other\n    url: other.yaml\n",
            ),
            ": ",
            "more than one source",
            "nothing else",
        ),
        case(
            "arazzo-source",
            ("type: openapi", "type: arazzo"),
            ": ",
            "from another Arazzo document",
            "`type: openapi`",
        ),
    ]);
}

#[test]
fn keys_that_nothing_reads_are_refused() {
    check(&[
        case(
            "key-in-root",
            ("info:", "informations: {a: b}\ninfo:"),
            ": ",
            "`informations` in the document",
            "the nearest is `info`",
        ),
        case(
            "key-in-workflow",
            ("summary:", "sumary: Typo.\n    summary:"),
            WORKFLOW,
            "`sumary` in `/workflows/0`",
            "the nearest is `summary`",
        ),
        case(
            "key-in-step",
            ("successCriteria:", "sucessCriteria:"),
            LOOK,
            "`sucessCriteria` in `/workflows/0/steps/0`",
            "the nearest is `successCriteria`",
        ),
        case(
            "key-in-parameter",
            ("value: 100", "value: 100\n            required: true"),
            LOOK,
            "`required` in `/workflows/0/steps/0/parameters/0`",
            "remove it",
        ),
        case(
            "key-in-reference",
            (
                "- reference: $components.parameters.key",
                "- reference: $components.parameters.key\n            in: header",
            ),
            LOOK,
            "`in` in `/workflows/0/steps/0/parameters/1`",
            "remove it",
        ),
        case(
            "key-in-criterion",
            (
                "- condition: $statusCode == 200\n",
                "- condition: $statusCode == 200\n            kind: simple\n",
            ),
            LOOK,
            "`kind` in `/workflows/0/steps/0/successCriteria/0`",
            "remove it",
        ),
        case(
            "key-in-component",
            ("      in: header", "      in: header\n      type: string"),
            ": ",
            "`type` in `/components/parameters/key`",
            "remove it",
        ),
        case(
            "key-without-value",
            (
                "    x-page: resume\n",
                "    x-page: resume\n    description:\n",
            ),
            WORKFLOW,
            "`description` in `/workflows/0` without a value",
            "leave it out",
        ),
        case(
            "extension-in-root",
            ("info:", "x-page: resume\ninfo:"),
            ": ",
            "the extension `x-page` in the document",
            "move it",
        ),
        case(
            "extension-in-parameter",
            ("value: 100", "value: 100\n            x-deliberate: no"),
            LOOK,
            "the extension `x-deliberate`",
            "move it",
        ),
    ]);
}

#[test]
fn extensions_that_cannot_be_read_are_refused() {
    check(&[
        case(
            "extension-of-workflow",
            ("x-sandbox:", "x-sandboxes:"),
            WORKFLOW,
            "unknown field `x-sandboxes`, expected `x-page` or `x-sandbox`",
            "correct its name",
        ),
        case(
            "extension-of-step",
            ("x-walk:", "x-walks:"),
            LOOK,
            "unknown field `x-walks`",
            "correct its name",
        ),
        case(
            "member-of-extension",
            ("{ status: paused }", "{ status: paused, all: true }"),
            WORKFLOW,
            "unknown field `all`, expected `status` or `every`",
            "correct its name",
        ),
        case(
            "status-of-extension",
            ("{ status: paused }", "{ status: stopped }"),
            WORKFLOW,
            "unknown variant `stopped`, expected `running` or `paused`",
            "or its value",
        ),
        case(
            "walk-of-extension",
            ("x-walk: found", "x-walk: all"),
            LOOK,
            "unknown variant `all`",
            "or its value",
        ),
        case(
            "walk-of-no-list",
            ("x-each: look", "x-walk: whole"),
            RESUME,
            "lists nothing",
            "list_sandboxes",
        ),
        case(
            "error-code-of-extension",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICT, because: errors/409/code }",
            ),
            RESUME,
            "unknown field `because`, expected `code` or `claim`",
            "correct its name",
        ),
        case(
            "error-code-unknown",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICTING, claim: errors/409/code }",
            ),
            RESUME,
            "the error code `CONFLICTING`",
            "CONFLICT",
        ),
        case(
            "header-as-written-of-nothing",
            (
                "          - reference: $components.parameters.key\n        successCriteria:\n          - condition: $statusCode == 200\n",
                "        successCriteria:\n          - condition: $statusCode == 200\n        x-header-as-written: true\n",
            ),
            LOOK,
            "sends no header",
            "send a credential",
        ),
        case(
            "sandbox-not-taken",
            (
                "      required: [api_key, sandbox]\n      properties:\n        api_key: { type: string }\n        sandbox: { type: string }\n",
                "      required: [api_key]\n      properties:\n        api_key: { type: string }\n",
            ),
            WORKFLOW,
            "prepares a sandbox",
            "list `sandbox` under `required`",
        ),
    ]);
}

#[test]
fn what_the_contract_does_not_have_is_refused() {
    check(&[
        case(
            "operation",
            ("operationId: list_sandboxes", "operationId: get_sandbox"),
            LOOK,
            "the operation `get_sandbox`",
            "list_sandboxes, pause_sandbox, resume_sandbox",
        ),
        case(
            "claim",
            ("[resume/200]", "[resume/200, resume/202]"),
            RESUME,
            "names the claim `resume/202`",
            "the nearest is `resume/20",
        ),
        case(
            "claim-of-error-code",
            (
                "x-each: look",
                "x-error-code: { code: CONFLICT, claim: errors/409 }",
            ),
            RESUME,
            "names the claim `errors/409`",
            "the nearest is `errors/409/code`",
        ),
        case(
            "no-claims",
            ("        x-claims: [list/200]\n", ""),
            LOOK,
            "names no claim",
            "under `x-claims`",
        ),
        case(
            "empty-claims",
            ("x-claims: [list/200]", "x-claims: []"),
            LOOK,
            "names no claim",
            "under `x-claims`",
        ),
        case(
            "no-page",
            ("    x-page: resume\n", ""),
            WORKFLOW,
            "has no `x-page`",
            "resume",
        ),
        case(
            "page",
            ("x-page: resume", "x-page: resumes"),
            WORKFLOW,
            "names the page `resumes`",
            "resume",
        ),
        case(
            "no-summary",
            ("    summary: A sandbox goes round.\n", ""),
            WORKFLOW,
            "has no `summary`",
            "in one line",
        ),
    ]);
}

#[test]
fn requests_that_the_description_does_not_know_are_refused() {
    check(&[
        case(
            "path-parameter-missing",
            (
                "          - name: id\n            in: path\n            value: $inputs.sandbox\n",
                "",
            ),
            RESUME,
            "does not send the path parameter `id`",
            "add a parameter `id`",
        ),
        case(
            "parameter-unknown",
            ("name: limit", "name: limits"),
            LOOK,
            "the query parameter `limits`, which list_sandboxes does not have",
            "`x-deliberate`",
        ),
        case(
            "parameter-misplaced",
            ("in: query", "in: header"),
            LOOK,
            "the header parameter `limit`",
            "`x-deliberate`",
        ),
        case(
            "cookie",
            ("in: query", "in: cookie"),
            LOOK,
            "the cookie parameter `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-not-allowed",
            ("value: 100", "value: -1"),
            LOOK,
            "sends `-1` as `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-no-number",
            ("value: 100", "value: abc"),
            LOOK,
            "sends `abc` as `limit`",
            "`x-deliberate`",
        ),
        case(
            "value-is-list",
            ("value: 100", "value: [1, 2]"),
            LOOK,
            "more or less than one value",
            "a string or a number",
        ),
        case(
            "parameter-twice",
            (
                "value: 100",
                "value: 100\n          - name: limit\n            in: query\n            value: 10",
            ),
            LOOK,
            "sends the parameter `limit` twice",
            "keep one",
        ),
        case(
            "reference-to-nothing",
            ("$components.parameters.key", "$components.parameters.kee"),
            LOOK,
            "refers to `$components.parameters.kee`",
            "a name that is there",
        ),
        case(
            "component-without-place",
            ("      in: header\n", ""),
            LOOK,
            "where the parameter `Authorization` goes",
            "`in: header`",
        ),
        case(
            "key-in-url",
            ("value: 100", "value: '{$inputs.api_key}'"),
            LOOK,
            "puts a key into the URL, as the parameter `limit`",
            "in the header",
        ),
        case(
            "id-out-of-a-list",
            ("value: $inputs.sandbox", "value: $steps.look.outputs.first"),
            RESUME,
            "takes its sandbox from `$steps.look.outputs.first`",
            "`$inputs.sandbox`",
        ),
        case(
            "id-of-somebody",
            ("value: $inputs.sandbox", "value: sandbox_of_somebody"),
            RESUME,
            "names the sandbox `sandbox_of_somebody`, which may be somebody's",
            "`doesnotexist`",
        ),
    ]);
}

#[test]
fn expressions_that_cannot_be_read_are_refused() {
    check(&[
        case(
            "step-later",
            ("value: 100", "value: $steps.resume.outputs.x"),
            LOOK,
            "reads the step `resume`, which has not been played",
            "an earlier step",
        ),
        case(
            "step-itself",
            ("value: 100", "value: 'n{$steps.look.outputs.x}'"),
            LOOK,
            "reads the step `look`, which has not been played",
            "an earlier step",
        ),
        case(
            "step-unknown",
            ("value: 100", "value: $steps.looks.outputs.x"),
            LOOK,
            "reads the step `looks`, which the workflow does not have",
            "an earlier step",
        ),
        case(
            "input-unknown",
            ("value: $inputs.sandbox", "value: $inputs.sandbx"),
            RESUME,
            "reads the input `sandbx`",
            "correct the name",
        ),
        case(
            "input-of-component",
            ("{$inputs.api_key}", "{$inputs.other_api_key}"),
            LOOK,
            "reads the input `other_api_key`",
            "list it under `required`",
        ),
        case(
            "answer-in-request",
            ("value: 100", "value: $response.body#/data/0/id"),
            LOOK,
            "builds its request from `$response.body#/data/0/id`",
            "`$inputs.NAME`",
        ),
        case(
            "output-of-step",
            (
                "        x-walk: found",
                "        outputs: { first: $steps.resume.outputs.x }\n        x-walk: found",
            ),
            LOOK,
            "reads the step `resume`",
            "an earlier step",
        ),
        case(
            "output-of-workflow",
            (
                "    x-page: resume",
                "    outputs: { status: $statusCode }\n    x-page: resume",
            ),
            WORKFLOW,
            "names an output by `$statusCode`",
            "an earlier step",
        ),
        case(
            "each-unknown",
            ("x-each: look", "x-each: looks"),
            RESUME,
            "the sandboxes of `looks`",
            "a step before it",
        ),
        case(
            "each-itself",
            ("x-each: look", "x-each: resume"),
            RESUME,
            "the sandboxes of `resume`",
            "a step before it",
        ),
        case(
            "each-of-a-list",
            (
                "operationId: resume_sandbox\n        parameters:\n          - name: id\n            in: path\n            value: $inputs.sandbox\n",
                "operationId: list_sandboxes\n        parameters:\n",
            ),
            RESUME,
            "works on no sandbox",
            "`$inputs.sandbox`",
        ),
    ]);
}

#[test]
fn what_a_run_does_not_play_is_refused() {
    check(&[
        case(
            "depends-on",
            (
                "    x-page: resume",
                "    dependsOn: [round]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `dependsOn`",
            "no detours",
        ),
        case(
            "success-actions",
            (
                "    x-page: resume",
                "    successActions: [{ name: stop, type: end }]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `successActions`",
            "no detours",
        ),
        case(
            "failure-actions",
            (
                "    x-page: resume",
                "    failureActions: [{ name: stop, type: end }]\n    x-page: resume",
            ),
            WORKFLOW,
            "has `failureActions`",
            "no detours",
        ),
        case(
            "workflow-step",
            ("operationId: list_sandboxes", "workflowId: round"),
            LOOK,
            "has `workflowId`",
            "`operationId`",
        ),
        case(
            "operation-path",
            (
                "operationId: list_sandboxes",
                "operationPath: '{$sourceDescriptions.hopx.url}#/paths/~1v1~1sandboxes/get'",
            ),
            LOOK,
            "has `operationPath`",
            "`operationId`",
        ),
        case(
            "request-body",
            (
                "        x-each: look",
                "        requestBody: { payload: { force: true } }\n        x-each: look",
            ),
            RESUME,
            "has `requestBody`",
            "no detours",
        ),
        case(
            "on-success",
            (
                "        x-each: look",
                "        onSuccess: [{ name: stop, type: end }]\n        x-each: look",
            ),
            RESUME,
            "has `onSuccess`",
            "no detours",
        ),
        case(
            "on-failure",
            (
                "        x-each: look",
                "        onFailure: [{ name: stop, type: end }]\n        x-each: look",
            ),
            RESUME,
            "has `onFailure`",
            "no detours",
        ),
    ]);
}

#[test]
fn criteria_of_anything_but_the_status_are_refused() {
    let mend = "bodies and headers are judged by the schema";
    check(&[
        case(
            "no-criteria",
            (
                "        successCriteria:\n          - condition: $statusCode == 200\n        x-claims",
                "        x-claims",
            ),
            LOOK,
            "has no `successCriteria`",
            "$statusCode == 200",
        ),
        case(
            "criterion-of-body",
            (
                "$statusCode == 200 ||",
                "$response.body#/status == 'running' ||",
            ),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-of-text",
            ("$statusCode == 409", "$statusCode == '409'"),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-without-comparison",
            ("$statusCode == 409", "$statusCode"),
            RESUME,
            "which is no comparison of `$statusCode`",
            mend,
        ),
        case(
            "criterion-of-other-type",
            (
                "- condition: $statusCode == 200\n",
                "- context: $statusCode\n            condition: '^2'\n            type: regex\n",
            ),
            LOOK,
            "which is no comparison of `$statusCode`",
            mend,
        ),
    ]);
}

#[test]
fn inputs_that_a_run_does_not_have_are_refused() {
    let mend = "api_key, other_api_key and sandbox";
    check(&[
        case(
            "input-named-otherwise",
            (
                "        sandbox: { type: string }",
                "        sandbox: { type: string }\n        region: { type: string }",
            ),
            WORKFLOW,
            "the input `region`",
            mend,
        ),
        case(
            "input-required-only",
            (
                "required: [api_key, sandbox]",
                "required: [api_key, sandbox, other_api_key]",
            ),
            WORKFLOW,
            "the input `other_api_key` in only one of",
            mend,
        ),
        case(
            "input-not-required",
            ("required: [api_key, sandbox]", "required: [api_key]"),
            WORKFLOW,
            "the input `sandbox` in only one of",
            mend,
        ),
        case(
            "input-no-string",
            ("sandbox: { type: string }", "sandbox: { type: integer }"),
            WORKFLOW,
            "the input `sandbox` as something else than a string",
            mend,
        ),
        case(
            "inputs-no-object",
            ("      type: object\n", ""),
            WORKFLOW,
            "not an object",
            mend,
        ),
        case(
            "inputs-by-reference",
            (
                "      type: object\n",
                "      type: object\n      $ref: '#/components/inputs/key'\n",
            ),
            WORKFLOW,
            "has `$ref`",
            mend,
        ),
    ]);
}

#[test]
fn a_reason_lets_a_step_send_what_the_description_does_not_allow() {
    let text = GOOD.replacen("value: 100", "value: abc", 1).replacen(
        "x-walk: found",
        "x-deliberate: Not a number.",
        1,
    );
    let scenarios = load("deliberate", &[("area/file.arazzo.yaml", &text)]);
    let scenarios = scenarios.unwrap_or_else(|error| panic!("{error}"));
    let deliberate = scenarios[0].steps[0].deliberate.as_deref();
    assert_eq!(deliberate, Some("Not a number."));
}

#[test]
fn folders_that_hold_something_else_are_refused() {
    let two = GOOD.replace("workflowId: round", "workflowId: other");
    let second = "  - { workflowId: round, steps: [{ stepId: a, operationId: list_sandboxes }] }\n";
    let twice = GOOD.replace("workflows:\n", &format!("workflows:\n{second}"));
    let cases: [(&str, Files<'_>, &str, &str, &str); 6] = [
        (
            "empty",
            &[("README.md", "# Nothing")],
            "empty: ",
            "holds no scenario",
            "resume/example.arazzo.yaml",
        ),
        (
            "no-area",
            &[("file.arazzo.yaml", GOOD)],
            "file.arazzo.yaml: ",
            "stands in no area",
            "<area>/<name>.arazzo.yaml",
        ),
        (
            "other-name",
            &[("area/file.yaml", GOOD)],
            "file.yaml: ",
            "is not named like a scenario",
            "<area>/<name>.arazzo.yaml",
        ),
        (
            "too-deep",
            &[("area/more/file.arazzo.yaml", GOOD)],
            "more: ",
            "is a folder inside an area",
            "move its scenarios",
        ),
        (
            "same-address",
            &[
                ("area/a.arazzo.yaml", GOOD),
                ("area/b.arazzo.yaml", &two),
                ("area/c.arazzo.yaml", GOOD),
            ],
            "c.arazzo.yaml: area/round: ",
            "has the address of a workflow of",
            "another `workflowId`",
        ),
        (
            "same-workflow",
            &[("area/a.arazzo.yaml", &twice)],
            "a.arazzo.yaml:11: area/round: ",
            "duplicate workflowId `round`",
            "specification",
        ),
    ];
    for (name, files, place, problem, mend) in cases {
        let error = match load(name, files) {
            Ok(_) => panic!("{name}: loads"),
            Err(error) => error,
        };
        for wanted in [place, problem, mend] {
            assert!(error.contains(wanted), "{name}: no `{wanted}` in\n{error}");
        }
    }
    let missing = load_dir(Path::new("no/such/folder"), &CONTRACT);
    let error = missing.expect_err("a folder that is not there").to_string();
    assert!(error.contains("no/such/folder: cannot be read"), "{error}");
}

#[test]
fn areas_are_played_in_a_fixed_order() {
    let files = [
        ("zoo/a.arazzo.yaml", GOOD),
        ("list/b.arazzo.yaml", GOOD),
        ("barn/a.arazzo.yaml", GOOD),
        ("resume/z.arazzo.yaml", GOOD),
    ];
    let scenarios = load("order", &files).unwrap_or_else(|error| panic!("{error}"));
    let addresses: Vec<&str> = scenarios.iter().map(|one| one.address.as_str()).collect();
    assert_eq!(
        addresses,
        ["resume/round", "list/round", "barn/round", "zoo/round"]
    );
}
