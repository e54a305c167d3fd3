//! The outermost shape of a description.

use super::Finding;
use super::place::Place;

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    if !root.value.is_object() {
        let problem = "the file does not hold an OpenAPI description";
        return vec![root.finding("document", problem, "start it with `openapi: 3.0.3`")];
    }
    let mut findings = Vec::new();
    if !root
        .text("openapi")
        .is_some_and(|version| version.starts_with("3.0."))
    {
        let problem = "the generator takes OpenAPI 3.0.x only";
        let place = root.get("openapi").unwrap_or_else(|| root.clone());
        findings.push(place.finding("version", problem, "state `openapi: 3.0.3` and keep to it"));
    }
    for member in ["info", "paths"] {
        if !root
            .get(member)
            .is_some_and(|place| place.value.is_object())
        {
            let problem = format!("`{member}` is missing or not an object");
            findings.push(root.finding("document", problem, format!("add `{member}`")));
        }
    }
    for member in ["title", "version"] {
        if let Some(info) = root.get("info").filter(|info| info.text(member).is_none()) {
            let problem = format!("`{member}` is missing or not a string");
            findings.push(info.finding("document", problem, format!("add `{member}`")));
        }
    }
    findings
}
