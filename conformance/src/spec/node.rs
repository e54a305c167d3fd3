//! A value of a document that knows where it stands.

use serde_json::Value;

use super::source::Source;
use crate::yaml;

/// How many references in a row are followed; more is a circle.
const HOPS: usize = 64;

/// A value, with its document and its place.
#[derive(Clone)]
pub(super) struct Node<'d> {
    pub(super) source: &'d Source,
    pub(super) pointer: String,
    pub(super) value: &'d Value,
}

/// Why a reference leads nowhere.
pub(super) enum Lost {
    /// It names something outside of this document.
    Outside(String),
    /// It names nothing.
    Nothing(String),
    /// It leads back to itself.
    Circle(String),
}

impl Lost {
    /// In words.
    pub(super) fn problem(&self) -> String {
        match self {
            Lost::Outside(reference) => format!("`$ref: {reference}` leads out of the file"),
            Lost::Nothing(reference) => format!("`$ref: {reference}` names nothing"),
            Lost::Circle(reference) => format!("`$ref: {reference}` leads back to itself"),
        }
    }

    /// What to do about it.
    pub(super) fn mend(&self) -> &'static str {
        match self {
            Lost::Outside(_) => "copy what it names into the file, and refer to that",
            Lost::Nothing(_) => "correct the name, or add what it names",
            Lost::Circle(_) => "break the circle of references",
        }
    }
}

impl<'d> Node<'d> {
    pub(super) fn root(source: &'d Source) -> Self {
        Node {
            source,
            pointer: String::new(),
            value: &source.value,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Self> {
        self.value.get(name).map(|value| self.below(name, value))
    }

    /// The value behind several names.
    pub(super) fn at(&self, names: &[&str]) -> Option<Self> {
        names
            .iter()
            .try_fold(self.clone(), |node, name| node.get(name))
    }

    pub(super) fn text(&self, name: &str) -> Option<&'d str> {
        self.value.get(name).and_then(Value::as_str)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.value.get(name).and_then(Value::as_bool) == Some(true)
    }

    pub(super) fn members(&self) -> Vec<(&'d str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members
            .map(|(name, value)| (name.as_str(), self.below(name, value)))
            .collect()
    }

    /// The members of a member, none where it is not there.
    pub(super) fn members_of(&self, name: &str) -> Vec<(&'d str, Self)> {
        self.get(name)
            .map(|node| node.members())
            .unwrap_or_default()
    }

    pub(super) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items
            .map(|(index, value)| self.below(&index.to_string(), value))
            .collect()
    }

    /// The elements of a member, none where it is not there.
    pub(super) fn items_of(&self, name: &str) -> Vec<Self> {
        self.get(name).map(|node| node.items()).unwrap_or_default()
    }

    /// The texts in a member that is a list of them.
    pub(super) fn texts_of(&self, name: &str) -> Vec<&'d str> {
        let items = self.value.get(name).and_then(Value::as_array);
        let items = items.into_iter().flatten();
        items.filter_map(Value::as_str).collect()
    }

    /// Where references lead to, or this value itself.
    pub(super) fn resolved(&self) -> Result<Self, Lost> {
        let mut node = self.clone();
        for _ in 0..HOPS {
            let Some(reference) = node.text("$ref") else {
                return Ok(node);
            };
            let Some(pointer) = reference.strip_prefix('#') else {
                return Err(Lost::Outside(reference.to_owned()));
            };
            let Some(value) = self.source.value.pointer(pointer) else {
                return Err(Lost::Nothing(reference.to_owned()));
            };
            node = Node {
                source: self.source,
                pointer: pointer.to_owned(),
                value,
            };
        }
        let reference = self.text("$ref").unwrap_or_default();
        Err(Lost::Circle(reference.to_owned()))
    }

    fn below(&self, name: &str, value: &'d Value) -> Self {
        Node {
            source: self.source,
            pointer: yaml::below(&self.pointer, name),
            value,
        }
    }
}
