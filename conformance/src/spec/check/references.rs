//! References: that they lead somewhere, come to an end, and leave nothing unused.

use std::collections::{BTreeMap, BTreeSet};

use super::super::finding::Finding;
use super::super::node::Node;

/// How many references may follow on each other. The description needs two.
const LONGEST: usize = 32;

/// How many schemas a schema may come to when references are written out.
const MOST: u64 = 20_000;

/// Kinds of components that somebody refers to.
const USED: [&str; 6] = [
    "parameters",
    "headers",
    "responses",
    "requestBodies",
    "schemas",
    "examples",
];

/// Every reference in a document, with its place.
fn all<'d>(root: &Node<'d>) -> Vec<(&'d str, Node<'d>)> {
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(node) = open.pop() {
        if let Some(reference) = node.text("$ref") {
            found.push((reference, node.clone()));
        }
        let named = node.pointer.ends_with("/properties");
        let members = node.members().into_iter();
        let members = members.filter(|(name, _)| named || !["example", "value"].contains(name));
        open.extend(members.map(|(_, member)| member));
        open.extend(node.items());
    }
    found
}

/// What is wrong with references, and whether the rest can rely on them.
pub(super) fn check(root: &Node<'_>) -> (Vec<Finding>, bool) {
    let references = all(root);
    let mut findings = Vec::new();
    let mut broken = false;
    for (_, node) in &references {
        if let Err(lost) = node.resolved() {
            broken = true;
            let (problem, mend) = (lost.problem(), lost.mend());
            findings.push(node.source.finding(&node.pointer, "ref", problem, mend));
        }
    }
    if !broken {
        let long = endless(root);
        broken = !long.is_empty();
        findings.extend(long);
    }
    findings.extend(unused(root, &references));
    (findings, !broken)
}

/// Components that nobody refers to.
fn unused(root: &Node<'_>, references: &[(&str, Node<'_>)]) -> Vec<Finding> {
    let used: BTreeSet<&str> = references.iter().map(|(reference, _)| *reference).collect();
    let mut findings = Vec::new();
    for kind in USED {
        let components = root.at(&["components", kind]);
        for (name, component) in components.iter().flat_map(Node::members) {
            if !used.contains(format!("#{}", component.pointer).as_str()) {
                let message = format!("nothing uses `{name}` of {kind}");
                let finding = component.source.finding(
                    &component.pointer,
                    "unused",
                    message,
                    "use it, or remove it",
                );
                findings.push(finding);
            }
        }
    }
    findings
}

/// Schemas whose references go on for too long, or come to too much.
fn endless(root: &Node<'_>) -> Vec<Finding> {
    let schemas: Vec<_> = root
        .at(&["components", "schemas"])
        .iter()
        .flat_map(Node::members)
        .collect();
    let graph: BTreeMap<String, Vec<String>> = schemas
        .iter()
        .map(|(_, schema)| {
            let inside = all(schema).into_iter();
            let targets = inside.map(|(reference, _)| reference.trim_start_matches('#').to_owned());
            (schema.pointer.clone(), targets.collect())
        })
        .collect();
    let mut findings = Vec::new();
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    // Level by level: what a schema comes to with references followed so many times.
    for _ in 0..LONGEST {
        let mut next = BTreeMap::new();
        for (name, targets) in &graph {
            let inner = targets
                .iter()
                .map(|target| sizes.get(target).copied().unwrap_or(1));
            let size = inner.fold(1_u64, u64::saturating_add);
            next.insert(name.clone(), size.min(MOST + 1));
        }
        if next == sizes {
            break;
        }
        sizes = next;
    }
    let long = long(&graph);
    for (name, schema) in schemas {
        if sizes.get(&schema.pointer).is_some_and(|size| *size > MOST) {
            let message = format!(
                "`{name}` comes to more than {MOST} schemas once references are written out"
            );
            let mend = "let fewer schemas refer to each other";
            let finding = schema
                .source
                .finding(&schema.pointer, "ref-expansion", message, mend);
            findings.push(finding);
        } else if long.contains(schema.pointer.as_str()) {
            let message = format!(
                "the references from `{name}` go round in a circle, or on for more than {LONGEST} schemas"
            );
            let mend = "break the circle, or end the chain of references";
            findings.push(
                schema
                    .source
                    .finding(&schema.pointer, "ref-circle", message, mend),
            );
        }
    }
    findings
}

/// The schemas from which some chain of references has more than so many links.
fn long(graph: &BTreeMap<String, Vec<String>>) -> BTreeSet<&str> {
    let mut going: BTreeSet<&str> = graph.keys().map(String::as_str).collect();
    for _ in 0..LONGEST {
        let goes_on =
            |targets: &[String]| targets.iter().any(|target| going.contains(target.as_str()));
        let next = graph.iter().filter(|(_, targets)| goes_on(targets));
        going = next.map(|(name, _)| name.as_str()).collect();
    }
    going
}
