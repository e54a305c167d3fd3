//! The claims that checks in code name, so that a claims file that lacks one is refused.

use crate::contract::{Claims, DocumentError};

/// A check in code: a file of the judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeCheck {
    /// The name of the file, which says what it looks at.
    pub name: &'static str,
    /// Whether it looks at many answers together, rather than at each by itself.
    pub invariant: bool,
    /// Every claim that it names.
    pub claims: &'static [&'static str],
}

/// Every check of the judge that names claims. What the description and the scenarios name
/// stands there.
pub const CHECKS: &[CodeCheck] = &[
    CodeCheck {
        name: "agreement",
        invariant: true,
        claims: &[
            "errors/refused/unchanged",
            "list/filter/complete",
            "list/paging/complete",
            "pause/effect/listed",
            "pause/effect/only-that",
            "resume/all-paused",
            "resume/effect/listed",
            "resume/effect/only-that",
        ],
    },
    CodeCheck {
        name: "answer",
        invariant: false,
        claims: &[
            "auth/bearer",
            "auth/x-api-key",
            "list/200",
            "pause/200",
            "resume/200",
        ],
    },
    CodeCheck {
        name: "body",
        invariant: false,
        claims: &[
            "errors/envelope/body",
            "errors/status",
            "list/200/body",
            "list/element/status",
            "pause/200/body",
            "pause/200/id",
            "rate-limits/429/retry-after",
            "resume/200/body",
            "resume/200/id",
            "statuses/known",
            "wire/json",
        ],
    },
    CodeCheck {
        name: "cause",
        invariant: true,
        claims: &[
            "auth/bearer",
            "auth/x-api-key",
            "list/ids-usable",
            "resume/200",
            "resume/after-pausing",
        ],
    },
    CodeCheck {
        name: "headers",
        invariant: false,
        claims: &["rate-limits/default"],
    },
    CodeCheck {
        name: "listing",
        invariant: true,
        claims: &[
            "list/200/next-cursor",
            "list/filter/complete",
            "list/filter/every-page",
            "list/filter/region",
            "list/filter/status",
            "list/filter/together",
            "list/limit/respected",
            "list/own-organisation",
            "list/paging/advances",
            "list/paging/complete",
            "list/paging/ends-without-cursor",
            "list/paging/exactly-once",
        ],
    },
    CodeCheck {
        name: "neighbours",
        invariant: true,
        claims: &["pause/effect/only-that", "resume/effect/only-that"],
    },
    CodeCheck {
        name: "observed",
        invariant: false,
        claims: &[
            "list/limit/default",
            "list/limit/maximum",
            "rate-limits/429/retry-after-header",
            "request-ids/header",
        ],
    },
    CodeCheck {
        name: "overlap",
        invariant: true,
        claims: &["pause/200", "resume/200"],
    },
    CodeCheck {
        name: "request_ids",
        invariant: true,
        claims: &["request-ids/unique"],
    },
    CodeCheck {
        name: "wire",
        invariant: false,
        claims: &[
            "wire/complete",
            "wire/json",
            "wire/media-type",
            "wire/utf-8",
        ],
    },
];

/// Checks that claims hold everything that the judge can find broken.
///
/// # Errors
///
/// Names the first claim that is missing.
pub fn check_claims(claims: &Claims) -> Result<(), DocumentError> {
    let file = claims.file.clone();
    for claim in CHECKS.iter().flat_map(|check| check.claims) {
        if claims.get(claim).is_none() {
            return Err(DocumentError::new(
                &file,
                format!(" claim `{claim}`"),
                "is missing, and a check of this program names it",
                "add it; a claim that should not fail a run has the level `observed`",
            ));
        }
    }
    Ok(())
}
