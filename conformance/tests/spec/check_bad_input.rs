//! Files that nobody means well with: a finding with its place and a mend, in bounded time.

use std::fs::File;
use std::time::{Duration, Instant};

use crate::binary::{Told, fresh, hopx_in, write};
use crate::{CLAIMS, DESCRIPTION, edited};

/// No file takes longer: what is bounded is bounded by far less.
const LONGEST: Duration = Duration::from_secs(20);

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: x, version: '1' }\npaths: {}\n";

#[track_caller]
fn checked(name: &str, bytes: &[u8]) -> Told {
    let dir = fresh(name);
    write(&dir, "api.yaml", bytes);
    timed(|| hopx_in(&dir, &["spec", "check", "api.yaml"]))
}

#[track_caller]
fn timed(run: impl FnOnce() -> Told) -> Told {
    let began = Instant::now();
    let told = run();
    assert!(began.elapsed() < LONGEST, "took {:?}", began.elapsed());
    assert!(!told.err.contains("panic"), "{told:?}");
    told
}

#[test]
fn what_is_no_yaml_is_told_with_its_place() {
    let bomb: String = (1..10)
        .map(|level| {
            let before = level - 1;
            let nine = vec![format!("*a{before}"); 9].join(", ");
            format!("x{level}: &a{level} [{nine}]\n")
        })
        .collect();
    let deep = "[".repeat(50_000);
    let deeper: String = (0..500)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    for (name, text, words) in [
        (
            "anchor bomb",
            format!("x0: &a0 [lol]\n{bomb}"),
            vec!["yaml: ", "without anchors"],
        ),
        (
            "tabs",
            format!("{HEAD}components:\n\tschemas: {{}}\n"),
            vec!["api.yaml:5:", "yaml: ", "spaces"],
        ),
        (
            "duplicate keys",
            format!("{HEAD}paths: {{}}\n"),
            vec!["api.yaml:4:1: yaml: ", "duplicate", "keep one"],
        ),
        (
            "deep lists",
            format!("{HEAD}x-deep: {deep}\n"),
            vec!["api.yaml:", "yaml: "],
        ),
        ("deep objects", deeper, vec!["api.yaml:", "yaml: "]),
        (
            "two documents",
            format!("{HEAD}---\n{HEAD}"),
            vec!["yaml: "],
        ),
        (
            "an open quote",
            format!("{HEAD}x-a: 'open\n"),
            vec!["yaml: "],
        ),
        (
            "an unknown anchor",
            format!("{HEAD}x-a: *gone\n"),
            vec!["yaml: "],
        ),
    ] {
        let told = checked(name, text.as_bytes());
        told.ended(2, &words);
        assert!(told.out.contains("; to mend it, "), "{told:?}");
        assert!(told.out.ends_with("\n1 finding\n"), "{told:?}");
    }
}

#[test]
fn one_thing_that_is_wrong_everywhere_is_told_once() {
    let windows = checked("windows", DESCRIPTION.replace('\n', "\r\n").as_bytes());
    windows.ended(1, &["api.yaml:1:", "layout: lines end as on Windows"]);
    assert!(windows.out.ends_with("\n1 finding\n"), "{windows:?}");
    let digits = "9".repeat(5000);
    let large = checked("digits", format!("{HEAD}x-a: {digits}\n").as_bytes());
    large.ended(2, &["api.yaml:4:6: yaml: "]);
    assert!(large.out.len() < 400, "{large:?}");
}

#[test]
fn a_folder_without_a_scenario_has_not_been_checked() {
    let dir = fresh("no scenario");
    write(&dir, "folder/api.yaml", DESCRIPTION);
    hopx_in(&dir, &["spec", "check", "folder"])
        .ended(2, &["folder:1:1: kind: ", "to mend it, name the files"]);
}

#[test]
fn a_word_that_only_old_yaml_takes_for_a_boolean_is_a_word() {
    let edits = [("      summary: List sandboxes\n", "      summary: no\n")];
    checked("no", edited(&edits).as_bytes()).ended(0, &["nothing to mend"]);
}

#[test]
fn what_is_no_text_or_too_large_is_not_parsed() {
    let told = checked("no utf-8", &[HEAD.as_bytes(), b"x-a: \xff\xfe\n"].concat());
    told.ended(2, &["api.yaml:4:6: encoding: ", "save it as UTF-8"]);
    let dir = fresh("large");
    let large = File::create(dir.join("api.yaml")).expect("a file");
    large.set_len(100 * 1024 * 1024).expect("a hole");
    let told = timed(|| hopx_in(&dir, &["spec", "check", "api.yaml"]));
    told.ended(2, &["api.yaml:1:1: size: ", "16 MiB"]);
    let told = timed(|| hopx_in(&dir, &["spec", "check", "gone.yaml"]));
    told.ended(2, &["gone.yaml:1:1: read: ", "to mend it, name a file"]);
}

