//! Each rule of `spec check` finds the edit that it is there for, at its place.

use hopx_conformance::spec::check::{self, Files};
use hopx_conformance::spec::{Finding, Source};

use crate::{CLAIMS, DESCRIPTION, edited};

fn source(name: &str, text: &str) -> Source {
    Source::parse(name, text.to_owned()).expect("YAML")
}

fn checked(description: &str, claims: &str) -> Vec<Finding> {
    check::check(&Files {
        description: Some(source("api.yaml", description)),
        claims: Some(source("claims.yaml", claims)),
        ..Files::default()
    })
}

/// The line at which a text first stands.
fn line_of(text: &str, needle: &str) -> u64 {
    let before = text.split(needle).next().expect("a part");
    before.matches('\n').count() as u64 + 1
}

/// An edit, the rule that it breaks, and a text of the line at which it does.
type Row = (&'static str, &'static str, &'static str, &'static str);

const DESCRIPTIONS: &[Row] = &[
    // The form of OpenAPI 3.0.
    (
        "  title: HopX sandbox control plane\n",
        "  titel: x\n",
        "openapi",
        "info:",
    ),
    (
        "      name: cursor\n      in: query\n",
        "      name: cursor\n      in: body\n",
        "openapi",
        "in: body",
    ),
    (
        "      required: false\n",
        "      required: 'no'\n",
        "openapi",
        "required: 'no'",
    ),
    (
        "          minLength: 1\n          description: Identifies the sandbox. Opaque.\n",
        "          minLength: -1\n          description: Identifies the sandbox. Opaque.\n",
        "openapi",
        "minLength: -1",
    ),
    (
        "          enum: [list]\n",
        "          const: list\n",
        "openapi",
        "const: list",
    ),
    (
        "required: [error, code, request_id]",
        "required: error",
        "openapi",
        "required: error",
    ),
    (
        "        status:\n          $ref: '#/components/schemas/SandboxStatus'\n",
        "        status:\n          $ref: '#/components/schemas/SandboxStatus'\n          nullable: true\n",
        "openapi",
        "          nullable: true\n        public_host",
    ),
    (
        "          x-claims: [list/element/node-id]\n",
        "          x-claims: []\n",
        "openapi",
        "x-claims: []",
    ),
    (
        "    SandboxList:\n",
        "    Sandbox List:\n",
        "openapi",
        "Sandbox List:",
    ),
    // References.
    (
        "schema: { $ref: '#/components/schemas/PausedSandbox' }",
        "schema: { $ref: '#/components/schemas/Paused' }",
        "ref",
        "schemas/Paused'",
    ),
    (
        "schema: { $ref: '#/components/schemas/PausedSandbox' }",
        "schema: { $ref: 'other.yaml#/Paused' }",
        "ref",
        "other.yaml",
    ),
    (
        "        - $ref: '#/components/parameters/Cursor'\n",
        "",
        "unused",
        "    Cursor:",
    ),
    (
        "        live_mode:\n          type: boolean\n          nullable: true\n          description: Whether the sandbox was created in live mode.\n          x-claims: [list/element/live-mode]\n",
        "        live_mode:\n          $ref: '#/components/schemas/Sandbox'\n",
        "ref-circle",
        "    Sandbox:",
    ),
    // Claims behind it.
    (
        "          x-claims: [list/element/node-id]\n",
        "",
        "unclaimed",
        "        node_id:",
    ),
    (
        "      x-claims: [auth/bearer, pause/200, pause/effect/listed, pause/repeat]\n",
        "",
        "unclaimed",
        "    post:\n      operationId: pause_sandbox",
    ),
    (
        "      x-claims: [list/filter/region]\n",
        "",
        "unclaimed",
        "    Region:",
    ),
    (
        "      x-claims: [errors/409/code]\n",
        "",
        "unclaimed",
        "    Conflict:",
    ),
    (
        "      x-claims: [rate-limits/429/retry-after-header]\n",
        "",
        "unclaimed",
        "    RetryAfter:",
    ),
    (
        "      x-claims: [auth/x-api-key]\n",
        "",
        "unclaimed",
        "    apiKey:\n      type",
    ),
    (
        "          x-claims: [list/element/node-id]\n",
        "          x-claims: [list/element/nodeid]\n",
        "unknown-claim",
        "nodeid",
    ),
    // Examples.
    (
        "        status: paused\n        request_id: req_abc123\n\n    Resumed:",
        "        status: running\n        request_id: req_abc123\n\n    Resumed:",
        "example",
        "        status: running\n        request_id: req_abc123\n\n    Resumed:",
    ),
    (
        "        error: limit must be a positive integer\n",
        "        error: 12\n",
        "example",
        "error: 12",
    ),
    (
        "      example: 10\n",
        "      example: 0\n",
        "example",
        "example: 0\n",
    ),
    (
        "      example: '2026-01-01T00:00:00Z'\n",
        "      example: yesterday\n",
        "example",
        "example: yesterday",
    ),
    (
        "        code: CONFLICT\n",
        "        code: LOCKED\n",
        "example",
        "code: LOCKED",
    ),
    // What the generator cannot take, in the words of the build.
    (
        "      operationId: pause_sandbox\n",
        "      operationId: new\n",
        "operation-id",
        "    post:\n      operationId: new",
    ),
    (
        "      name: region\n      in: query\n",
        "      name: region\n      in: cookie\n",
        "parameter-place",
        "    Region:",
    ),
    (
        "          enum: [sandbox]\n",
        "          not: { type: integer }\n",
        "schema-not",
        "not:",
    ),
    // How it is laid out.
    (
        "      name: cursor\n      in: query\n",
        "      in: query\n      name: cursor\n",
        "order",
        "      name: cursor",
    ),
    (
        "      required: false\n",
        "      required: false \n",
        "layout",
        "required: false \n",
    ),
    (
        "      required: false\n",
        "      required: false\r\n",
        "layout",
        "required: false\r",
    ),
    (
        "      schema:\n        type: string\n        minLength: 1\n      example: us-east\n",
        "      schema: { type: string, minLength: 1 }\n      example: us-east\n",
        "layout",
        "schema: { type: string",
    ),
];

