//! The claims, each by itself: every finding, and not the first alone.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::finding::Finding;
use super::super::node::Node;
use super::super::source::Source;
use crate::contract::{Claims, DocumentError};

/// Everything that is wrong with the claims, in the words of those who load them.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let root = Node::root(source);
    let pages = root.value.get("pages").cloned().unwrap_or(Value::Null);
    let mut findings = outside(&root);
    if !findings.is_empty() {
        return findings;
    }
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for claim in root.items_of("claims") {
        let alone = json!({ "pages": pages, "claims": [claim.value] });
        findings.extend(loaded(&claim, &alone));
        if let Some(id) = claim.text("id") {
            let line = source.spot(&claim.pointer).line;
            if let Some(first) = seen.insert(id, line) {
                let message = format!("claim `{id}` stands in line {first} too");
                let mend = "keep one of the two entries";
                findings.push(source.finding(&claim.pointer, "claim", message, mend));
            }
        }
    }
    for fact in root.items_of("left_out") {
        let alone = json!({ "pages": pages, "claims": [], "left_out": [fact.value] });
        findings.extend(loaded(&fact, &alone));
    }
    findings.extend(citations(&root));
    findings
}

/// What is wrong besides single claims.
fn outside(root: &Node<'_>) -> Vec<Finding> {
    let mut alone = root.value.clone();
    if let Some(members) = alone.as_object_mut() {
        members.insert("claims".to_owned(), json!([]));
        members.remove("left_out");
    }
    let is_list = |name: &str| root.get(name).is_none_or(|node| node.value.is_array());
    let mut findings: Vec<Finding> = loaded(root, &alone).into_iter().collect();
    if root.get("claims").is_none() || !is_list("claims") || !is_list("left_out") {
        let message = "the claims are no list";
        let mend = "write them under `claims`, an entry each";
        findings.push(root.source.finding("/claims", "claim", message, mend));
    }
    findings
}

/// Why one part cannot be loaded.
fn loaded(part: &Node<'_>, alone: &Value) -> Option<Finding> {
    let DocumentError {
        place,
        problem,
        mend,
        ..
    } = Claims::parse(&alone.to_string(), &part.source.file).err()?;
    let place = place.trim();
    // A line and a column would be those of the part alone.
    let subject = match place.starts_with(|first: char| first.is_ascii_digit()) {
        true => String::new(),
        false => format!("{place} "),
    };
    let problem = problem.split(" at line ").next().unwrap_or_default();
    let message = format!("{subject}{problem}");
    Some(part.source.finding(&part.pointer, "claim", message, mend))
}

/// Whether the pages that are cited can be found.
fn citations(root: &Node<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let cited = cited(root);
    for (name, page) in root.members_of("pages") {
        let url = page.text("url").unwrap_or_default();
        let found = url::Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host());
        if page.text("standing") != Some("superseded") && !found {
            let message = format!("the page `{name}` is at `{url}`, which is no address");
            let mend = "write the address at which it can be read, with https";
            let place = page
                .get("url")
                .map_or(page.pointer.clone(), |url| url.pointer);
            findings.push(page.source.finding(&place, "citation", message, mend));
        }
        if !cited.contains(&name) {
            let message = format!("no claim cites the page `{name}`");
            let mend = "cite it, or remove it";
            findings.push(
                page.source
                    .finding(&page.pointer, "citation", message, mend),
            );
        }
    }
    findings
}

fn cited<'d>(root: &Node<'d>) -> Vec<&'d str> {
    let mut cited = Vec::new();
    for claim in root.items_of("claims") {
        for list in ["sources", "contested", "superseded"] {
            let pages = claim.items_of(list).into_iter();
            cited.extend(pages.filter_map(|source| source.text("page")));
        }
    }
    cited
}
