//! Components that no operation leads to, and those that come and go.

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::{Comparison, Pair};
use super::shift::Side;

/// Kinds of which the client has nothing unless an operation uses them.
const SHARED: [&str; 6] = [
    "parameters",
    "headers",
    "responses",
    "requestBodies",
    "examples",
    "securitySchemes",
];

impl<'d> Comparison<'d> {
    pub(super) fn components(&mut self) {
        let root = self.root.clone();
        let kinds = |node: &Node<'d>| node.get("components").unwrap_or_else(|| node.clone());
        let has = |node: &Node<'d>| node.get("components").is_some();
        let pair = Pair::new(kinds(&root.old), kinds(&root.new));
        if !has(&root.old) && !has(&root.new) {
            return;
        }
        if has(&root.old) && has(&root.new) {
            self.extensions(&pair);
            self.rest(&pair, &[SHARED.as_slice(), &["schemas"]].concat());
        }
        let members = |node: &Node<'d>, kind: &str| match has(&Node::root(node.source)) {
            true => node.members_of(kind),
            false => Vec::new(),
        };
        let (old, new) = (members(&pair.old, "schemas"), members(&pair.new, "schemas"));
        self.named_schemas(&old, &new);
        for kind in SHARED {
            let (old, new) = (members(&pair.old, kind), members(&pair.new, kind));
            self.shared(kind, &old, &new);
        }
    }

    fn named_schemas(&mut self, old: &[(&'d str, Node<'d>)], new: &[(&'d str, Node<'d>)]) {
        for (name, schema) in old {
            match new.iter().find(|(other, _)| other == name) {
                Some((_, twin)) => {
                    let pair = Pair::new(schema.clone(), twin.clone());
                    if !self.was_seen(&pair) {
                        self.schemas(&pair, Side::Unused);
                    }
                }
                None => {
                    let what = format!("the schema `{name}` is gone");
                    let callers = Judged::neutral("names of schemas are never sent");
                    let users = Judged::breaking("the client loses the type");
                    self.note(schema, "schema-removed", what, callers, users);
                }
            }
        }
        for (name, schema) in new {
            if old.iter().all(|(other, _)| other != name) {
                let what = format!("the schema `{name}` is new");
                let callers = Judged::neutral("names of schemas are never sent");
                let users = Judged::additive("the client has one more type");
                self.note(schema, "schema-added", what, callers, users);
            }
        }
    }

    fn shared(&mut self, kind: &str, old: &[(&'d str, Node<'d>)], new: &[(&'d str, Node<'d>)]) {
        for (name, part) in old {
            match new.iter().find(|(other, _)| other == name) {
                Some((_, twin)) => self.shared_twin(kind, name, part, twin),
                None if !self.is_reached(part) => {
                    self.unused(
                        part,
                        "component-removed",
                        format!("`{name}` of {kind} is gone"),
                    );
                }
                None => {}
            }
        }
        for (name, part) in new {
            let known = old.iter().any(|(other, _)| other == name);
            if !known && !self.is_reached(part) {
                self.unused(
                    part,
                    "component-added",
                    format!("`{name}` of {kind} is new"),
                );
            }
        }
    }

    fn shared_twin(&mut self, kind: &str, name: &str, old: &Node<'d>, new: &Node<'d>) {
        let pair = Pair::new(old.clone(), new.clone());
        if self.same_parts(old, new) || self.was_seen(&pair) {
            return;
        }
        let used = self.is_reached(old) && self.is_reached(new);
        match kind {
            "examples" => {
                let what = format!("the example `{name}` is another");
                self.unused(new, "example-changed", what);
            }
            // What else they say is told where they are used.
            "securitySchemes" if used => self.documentation(&pair),
            _ if used => {}
            _ => self.unused(
                new,
                "component-changed",
                format!("`{name}` of {kind} is another"),
            ),
        }
    }

    fn unused(&mut self, at: &Node<'d>, id: &str, what: String) {
        let callers = Judged::neutral("no operation changes by this alone");
        let users = Judged::neutral("nothing is generated from this alone");
        self.note(at, id, what, callers, users);
    }
}
