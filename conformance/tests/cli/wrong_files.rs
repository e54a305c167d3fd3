//! Files that are missing, malformed, or something else: one error, with the place in the
//! file and what mends it.

use crate::binary::{fresh, hopx, shown, write};

const DESCRIPTION: &str = include_str!("../../../openapi/hopx-sandboxes.yaml");
const CLAIMS: &str = include_str!("../../../openapi/claims.yaml");
const SCENARIO: &str = include_str!("../../scenarios/resume/script.arazzo.yaml");

/// A document with one thing in it replaced, wherever it stands.
#[track_caller]
fn changed(document: &str, old: &str, new: &str) -> String {
    assert!(
        document.contains(old),
        "{old:?} is not there to be replaced"
    );
    document.replace(old, new)
}

#[test]
fn a_file_that_is_not_there() {
    let missing = shown(&fresh("missing-file").join("none.yaml"));
    for flag in ["--contract", "--claims"] {
        hopx(&[flag, &missing]).refused(&[&missing, "cannot be read", "a file that exists"]);
    }
}

#[test]
fn a_folder_that_is_not_there() {
    let missing = shown(&fresh("missing-folder").join("none"));
    hopx(&["--scenarios", &missing]).refused(&[&missing, "cannot be read", "a folder that exists"]);
    hopx(&["--snapshots", &missing]).refused(&[&missing, "cannot be read", "--update"]);
}

#[test]
fn a_file_that_is_not_yaml() {
    let file = write(
        &fresh("no-yaml"),
        "broken.yaml",
        "openapi: 3.0.3\npaths: [\n",
    );
    hopx(&["--contract", &file]).refused(&[&format!("{file}:"), "correct the document"]);
    hopx(&["--claims", &file]).refused(&[&format!("{file}:"), "correct the document"]);
}

#[test]
fn a_file_that_is_not_utf_8() {
    let dir = fresh("no-utf-8");
    let file = write(&dir, "broken.yaml", "");
    std::fs::write(&file, b"openapi: \xff\n").expect("a file");
    hopx(&["--contract", &file]).refused(&[&file, "byte 9", "UTF-8"]);
    hopx(&["--claims", &file]).refused(&[&file, "byte 9", "UTF-8"]);
}

#[test]
fn a_contract_that_is_something_else() {
    let dir = fresh("contract");
    let cases = [
        (
            "other.yaml",
            "name: a document of some kind\n",
            "is not an OpenAPI document",
        ),
        ("list.yaml", "- one\n- two\n", "is not an OpenAPI document"),
        ("empty.yaml", "", "is not an OpenAPI document"),
        (
            "swagger.yaml",
            "swagger: '2.0'\npaths: {}\n",
            "is a Swagger 2 document",
        ),
        (
            "newer.yaml",
            "openapi: 3.1.0\npaths: {}\n",
            "is OpenAPI 3.1.0",
        ),
    ];
    for (name, text, problem) in cases {
        let file = write(&dir, name, text);
        hopx(&["--contract", &file]).refused(&[&file, problem, "OpenAPI 3.0.x"]);
    }
}

#[test]
fn a_contract_without_one_of_the_three_operations() {
    let text = changed(
        DESCRIPTION,
        "operationId: pause_sandbox",
        "operationId: halt_sandbox",
    );
    let file = write(&fresh("operations"), "two.yaml", &text);
    hopx(&["--contract", &file]).refused(&[&file, "`paths`", "`pause_sandbox`"]);
}

#[test]
fn a_contract_that_names_an_unknown_claim() {
    let text = changed(DESCRIPTION, "errors/404/code", "errors/404/cod");
    let file = write(&fresh("contract-claims"), "one.yaml", &text);
    hopx(&["--contract", &file]).refused(&[
        &file,
        "`errors/404/cod`",
        "nearest",
        "`errors/404/code`",
    ]);
}

