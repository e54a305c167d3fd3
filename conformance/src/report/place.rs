//! Where a finding stands in files: what tools that show source code point at.

use super::document::Document;
use crate::contract::escape;

/// The file of claims in the repository of this program, whose copy is built in.
const CLAIMS: &str = "openapi/claims.yaml";
/// How the built-in files are told from others.
const BUILT_IN: &str = "(built in)";

/// The file of claims as a relative path, and the line of a claim.
pub(super) fn of_claim(document: &Document, claim: &str) -> (String, Option<u64>) {
    let line = document.claim(claim).and_then(|claim| claim.line);
    let file = &document.contract.claims;
    match file.contains(BUILT_IN) {
        true => (CLAIMS.to_owned(), line),
        false => (file.clone(), line),
    }
}

/// A place such as `known.yaml:3:5` as a file and a line.
pub(super) fn parsed(place: &str) -> (String, Option<u64>) {
    let mut parts = place.rsplitn(3, ':');
    let (_column, line, file) = (parts.next(), parts.next(), parts.next());
    match (file, line.and_then(|line| line.parse().ok())) {
        (Some(file), Some(line)) => (file.to_owned(), Some(line)),
        _ => (place.to_owned(), None),
    }
}

/// A path as a relative reference of a URI.
pub(crate) fn uri(file: &str) -> String {
    let parts = file.split('/').map(escape);
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_apart_from_its_end() {
        let known = parsed("C:/a b/known.yaml:3:5");
        assert_eq!(known, ("C:/a b/known.yaml".to_owned(), Some(3)));
        assert_eq!(parsed("known.yaml"), ("known.yaml".to_owned(), None));
        assert_eq!(uri("a b/c#d.yaml"), "a%20b/c%23d.yaml");
    }
}
