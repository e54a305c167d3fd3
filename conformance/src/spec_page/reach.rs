//! Which operations a part of the description belongs to: those that lead to it by references.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::Node;
use crate::yaml::below;

/// The operations by their number, for each component that any of them leads to, and for each
/// claim that is named on the way.
#[derive(Debug, Default)]
pub(super) struct Reach {
    components: BTreeMap<String, BTreeSet<usize>>,
    claims: BTreeMap<String, BTreeSet<usize>>,
}

impl Reach {
    /// Follows an operation as far as its references go.
    pub(super) fn follow(&mut self, node: &Node<'_>, operation: usize) {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![node.clone()];
        while let Some(node) = ahead.pop() {
            if seen.insert(node.pointer.clone()) {
                let operations = self.components.entry(node.pointer.clone()).or_default();
                operations.insert(operation);
                self.look(node, operation, &mut ahead);
            }
        }
    }

    fn look<'d>(&mut self, node: Node<'d>, operation: usize, ahead: &mut Vec<Node<'d>>) {
        let mut within = vec![node];
        while let Some(node) = within.pop() {
            for claim in node.texts_of("x-claims") {
                let operations = self.claims.entry(claim.to_owned()).or_default();
                operations.insert(operation);
            }
            ahead.extend(node.referred());
            within.extend(node.members().into_iter().map(|(_, member)| member));
            within.extend(node.items());
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
