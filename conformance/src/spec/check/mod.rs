//! Whether a description, claims and scenarios hold, each by itself and all together.

mod claims;
mod coverage;
mod examples;
mod files;
mod form;
mod generator;
mod layout;
mod references;
mod report;
mod shape;
mod together;

pub use files::Files;
pub use report::{github, json, sarif, text};

use super::finding::Finding;
use super::node::Node;
use super::source::Source;
use super::version;
use crate::contract::{Claims, Contract};

/// Everything that there is to mend, by file and place. What could not be read stands first.
pub fn check(files: &Files) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(source) = &files.claims {
        findings.extend(claims::check(source));
    }
    let claims = known_claims(files);
    let mut sound = files.unread.is_empty() && findings.is_empty();
    if let Some(source) = &files.description {
        let (found, holds) = description(source, claims.as_ref());
        findings.extend(found);
        sound &= holds;
    }
    findings.extend(together::check(files, sound));
    let mut findings: Vec<Finding> = findings;
    findings.sort();
    findings.dedup();
    let mut all = files.unread.clone();
    all.extend(findings);
    all
}

/// The claims that are given, or else those that the program was built with.
fn known_claims(files: &Files) -> Option<Claims> {
    match &files.claims {
        Some(source) => Claims::parse(&source.text, &source.file).ok(),
        None => Contract::embedded().ok().map(|contract| contract.claims),
    }
}

/// What is wrong with a description, and whether the harness can go by it.
fn description(source: &Source, claims: Option<&Claims>) -> (Vec<Finding>, bool) {
    if let Some(finding) = version::unsupported(source) {
        return (vec![finding], false);
    }
    let root = Node::root(source);
    let mut findings = form::check(&root);
    let formed = findings.iter().all(|finding| finding.rule == "order");
    let (references, followed) = references::check(&root);
    findings.extend(references);
    findings.extend(coverage::check(&root, claims));
    findings.extend(layout::check(source));
    let mut generated = true;
    if followed {
        let found = generator::check(source);
        generated = found.is_empty();
        findings.extend(found);
        findings.extend(examples::check(&root));
    }
    (findings, formed && followed && generated)
}
