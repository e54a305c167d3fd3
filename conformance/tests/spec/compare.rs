//! `spec compare` finds what another party says otherwise, and digests whatever it is given.

use std::time::Instant;

use serde_json::Value;

use crate::binary::{fresh, hopx_in, write};
use crate::nasty::{LONGEST, nasty};
use crate::{DESCRIPTION, edited};

const OTHER: &str = include_str!("vendor_like.yaml");

fn report(name: &str, other: impl AsRef<[u8]>) -> Value {
    let dir = fresh(name);
    write(&dir, "other.yaml", other);
    let told = hopx_in(&dir, &["spec", "compare", "other.yaml", "--format", "json"]);
    told.ended(0, &[]);
    serde_json::from_str(&told.out).expect("JSON")
}

/// What was found of a subject: how both stand, ours, theirs, and the claims behind it.
#[track_caller]
fn fact<'r>(
    report: &'r Value,
    subject: &str,
) -> (&'r str, Option<&'r str>, Option<&'r str>, Vec<&'r str>) {
    let facts = report["facts"].as_array().expect("facts");
    let mut found = facts.iter().filter(|fact| fact["subject"] == subject);
    let fact = found
        .next()
        .unwrap_or_else(|| panic!("nothing of {subject}"));
    assert!(found.next().is_none(), "{subject} twice");
    let claims = fact["claims"].as_array().expect("claims").iter();
    (
        fact["standing"].as_str().expect("a standing"),
        fact["ours"].as_str(),
        fact["theirs"].as_str(),
        claims.filter_map(|claim| claim["id"].as_str()).collect(),
    )
}

#[test]
fn what_older_sources_say_otherwise_is_found_with_its_claim() {
    let report = report("contradictions", OTHER);
    let list = "GET /v1/sandboxes";
    let element = format!("{list}: status 200: body: member data: elements: member");
    for (subject, standing, ours, theirs, claim) in [
        (
            "server https://api.hopx.dev".to_owned(),
            "only_ours",
            Some("there"),
            None,
            "base-url/production",
        ),
        (
            format!("{list}: credential http bearer"),
            "only_ours",
            Some("taken"),
            None,
            "auth/bearer",
        ),
        (
            format!("{list}: credential apiKey in header X-API-Key"),
            "agrees",
            Some("taken"),
            Some("taken"),
            "auth/x-api-key",
        ),
        (
            format!("{list}: query parameter limit: maximum"),
            "differs",
            Some("1000"),
            Some("100"),
            "list/limit/maximum",
        ),
        (
            format!("{list}: query parameter limit: default"),
            "agrees",
            Some("100"),
            Some("100"),
            "list/limit/default",
        ),
        (
            format!("{list}: query parameter cursor"),
            "only_ours",
            Some("there"),
            None,
            "list/paging/complete",
        ),
        (
            format!("{list}: status 200: body: member url"),
            "agrees",
            Some("there"),
            Some("there"),
            "list/200/url",
        ),
        (
            format!("{element} organization_id: type"),
            "differs",
            Some("integer"),
            Some("string"),
            "list/element/organization-id",
        ),
        (
            format!("{list}: status 401: body: member error: type"),
            "differs",
            Some("string"),
            Some("object"),
            "errors/envelope/error",
        ),
        (
            "POST /v1/sandboxes/{}/pause: status 200: body: member request_id".to_owned(),
            "only_ours",
            Some("there"),
            None,
            "pause/200/request-id",
        ),
        (
            "POST /v1/sandboxes/{}/pause: status 409".to_owned(),
            "only_ours",
            Some("there"),
            None,
            "errors/409/code",
        ),
        (
            "POST /v1/sandboxes/{}/pause: status 200: body: member status: value pausing"
                .to_owned(),
            "only_theirs",
            None,
            Some("listed"),
            "pause/200/status",
        ),
        (
            "POST /v1/sandboxes/{}/resume".to_owned(),
            "only_ours",
            Some("there"),
            None,
            "resume/200",
        ),
    ] {
        let (stands, mine, other, claims) = fact(&report, &subject);
        assert_eq!((stands, mine, other), (standing, ours, theirs), "{subject}");
        assert!(claims.contains(&claim), "{subject}: {claims:?}");
    }
    let (stands, ..) = fact(&report, "GET /health");
    assert_eq!(stands, "only_theirs");
    let skipped = report["not_compared"].to_string();
    assert!(skipped.contains("`allOf` at other.yaml:"), "{skipped}");
}

