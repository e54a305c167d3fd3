//! A value of a document that knows where it stands.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::source::Source;
use crate::yaml::below;

/// How many references in a row are followed; more is a circle.
const HOPS: usize = 64;

/// A value, with its document and its place.
#[derive(Clone)]
pub(crate) struct Node<'d> {
    pub(crate) source: &'d Source,
    pub(crate) pointer: String,
    pub(crate) value: &'d Value,
}

/// Why a reference leads nowhere.
pub(crate) enum Lost {
    /// It names something outside of this document.
    Outside(String),
    /// It names nothing.
    Nothing(String),
    /// It leads back to itself.
    Circle(String),
}

impl Lost {
    /// In words.
    pub(crate) fn problem(&self) -> String {
        match self {
            Lost::Outside(reference) => format!("`$ref: {reference}` leads out of the file"),
            Lost::Nothing(reference) => format!("`$ref: {reference}` names nothing"),
            Lost::Circle(reference) => format!("`$ref: {reference}` leads back to itself"),
        }
    }

    /// What to do about it.
    pub(crate) fn mend(&self) -> &'static str {
        match self {
            Lost::Outside(_) => "copy what it names into the file, and refer to that",
            Lost::Nothing(_) => "correct the name, or add what it names",
            Lost::Circle(_) => "break the circle of references",
        }
    }
}

impl<'d> Node<'d> {
    pub(crate) fn root(source: &'d Source) -> Self {
        Node {
            source,
            pointer: String::new(),
            value: &source.value,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| self.below(name, value))
    }

    /// The value behind several names.
    pub(crate) fn at(&self, names: &[&str]) -> Option<Self> {
        names
            .iter()
            .try_fold(self.clone(), |node, name| node.get(name))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.value.get(name).and_then(Value::as_bool) == Some(true)
    }

    pub(crate) fn members(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(name, value)| (name.as_str(), self.below(name, value)))
            .collect()
    }

    /// The members in the order of the file, which a reader expects and a sorted map forgets.
    pub(crate) fn written(&self) -> Vec<(&'d str, Self)> {
        let mut members = self.members();
        members.sort_by_key(|(_, node)| self.source.spot(&node.pointer));
        members
    }

    /// The same of a member, none where it is not there.
    pub(crate) fn written_of(&self, name: &str) -> Vec<(&'d str, Self)> {
        self.get(name)
            .map(|node| node.written())
            .unwrap_or_default()
    }

    /// The members of a member, none where it is not there.
    pub(crate) fn members_of(&self, name: &str) -> Vec<(&'d str, Self)> {
        self.get(name)
            .map(|node| node.members())
            .unwrap_or_default()
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.below(&index.to_string(), value))
            .collect()
    }

    /// The elements of a member, none where it is not there.
    pub(crate) fn items_of(&self, name: &str) -> Vec<Self> {
        self.get(name).map(|node| node.items()).unwrap_or_default()
    }

    /// The texts in a member that is a list of them.
    pub(crate) fn texts_of(&self, name: &str) -> Vec<&'d str> {
        let items = self.value.get(name).and_then(Value::as_array);
        let items = items.into_iter().flatten();
        items.filter_map(Value::as_str).collect()
    }

    /// Where references lead to, or this value itself.
    pub(crate) fn resolved(&self) -> Result<Self, Lost> {
        let mut node = self.clone();
        for _ in 0..HOPS {
            let Some(reference) = node.text("$ref") else {
                return Ok(node);
            };
            node = self.named(reference)?;
        }
        let reference = self.text("$ref").unwrap_or_default();
        Err(Lost::Circle(reference.to_owned()))
    }

    /// What its own reference names, if it has one that leads anywhere.
    pub(crate) fn referred(&self) -> Option<Self> {
        self.named(self.text("$ref")?).ok()
    }

    fn named(&self, reference: &str) -> Result<Self, Lost> {
        let Some(pointer) = reference.strip_prefix('#') else {
            return Err(Lost::Outside(reference.to_owned()));
        };
        let Some(value) = self.source.value.pointer(pointer) else {
            return Err(Lost::Nothing(reference.to_owned()));
        };
        Ok(Node {
            source: self.source,
            pointer: pointer.to_owned(),
            value,
        })
    }

    /// As JSON in the order of the file, a line for each member.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// As JSON in the order of the file, on one line; a text without its quotes.
    pub(crate) fn word(&self) -> String {
        match self.value.as_str() {
            Some(text) => text.to_owned(),
            None => serde_json::to_string(self).unwrap_or_default(),
        }
    }

    fn below(&self, name: &str, value: &'d Value) -> Self {
        Node {
            source: self.source,
            pointer: below(&self.pointer, name),
            value,
        }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Array(_) => serializer.collect_seq(self.items()),
            Value::Object(_) => {
                let members = self.written();
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, member) in members {
                    map.serialize_entry(name, &member)?;
                }
                map.end()
            }
            value => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::parse("f", text.to_owned()).expect("a document")
    }

    #[test]
    fn members_stay_in_the_order_of_the_file_and_references_are_followed() {
        let source =
            source("b: { $ref: '#/c~1d' }\na: [1, x, null, 1.5, true]\nc/d: { z: 1, y: '2' }\n");
        let root = Node::root(&source);
        let names: Vec<_> = root.written().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["b", "a", "c/d"]);
        assert_eq!(root.get("a").expect("a").word(), r#"[1,"x",null,1.5,true]"#);
        let found = root.get("b").expect("b").resolved().ok();
        let found = found.expect("it is there");
        assert_eq!(
            (found.pointer.as_str(), found.word().as_str()),
            ("/c~1d", r#"{"z":1,"y":"2"}"#)
        );
    }

    #[test]
    fn a_reference_that_never_ends_leads_nowhere() {
        let source = source("a: { $ref: '#/a' }\n");
        let node = Node::root(&source).get("a").expect("a");
        assert!(matches!(node.resolved(), Err(Lost::Circle(_))));
    }
}
