//! References: within the file, to something that is there, of the right kind.

use super::Finding;
use super::place::{Place, unescaped};

pub(super) fn check(root: &Place<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    visit(root, &mut findings);
    for (name, schema) in root
        .at(&["components", "schemas"])
        .iter()
        .flat_map(Place::members)
    {
        if leads_to(&schema, &schema.pointer, &mut Vec::new()) {
            let problem = format!("the schema `{name}` is made of itself");
            let mend = "leave the reference to itself out; a member may have the schema around it";
            findings.push(schema.finding("circular-schema", problem, mend));
        }
    }
    findings
}

fn visit(place: &Place<'_>, findings: &mut Vec<Finding>) {
    if let Some(reference) = place.text("$ref") {
        findings.extend(wrong(place, reference));
    }
    for (name, member) in place.members() {
        if !name.starts_with("x-") && name != "example" && name != "value" {
            visit(&member, findings);
        }
    }
    for item in place.items() {
        visit(&item, findings);
    }
}

fn wrong(place: &Place<'_>, reference: &str) -> Option<Finding> {
    let kind = expected(&place.pointer)?;
    let home = format!("#/components/{kind}/");
    if !reference.starts_with('#') {
        let problem = format!("`$ref: {reference}` leads out of the file");
        let mend = format!("copy what it names to `{home}…` and refer to that");
        return Some(place.finding("external-ref", problem, mend));
    }
    if reference
        .strip_prefix(&home)
        .is_none_or(|name| name.contains('/'))
    {
        let problem = format!("`$ref: {reference}` does not name one of `{home}…`");
        let mend = format!("move what is meant to `{home}…` and refer to that");
        return Some(place.finding("ref-kind", problem, mend));
    }
    if place.follow(reference).is_none() {
        let problem = format!("`$ref: {reference}` names nothing");
        return Some(place.finding(
            "dangling-ref",
            problem,
            "correct the name or add what it names",
        ));
    }
    None
}

/// Where a reference at this place has to lead; none where the generator never looks.
fn expected(pointer: &str) -> Option<&'static str> {
    let segments: Vec<String> = pointer.split('/').map(unescaped).collect();
    let (last, around) = segments.split_last()?;
    match around.last().map(String::as_str) {
        Some("properties") => Some("schemas"),
        Some("parameters") => Some("parameters"),
        Some("responses") => Some("responses"),
        Some("headers") => Some("headers"),
        Some("examples") => Some("examples"),
        Some("paths" | "callbacks" | "links" | "securitySchemes") => None,
        Some("requestBodies") => Some("requestBodies"),
        _ if last == "requestBody" => Some("requestBodies"),
        _ => Some("schemas"),
    }
}

/// Whether a schema leads to a place without a member in between: the generator never ends.
fn leads_to(schema: &Place<'_>, goal: &str, seen: &mut Vec<String>) -> bool {
    let combined = ["allOf", "anyOf", "oneOf"]
        .into_iter()
        .filter_map(|name| schema.get(name));
    let parts = combined
        .flat_map(|list| list.items())
        .chain([schema.clone()]);
    parts.into_iter().any(|part| {
        let target = part
            .text("$ref")
            .and_then(|reference| part.follow(reference));
        let inner = part.pointer != schema.pointer && leads_to(&part, goal, seen);
        inner
            || target.is_some_and(|target| {
                target.pointer == goal
                    || !seen.contains(&target.pointer) && {
                        seen.push(target.pointer.clone());
                        leads_to(&target, goal, seen)
                    }
            })
    })
}