#[test]
fn what_is_no_description_in_openapi_3_0_is_told() {
    for (head, words) in [
        (
            "swagger: '2.0'\n",
            "api.yaml:1:1: openapi-version: the file is a Swagger 2 document",
        ),
        (
            "openapi: 3.1.0\n",
            "api.yaml:1:1: openapi-version: the file says it is OpenAPI \"3.1.0\"",
        ),
        ("openapi: 4.0.0\n", "openapi-version: "),
        ("openapi: [3, 0]\n", "openapi-version: "),
    ] {
        let told = checked("version", format!("{head}paths: {{}}\n").as_bytes());
        told.ended(
            1,
            &[
                words,
                "to mend it, give a description in OpenAPI 3.0.x",
                "1 finding",
            ],
        );
    }
    for (name, text) in [
        ("empty", ""),
        ("a comment", "# x\n"),
        ("a text", "hello\n"),
        ("a list", "- 1\n"),
        ("null", "~\n"),
    ] {
        checked(name, text.as_bytes())
            .ended(2, &["api.yaml:1:1: kind: ", "to mend it, begin it with"]);
    }
}

#[test]
fn json_is_read_and_asked_to_be_yaml() {
    let text = "{\n\t\"openapi\": \"3.0.3\",\n\t\"info\": { \"title\": \"x\", \"version\": \"1\" },\n\t\"paths\": {}\n}\n";
    let told = checked("json", text.as_bytes());
    told.ended(
        1,
        &[
            "api.yaml:1:1: layout: the description is JSON",
            "write it as YAML",
        ],
    );
    assert!(!told.out.contains("yaml: "), "{told:?}");
}

#[test]
fn references_that_never_end_are_told() {
    let schemas = |schemas: &str| format!("{HEAD}components:\n  schemas:\n{schemas}");
    let doubling: String = (0..40).map(|level| {
        let next = level + 1;
        format!("    L{level}: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/L{next}' }}, b: {{ $ref: '#/components/schemas/L{next}' }} }} }}\n")
    }).collect();
    let chain: String = (0..5000)
        .map(|level| {
            let next = level + 1;
            format!("    L{level}: {{ $ref: '#/components/schemas/L{next}' }}\n")
        })
        .collect();
    for (name, text, rule) in [
        ("a loop", "    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n".to_owned(), "ref: "),
        ("a loop through members", "    A: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }\n".to_owned(), "ref-circle: "),
        ("doubling", format!("{doubling}    L40: {{ type: string }}\n"), "ref-expansion: "),
        ("a chain", format!("{chain}    L5000: {{ type: string }}\n"), "ref: "),
    ] {
        let told = checked(name, schemas(&text).as_bytes());
        told.ended(1, &[rule, "; to mend it, "]);
    }
}

#[test]
fn an_example_that_lies_is_told_in_every_format() {
    let dir = fresh("lies");
    let text = edited(&[("      example: 10\n", "      example: none\n")]);
    write(&dir, "api.yaml", &text);
    write(&dir, "claims.yaml", CLAIMS);
    let run = |format: &str| {
        hopx_in(
            &dir,
            &[
                "spec",
                "check",
                "api.yaml",
                "claims.yaml",
                "--format",
                format,
            ],
        )
    };
    let line = text
        .split("example: none")
        .next()
        .expect("before")
        .matches('\n')
        .count()
        + 1;
    let place = format!("api.yaml:{line}:7: example: the example lies");
    run("text").ended(1, &[&place, "to mend it, correct the example", "1 finding"]);
    let json: serde_json::Value = serde_json::from_str(&run("json").out).expect("JSON");
    assert_eq!(json[0]["rule"], "example");
    assert_eq!(json[0]["line"], line);
    let annotation = format!("::error file=api.yaml,line={line},title=example::the example lies");
    run("github").ended(1, &[&annotation]);
    let sarif: serde_json::Value = serde_json::from_str(&run("sarif").out).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "example");
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], line);
}

#[test]
fn the_files_of_a_repository_are_found_without_being_named() {
    let dir = fresh("usual");
    write(&dir, "openapi/hopx-sandboxes.yaml", DESCRIPTION);
    write(&dir, "openapi/claims.yaml", CLAIMS);
    let scenario = include_str!("../../scenarios/resume/script.arazzo.yaml");
    write(
        &dir,
        "conformance/scenarios/resume/script.arazzo.yaml",
        scenario.replace("stepId:", "stepid:"),
    );
    hopx_in(&dir, &["spec", "check"])
        .ended(1, &["script.arazzo.yaml:", "scenario: ", "to mend it, "]);
}

#[test]
fn two_descriptions_at_once_are_refused() {
    let dir = fresh("two");
    write(&dir, "a.yaml", DESCRIPTION);
    write(&dir, "b.yaml", DESCRIPTION);
    hopx_in(&dir, &["spec", "check", "a.yaml", "b.yaml"])
        .ended(2, &["b.yaml:1:1: kind: a.yaml is a file of the same kind"]);
}
