//! Documents that say they are OpenAPI 3.0 and mean no good.

use std::time::{Duration, Instant};

use crate::DESCRIPTION;
use crate::binary::{fresh, hopx_in, write};

/// Nothing takes longer: what is bounded is bounded by far less.
pub(crate) const LONGEST: Duration = Duration::from_secs(20);

/// Such documents, by what is wrong with them.
pub(crate) fn nasty() -> Vec<(&'static str, String)> {
    let head = "openapi: 3.0.1\ninfo: 7\n";
    let doubling: String = (0..40).map(|level| {
        let next = level + 1;
        format!("    L{level}: {{ properties: {{ data: {{ $ref: '#/components/schemas/L{next}' }}, url: {{ $ref: '#/components/schemas/L{next}' }} }} }}\n")
    }).collect();
    let body = |schema: &str| {
        format!(
            "{head}paths:\n  /v1/sandboxes:\n    get:\n      responses:\n        200:\n          content:\n            application/json:\n              schema: {schema}\n"
        )
    };
    let documents = [
        ("nothing", head.to_owned()),
        (
            "paths that are none",
            format!("{head}paths: [1, {{}}, ~]\n"),
        ),
        (
            "paths of anything",
            format!(
                "{head}paths: {{ '': ~, '}}{{': 1, /v1/sandboxes: {{ get: [], post: {{ parameters: 1, responses: text }} }} }}\n"
            ),
        ),
        (
            "parameters of anything",
            format!(
                "{head}paths: {{ /v1/sandboxes: {{ get: {{ parameters: [1, {{ $ref: 7 }}, {{ $ref: '#/gone' }}, {{ name: limit, in: query, schema: text }}], responses: {{}} }} }} }}\n"
            ),
        ),
        (
            "a loop",
            body("{ $ref: '#/components/schemas/A' }")
                + "components:\n  schemas:\n    A: { $ref: '#/components/schemas/A' }\n",
        ),
        (
            "a loop of members",
            body("{ $ref: '#/components/schemas/A' }")
                + "components:\n  schemas:\n    A: { properties: { data: { $ref: '#/components/schemas/A' } }, items: { $ref: '#/components/schemas/A' } }\n",
        ),
        (
            "doubling",
            body("{ $ref: '#/components/schemas/L0' }") + "components:\n  schemas:\n" + &doubling,
        ),
        ("a reference to itself", body("{ $ref: '#' }")),
        (
            "keywords of anything",
            body(
                "{ type: [object, 7], enum: 1, required: { a: b }, properties: 3, additionalProperties: { x: y }, not: {}, oneOf: 1 }",
            ),
        ),
        (
            "security of anything",
            format!(
                "{head}security: [1, {{ gone: [] }}]\npaths: {{ /v1/sandboxes: {{ get: {{ security: {{ a: 1 }} }} }} }}\n"
            ),
        ),
    ];
    documents.into_iter().collect()
}

#[test]
fn they_are_checked_and_compared_without_a_panic() {
    let dir = fresh("mean");
    write(&dir, "ours.yaml", DESCRIPTION);
    for (name, text) in nasty() {
        write(&dir, "other.yaml", &text);
        let moved = text.replace("3.0.1", "3.0.2");
        write(&dir, "moved.yaml", &moved);
        for args in [
            &["check", "other.yaml"][..],
            &["diff", "other.yaml", "ours.yaml"],
            &["diff", "ours.yaml", "other.yaml"],
            &["diff", "other.yaml", "moved.yaml"],
        ] {
            let began = Instant::now();
            let told = hopx_in(&dir, &[&["spec"], args].concat());
            assert!(
                began.elapsed() < LONGEST,
                "{name}: {args:?} took {:?}",
                began.elapsed()
            );
            assert!(
                matches!(told.code, Some(0..=2)),
                "{name}: {args:?}: {told:?}"
            );
            assert!(!told.err.contains("panic"), "{name}: {args:?}: {told:?}");
        }
    }
}
