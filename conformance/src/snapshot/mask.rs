//! Numbers for ids: the same id has the same number, and two ids never have one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::Node;

/// Numbers that were given out, by kind of id.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    seen: BTreeMap<String, Vec<String>>,
}

impl Numbers {
    /// The number of an id among those of its kind, from 1; a new one for a new id.
    pub(super) fn of(&mut self, kind: &str, id: &str) -> usize {
        let seen = self.seen.entry(kind.to_owned()).or_default();
        if let Some(place) = seen.iter().position(|one| one == id) {
            return place + 1;
        }
        seen.push(id.to_owned());
        seen.len()
    }

    /// The placeholder of an id.
    pub(super) fn mark(&mut self, kind: &str, id: &str) -> Node {
        Node::numbered(kind, self.of(kind, id))
    }

    /// Every id of that kind that has a number, with the number.
    pub(super) fn known(&self, kind: &str) -> impl Iterator<Item = (&str, usize)> {
        let seen = self.seen.get(kind).into_iter().flatten();
        seen.enumerate().map(|(place, id)| (id.as_str(), place + 1))
    }
}

/// Ids in the documented text of one answer.
///
/// Their numbers depend on nothing that may differ between conforming servers or runs: the
/// sandbox that the call named is the first, and a request has the place of its step. Whether
/// a server gives a request id twice is for a check over the whole run to say.
#[derive(Debug)]
pub(super) struct Ids<'n> {
    /// The place of the step in its scenario, from 1.
    pub(super) place: usize,
    /// The sandbox that the call named.
    pub(super) asked: Option<&'n str>,
    /// The sandboxes that the run was given.
    pub(super) given: &'n [String],
    /// Sandboxes that answered in place of the one that was named.
    pub(super) strangers: &'n mut Numbers,
}

impl Ids<'_> {
    /// The sandbox that the call named.
    pub(super) fn asked_sandbox() -> Node {
        Node::numbered("sandbox", 1)
    }

    /// The request that the step made.
    pub(super) fn request(&self) -> Node {
        Node::numbered("request", self.place)
    }

    /// The sandbox that an answer names.
    pub(super) fn sandbox(&mut self, id: &str) -> Node {
        if self.asked == Some(id) {
            return Ids::asked_sandbox();
        }
        Node::numbered("sandbox", self.strangers.of("sandbox", id) + 1)
    }

    /// Whether an element of a list tells something about the server: one that the run was
    /// given does, and so does one without an id, which nobody can have removed meanwhile.
    pub(super) fn looks_at(&self, element: &Value) -> bool {
        match element.get("id").and_then(Value::as_str) {
            Some(id) => self.given.iter().any(|given| given == id),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_keeps_its_number_and_shares_it_with_none() {
        let mut numbers = Numbers::default();
        let marks = ["a", "b", "a", "c"].map(|id| numbers.of("sandbox", id));
        assert_eq!(marks, [1, 2, 1, 3]);
        assert_eq!(numbers.of("request", "b"), 1);
    }
}