#[test]
fn each_rule_finds_its_edit_at_its_place() {
    let mut wrong = Vec::new();
    for (from, to, rule, place) in DESCRIPTIONS {
        let text = edited(&[(from, to)]);
        let line = line_of(&text, place);
        let found = checked(&text, CLAIMS);
        let hit = found
            .iter()
            .any(|finding| finding.rule == *rule && finding.spot.line == line);
        if !hit {
            wrong.push(format!("{to:?}: no {rule} at line {line} in {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_findings_are_told_and_not_the_first_alone() {
    let text = edited(&[
        ("          x-claims: [list/element/node-id]\n", ""),
        ("          x-claims: [list/element/region]\n", ""),
        ("      example: 10\n", "      example: 0\n"),
        (
            "      operationId: pause_sandbox\n",
            "      operationId: new\n",
        ),
    ]);
    let rules: Vec<_> = checked(&text, CLAIMS)
        .into_iter()
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(rules, ["operation-id", "example", "unclaimed", "unclaimed"]);
}

#[test]
fn what_is_ours_says_why() {
    let claim = "          x-claims: [list/element/node-id]\n";
    let ours = edited(&[(claim, "          x-ours: The mock shows it.\n")]);
    let found = checked(&ours, CLAIMS);
    // The claim is stated nowhere any more.
    let rules: Vec<_> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, ["orphan"], "{found:?}");
    let silent = edited(&[(claim, "          x-ours: ''\n")]);
    assert!(
        checked(&silent, CLAIMS)
            .iter()
            .any(|finding| finding.rule == "openapi")
    );
}

#[test]
fn each_claim_that_does_not_hold_is_told() {
    let edit = |from: &str, to: &str| {
        assert_eq!(CLAIMS.matches(from).count(), 1, "there once: {from}");
        CLAIMS.replace(from, to)
    };
    for (from, to, rule, place, words) in [
        (
            "  - id: resume/200/body\n",
            "  - id: Resume\n",
            "claim",
            "  - id: Resume\n",
            "well-formed",
        ),
        (
            "  - id: resume/200/body\n",
            "  - id: resume/200\n",
            "claim",
            "  - id: resume/200\n    level: required\n    requirement: A successful resume answers a JSON object.",
            "stands in line",
        ),
        (
            "requirement: A key is a secret and is shown once.",
            "requirement: ''",
            "claim",
            "  - id: auth/key-shown-once",
            "no requirement",
        ),
        (
            "      - { page: auth, says: a key is shown a single time }\n",
            "      - { page: keys, says: a key is shown a single time }\n",
            "claim",
            "  - id: auth/key-shown-once",
            "`keys`",
        ),
        (
            "  data-model: { url: https://docs.hopx.ai/api/concepts/data-model,",
            "  data-model: { url: docs/data-model,",
            "citation",
            "  data-model:",
            "no address",
        ),
        (
            "  js-sdk:",
            "  nobody: { url: https://x.example, standing: general }\n  js-sdk:",
            "citation",
            "  nobody:",
            "no claim cites",
        ),
    ] {
        let claims = edit(from, to);
        let found = checked(DESCRIPTION, &claims);
        let line = line_of(&claims, place);
        let hit = found.iter().any(|finding| {
            finding.rule == rule && finding.spot.line == line && finding.message.contains(words)
        });
        assert!(hit, "{to:?}: no {rule} at {line} in {found:#?}");
    }
    let twice = edit(
        "level: observed\n    requirement: A key is a secret",
        "level: sometimes\n    requirement: A key is a secret",
    )
    .replace(
        "requirement: A successful pause answers a JSON object.",
        "requirement: ''",
    );
    let found = checked(DESCRIPTION, &twice);
    assert_eq!(
        found
            .iter()
            .filter(|finding| finding.rule == "claim")
            .count(),
        2,
        "{found:?}"
    );
}

#[test]
fn the_files_of_the_repository_hold() {
    assert_eq!(checked(DESCRIPTION, CLAIMS), []);
}
