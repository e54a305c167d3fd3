//! The claims that checks in code name, so that a claims file that lacks one is refused.

use crate::contract::{Claims, DocumentError};

/// Every claim that some check of the judge names.
pub const CLAIMS: &[&str] = &[
    "auth/bearer",
    "auth/x-api-key",
    "errors/envelope/body",
    "errors/refused/unchanged",
    "errors/status",
    "list/200",
    "list/200/body",
    "list/200/next-cursor",
    "list/element/status",
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
    "pause/200",
    "pause/200/body",
    "pause/200/id",
    "pause/effect/listed",
    "pause/effect/only-that",
    "rate-limits/429/retry-after",
    "rate-limits/default",
    "request-ids/header",
    "request-ids/unique",
    "resume/200",
    "resume/200/body",
    "resume/200/id",
    "resume/all-paused",
    "resume/effect/listed",
    "resume/effect/only-that",
    "statuses/known",
    "wire/complete",
    "wire/json",
    "wire/media-type",
    "wire/utf-8",
];

/// Checks that claims hold everything that the judge can find broken.
///
/// # Errors
///
/// Names the first claim that is missing.
pub fn check_claims(claims: &Claims) -> Result<(), DocumentError> {
    let file = claims.file.clone();
    for claim in CLAIMS {
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
