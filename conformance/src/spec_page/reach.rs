//! Which operations a part of the description belongs to: those that lead to it by references.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, below};

/// The operations by their number, for each component that any of them leads to, and for each
/// claim that is named on the way.
#[derive(Debug, Default)]
pub(super) struct Reach {
    components: BTreeMap<String, BTreeSet<usize>>,
    claims: BTreeMap<String, BTreeSet<usize>>,
}

impl Reach {
    /// Follows an operation as far as its references go.
    pub(super) fn follow(&mut self, document: &Node, operation: usize, pointer: &str) {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![pointer.to_owned()];
        while let Some(pointer) = ahead.pop() {
            if !seen.insert(pointer.clone()) {
                continue;
            }
            if let Some(node) = document.at(&pointer) {
                self.components
                    .entry(pointer)
                    .or_default()
                    .insert(operation);
                self.look(node, operation, &mut ahead);
            }
        }
    }

    fn look(&mut self, node: &Node, operation: usize, ahead: &mut Vec<String>) {
        let mut within = vec![node];
        while let Some(node) = within.pop() {
            for claim in node.texts("x-claims") {
                let operations = self.claims.entry(claim.to_owned()).or_default();
                operations.insert(operation);
            }
            if let Some(pointer) = node.text("$ref").and_then(|to| to.strip_prefix('#')) {
                ahead.push(pointer.to_owned());
            }
            match node {
                Node::Object(members) => within.extend(members.iter().map(|(_, member)| member)),
                Node::Array(elements) => within.extend(elements),
                Node::Scalar(_) => {}
            }
        }
    }

    /// The operations that lead to a component.
    pub(super) fn component(&self, kind: &str, name: &str) -> BTreeSet<usize> {
        let pointer = below(&format!("/components/{kind}"), name);
        self.components.get(&pointer).cloned().unwrap_or_default()
    }

    /// The operations that lead to where a claim is named.
    pub(super) fn claim(&self, id: &str) -> BTreeSet<usize> {
        self.claims.get(id).cloned().unwrap_or_default()
    }
}