#[test]
fn claims_that_do_not_hang_together() {
    let dir = fresh("claims");
    let cases = [
        (
            "duplicate",
            "id: auth/x-api-key\n",
            "id: auth/bearer\n",
            "stands twice",
            "one of the two",
        ),
        (
            "level",
            "level: required",
            "level: vital",
            "vital",
            "correct the document",
        ),
        (
            "dangling",
            "page: rate-limits,",
            "page: rate-limit,",
            "`rate-limit`",
            "under `pages`",
        ),
        (
            "misspelt",
            "requirement: Every operation",
            "requirment: Every operation",
            "requirment",
            "correct the document",
        ),
    ];
    for (name, old, new, problem, mend) in cases {
        let file = write(&dir, &format!("{name}.yaml"), &changed(CLAIMS, old, new));
        hopx(&["--claims", &file]).refused(&[&format!("{file}:"), problem, mend]);
    }
}

#[test]
fn a_claim_without_a_source() {
    let text = "pages: {}\nclaims:\n  - { id: a/b, level: observed, requirement: Something. }\n";
    let file = write(&fresh("sources"), "claims.yaml", text);
    hopx(&["--claims", &file]).refused(&[&file, "claim `a/b`", "has no source", "under `sources`"]);
}

#[test]
fn an_empty_folder_of_scenarios() {
    let dir = shown(&fresh("no-scenarios"));
    hopx(&["--scenarios", &dir]).refused(&[&dir, "holds no scenario", ".arazzo.yaml"]);
}

#[test]
fn scenarios_that_cannot_be_played_as_they_stand() {
    let cases = [
        ("yaml", "steps:\n", "steps: [\n", "", "correct the YAML"),
        (
            "key",
            "successCriteria:",
            "succesCriteria:",
            "succesCriteria",
            "",
        ),
        (
            "operation",
            "operationId: resume_sandbox",
            "operationId: wake_sandbox",
            "wake_sandbox",
            "resume_sandbox",
        ),
        (
            "claim",
            "list/ids-usable",
            "list/ids-usabel",
            "`list/ids-usabel`",
            "`list/ids-usable`",
        ),
        (
            "step",
            "x-each: list-paused",
            "x-each: list-pause",
            "list-pause",
            "",
        ),
    ];
    for (name, old, new, problem, mend) in cases {
        let dir = fresh(&format!("scenarios-{name}"));
        let file = write(
            &dir,
            "resume/script.arazzo.yaml",
            &changed(SCENARIO, old, new),
        );
        let told = hopx(&["--scenarios", &shown(&dir)]);
        told.refused(&[&format!("{file}:"), problem, mend]);
    }
}

#[test]
fn the_listing_refuses_the_same_files() {
    let missing = shown(&fresh("list").join("none"));
    for flag in ["--contract", "--claims", "--scenarios"] {
        hopx(&["list", flag, &missing]).refused(&[&missing, "cannot be read"]);
    }
}

#[test]
fn a_baseline_with_a_malformed_file() {
    let dir = fresh("snapshots");
    let file = write(&dir, "resume/unknown/resume.snap", "404 application/json\n");
    let told = hopx(&["--snapshots", &shown(&dir)]);
    told.refused(&[&format!("{file}:1"), "header", "--update"]);
}

#[test]
fn a_certificate_that_is_none() {
    let dir = fresh("certificates");
    let target = [
        "--base-url",
        "https://127.0.0.1:1",
        "--api-key",
        "some-key",
        "--ca-cert",
    ];
    let missing = shown(&dir.join("none.pem"));
    let told = hopx(&[&target[..], &[&missing]].concat());
    assert!(told.says("cannot be read") && told.says("PEM"), "{told:?}");
    let empty = write(&dir, "empty.pem", "");
    let told = hopx(&[&target[..], &[&empty]].concat());
    assert!(
        told.says("holds no certificate") && told.says("PEM"),
        "{told:?}"
    );
}