#[test]
fn contested_claims_are_named_in_text_and_markdown() {
    let dir = fresh("told");
    write(&dir, "other.yaml", OTHER);
    let told = hopx_in(&dir, &["spec", "compare", "other.yaml"]);
    told.ended(
        0,
        &[
            "differs: GET /v1/sandboxes: query parameter limit: maximum (ours 1000, theirs 100)",
            "list/limit/maximum (contested)",
            "contested: list/limit/maximum: ",
            "not compared: `allOf`",
        ],
    );
    let told = hopx_in(
        &dir,
        &["spec", "compare", "other.yaml", "--format", "markdown"],
    );
    told.ended(
        0,
        &[
            "### differs",
            "### contested claims",
            "- `list/limit/maximum`: ",
        ],
    );
}

#[test]
fn the_description_agrees_with_itself() {
    let report = report("itself", DESCRIPTION);
    let facts = report["facts"].as_array().expect("facts");
    assert!(facts.len() > 100, "{}", facts.len());
    for fact in facts {
        assert_eq!(fact["standing"], "agrees", "{fact}");
    }
    assert_eq!(report["not_compared"], serde_json::json!([]));
}

#[test]
fn what_the_address_of_a_server_says_before_the_paths_is_no_difference() {
    let paths = [
        ("  /v1/sandboxes:\n", "  /sandboxes:\n"),
        (
            "  /v1/sandboxes/{id}/pause:\n",
            "  /sandboxes/{box}/pause:\n",
        ),
        (
            "  /v1/sandboxes/{id}/resume:\n",
            "  /sandboxes/{box}/resume:\n",
        ),
        ("      name: id\n", "      name: box\n"),
    ];
    for (name, server) in [
        ("prefix", "  - url: https://api.hopx.dev/v1/\n"),
        (
            "variables",
            "  - url: https://{host}/{v}\n    variables: { host: { default: api.hopx.dev }, v: { default: v1 } }\n",
        ),
    ] {
        let edits = [&paths[..], &[("  - url: https://api.hopx.dev\n", server)]].concat();
        let report = report(name, edited(&edits));
        for fact in report["facts"].as_array().expect("facts") {
            assert_eq!(fact["standing"], "agrees", "{name}: {fact}");
        }
    }
    let sloppy = edited(&[(
        "  - url: https://api.hopx.dev\n",
        "  - url: https://api.hopx.dev/v1\n",
    )]);
    let report = report("sloppy", sloppy);
    assert_eq!(fact(&report, "POST /v1/sandboxes/{}/pause").0, "agrees");
}

#[test]
fn any_document_in_openapi_3_0_is_digested() {
    for (name, text) in nasty() {
        let began = Instant::now();
        report("nasty", &text);
        assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
    }
}

#[test]
fn what_is_no_openapi_3_0_is_refused_with_a_mend() {
    let dir = fresh("refused");
    for (text, words) in [
        (&b"swagger: '2.0'\n"[..], "Swagger 2"),
        (b"openapi: 3.1.0\n", "3.1.0"),
        (b"", "no OpenAPI document"),
        (b"a: \xff", "not UTF-8"),
        (b"a: [", "yaml: "),
    ] {
        write(&dir, "other.yaml", text);
        let told = hopx_in(&dir, &["spec", "compare", "other.yaml"]);
        told.ended(2, &["error: other.yaml:1:", words, "to mend it, "]);
    }
}
