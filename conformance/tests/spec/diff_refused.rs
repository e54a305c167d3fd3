//! What the comparison has no rule for is refused by name, and nothing makes it panic.

use hopx_conformance::spec::diff::{self, Change, Effect};
use hopx_conformance::spec::{Finding, Source};

use crate::{DESCRIPTION, edited};

fn compared(old: &str, new: &str) -> Result<Vec<Change>, Vec<Finding>> {
    let source = |name: &str, text: &str| Source::parse(name, text.to_owned()).expect("YAML");
    diff::changes(&source("old.yaml", old), &source("new.yaml", new))
}

#[track_caller]
fn refused(old: &str, new: &str, rule: &str, words: &[&str]) {
    let findings = compared(old, new).expect_err("a refusal");
    assert!(
        findings.iter().all(|finding| finding.rule == rule),
        "{findings:?}"
    );
    let told: Vec<_> = findings.iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for word in words {
        assert!(told.contains(word), "{word:?} is not in {told}");
    }
}

#[test]
fn a_keyword_without_a_rule_is_named_with_its_place() {
    let table = [
        (
            "          enum: [list]\n",
            "          oneOf: [{ enum: [list] }]\n",
            "`oneOf`",
        ),
        (
            "          enum: [list]\n",
            "          not: { enum: [x] }\n",
            "`not`",
        ),
        (
            "          enum: [list]\n",
            "          xml: { name: x }\n",
            "`xml`",
        ),
        (
            "    PausedSandbox:\n      type: object\n",
            "    PausedSandbox:\n      type: object\n      additionalProperties: { type: string }\n",
            "`additionalProperties`",
        ),
        (
            "      summary: List sandboxes\n",
            "      callbacks: {}\n",
            "`callbacks`",
        ),
        (
            "  - url: https://api.hopx.dev\n",
            "  - url: https://{region}.hopx.dev\n    variables: { region: { default: eu } }\n",
            "`variables`",
        ),
        (
            "      required: false\n",
            "      style: simple\n",
            "`style`",
        ),
    ];
    for (from, to, word) in table {
        let new = edited(&[(from, to)]);
        refused(
            DESCRIPTION,
            &new,
            "not-compared",
            &[word, ".yaml:", "to mend it, "],
        );
    }
}

#[test]
fn what_has_no_rule_and_stays_as_it_is_stands_in_nobodys_way() {
    let both = [(
        "          enum: [list]\n",
        "          oneOf: [{ enum: [list] }]\n",
    )];
    let old = edited(&both);
    let new = edited(&[
        both[0],
        ("      summary: List sandboxes\n", "      summary: List\n"),
    ]);
    let changes = compared(&old, &new).expect("a comparison");
    let ids: Vec<_> = changes.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(ids, ["summary-changed"]);
}

#[test]
fn another_version_of_openapi_is_refused() {
    for (head, words) in [
        ("swagger: '2.0'", "Swagger 2"),
        ("openapi: 3.1.0", "OpenAPI \"3.1.0\""),
        ("openapi: 3", "OpenAPI 3"),
        ("title: x", "no OpenAPI document"),
    ] {
        let other = format!("{head}\ninfo: {{ title: x, version: '1' }}\npaths: {{}}\n");
        refused(
            &other,
            DESCRIPTION,
            "openapi-version",
            &["old.yaml:1:1", words],
        );
        refused(
            DESCRIPTION,
            &other,
            "openapi-version",
            &["new.yaml:1:1", words],
        );
    }
    for text in ["", "[]", "text", "12"] {
        refused(
            text,
            DESCRIPTION,
            "openapi-version",
            &["no OpenAPI document"],
        );
    }
}

#[test]
fn references_that_lead_nowhere_or_round_in_a_circle_are_named() {
    let from = "schema: { $ref: '#/components/schemas/PausedSandbox' }";
    for (to, words) in [
        (
            "schema: { $ref: '#/components/schemas/Gone' }",
            "names nothing",
        ),
        (
            "schema: { $ref: 'other.yaml#/Sandbox' }",
            "leads out of the file",
        ),
    ] {
        refused(DESCRIPTION, &edited(&[(from, to)]), "ref", &[words]);
    }
    let circle = edited(&[
        (from, "schema: { $ref: '#/components/schemas/A' }"),
        (
            "    PausedSandbox:\n",
            "    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n    PausedSandbox:\n",
        ),
    ]);
    refused(DESCRIPTION, &circle, "ref", &["leads back to itself"]);
}

#[test]
fn schemas_that_hold_themselves_are_compared_to_their_end() {
    let recursive = |kind: &str| {
        let parent = format!(
            "        parent:\n          $ref: '#/components/schemas/Sandbox'\n        live_mode:\n          type: {kind}\n"
        );
        edited(&[("        live_mode:\n          type: boolean\n", &parent)])
    };
    assert_eq!(
        compared(&recursive("boolean"), &recursive("boolean")).expect("both"),
        []
    );
    let changes = compared(&recursive("boolean"), &recursive("integer")).expect("both");
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].id, "response-type-changed");
}

#[test]
fn schemas_that_go_too_deep_are_refused() {
    let deep = |kind: &str| {
        let mut chain = String::new();
        for level in 0..1000 {
            let next = level + 1;
            chain += &format!(
                "    L{level}: {{ type: object, properties: {{ x: {{ $ref: '#/components/schemas/L{next}' }} }} }}\n"
            );
        }
        chain += &format!("    L1000: {{ type: {kind} }}\n    PausedSandbox:\n");
        edited(&[
            (
                "schema: { $ref: '#/components/schemas/PausedSandbox' }",
                "schema: { $ref: '#/components/schemas/L0' }",
            ),
            ("    PausedSandbox:\n", &chain),
        ])
    };
    refused(&deep("string"), &deep("integer"), "depth", &["128"]);
}

#[test]
fn what_callers_send_is_judged_the_other_way_round() {
    let body = |schema: &str| {
        let summary = "      summary: Pause a running sandbox\n";
        let body = format!(
            "{summary}      requestBody:\n        content:\n          application/json:\n            schema: {schema}\n"
        );
        edited(&[(summary, &body)])
    };
    let plain = "{ type: object, properties: { a: { type: string } } }";
    for (schema, id, callers) in [
        (
            "{ type: object, required: [a], properties: { a: { type: string } } }",
            "request-member-became-required",
            Effect::Breaking,
        ),
        (
            "{ type: object, properties: { a: { type: string, nullable: true } } }",
            "request-became-nullable",
            Effect::Additive,
        ),
        (
            "{ type: object, properties: { a: { type: string, maxLength: 9 } } }",
            "request-max-length-added",
            Effect::Breaking,
        ),
        (
            "{ type: object, properties: { a: { type: string }, b: { type: string } } }",
            "request-member-added",
            Effect::Additive,
        ),
        (
            "{ type: object, required: [b], properties: { a: { type: string }, b: { type: string } } }",
            "request-member-added",
            Effect::Breaking,
        ),
        (
            "{ type: object, properties: { a: { type: string, enum: [x] } } }",
            "request-enum-added",
            Effect::Breaking,
        ),
        (
            "{ type: object, additionalProperties: false, properties: { a: { type: string } } }",
            "request-unknown-members-refused",
            Effect::Breaking,
        ),
    ] {
        let changes = compared(&body(plain), &body(schema)).expect("both");
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.id.as_str(), change.callers.effect))
            .collect();
        assert!(told.contains(&(id, callers)), "{schema}: {told:?}");
    }
}
