//! Which credentials an operation takes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::spec::node::Node;

use super::change::Judged;
use super::comparison::Comparison;
use super::paths::Twins;

/// What the client sends.
const SENT: &str = "http bearer";

/// The ways to be let in: each is everything that has to be sent together.
type Ways = BTreeSet<String>;

/// The way that sends nothing.
const NOTHING: &str = "";

impl<'d> Comparison<'d> {
    pub(super) fn security(&mut self, twins: &Twins<'d>) {
        let (old_at, new_at) = (
            place(&self.root.old, &twins.old.node),
            place(&self.root.new, &twins.new.node),
        );
        let (Some(old), Some(new)) = (self.ways(old_at.as_ref()), self.ways(new_at.as_ref()))
        else {
            return;
        };
        if old == new {
            return;
        }
        let at = new_at.unwrap_or_else(|| twins.new.node.clone());
        // What all operations share is told once.
        let known = self
            .since(0)
            .iter()
            .any(|change| change.id.starts_with("security-") && change.pointer == at.pointer);
        if known && at.pointer == "/security" {
            return;
        }
        self.ways_changed(&at, &old, &new);
    }

    fn ways_changed(&mut self, at: &Node<'d>, old: &Ways, new: &Ways) {
        match (old.contains(NOTHING), new.contains(NOTHING)) {
            (true, false) => {
                let what = "a credential is required now";
                let callers = Judged::breaking("a call without one is refused");
                let users = match new.contains(SENT) {
                    true => Judged::neutral("the client always sends one"),
                    false => {
                        Judged::additive("the client has to send another under the same names")
                    }
                };
                self.note(at, "security-required", what, callers, users);
                return;
            }
            (false, true) => {
                let what = "no credential is required any more";
                let callers = Judged::additive("a call with one still is taken");
                let users = Judged::neutral("the client always sends one");
                self.note(at, "security-not-required", what, callers, users);
                return;
            }
            _ => {}
        }
        for way in old.difference(new) {
            let what = format!("`{way}` is taken no more");
            let callers = Judged::breaking("whoever sends that is refused");
            let users = match way == SENT {
                true => Judged::additive("the client has to send another under the same names"),
                false => Judged::neutral("the client never sends that"),
            };
            self.note(at, "security-alternative-removed", what, callers, users);
        }
        for way in new.difference(old) {
            let what = format!("`{way}` is taken too");
            let callers =
                Judged::additive("what was taken before still is, as far as it is listed");
            let users = Judged::neutral("the client goes on sending what it sends");
            self.note(at, "security-alternative-added", what, callers, users);
        }
    }

    /// The ways in, or nothing where a scheme is named that there is not.
    fn ways(&mut self, at: Option<&Node<'d>>) -> Option<Ways> {
        let Some(at) = at else {
            return Some(Ways::from([NOTHING.to_owned()]));
        };
        let root = Node::root(at.source);
        let mut ways = Ways::new();
        for alternative in at.items() {
            let mut parts = Vec::new();
            for (name, scopes) in alternative.members() {
                let scheme = root.at(&["components", "securitySchemes", name]);
                let Some(scheme) = scheme else {
                    self.refuse(&scopes, &format!("`{name}`, which no scheme defines,"));
                    return None;
                };
                let scheme = self.follow(&scheme)?;
                parts.push(way(&scheme, scopes.value));
            }
            parts.sort();
            ways.insert(parts.join(" and "));
        }
        if ways.is_empty() {
            ways.insert(NOTHING.to_owned());
        }
        Some(ways)
    }
}

/// The list that holds for an operation: its own, or the document's.
fn place<'d>(root: &Node<'d>, operation: &Node<'d>) -> Option<Node<'d>> {
    operation.get("security").or_else(|| root.get("security"))
}

/// What has to be sent, whatever the scheme is called.
fn way(scheme: &Node<'_>, scopes: &Value) -> String {
    let text = |name: &str| scheme.text(name).unwrap_or_default();
    let what = match text("type") {
        "http" => format!("http {}", text("scheme").to_lowercase()),
        "apiKey" if text("in") == "header" => {
            format!("apiKey in header {}", text("name").to_lowercase())
        }
        "apiKey" => format!("apiKey in {} {}", text("in"), text("name")),
        _ => {
            let mut plain = scheme.value.clone();
            if let Some(members) = plain.as_object_mut() {
                members.retain(|name, _| name != "description" && !name.starts_with("x-"));
            }
            plain.to_string()
        }
    };
    match scopes.as_array().is_none_or(Vec::is_empty) {
        true => what,
        false => format!("{what} with {scopes}"),
    }
}
