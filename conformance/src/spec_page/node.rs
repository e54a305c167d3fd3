//! The description with its members in the order of the file, which a reader expects and a
//! sorted map forgets.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// More references than this in a row lead nowhere.
const FARTHEST: usize = 16;

/// A value of the description.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Neither an array nor an object.
    Scalar(Value),
    /// An array.
    Array(Vec<Node>),
    /// An object.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The member of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        let mut members = self.members().iter();
        members
            .find(|(known, _)| known == name)
            .map(|(_, node)| node)
    }

    /// Its members, if it is an object.
    pub(super) fn members(&self) -> &[(String, Node)] {
        match self {
            Node::Object(members) => members,
            _ => &[],
        }
    }

    /// The members of its member of that name.
    pub(super) fn under(&self, name: &str) -> &[(String, Node)] {
        self.get(name).map_or(&[], Node::members)
    }

    /// The elements of its member of that name.
    pub(super) fn items(&self, name: &str) -> &[Node] {
        match self.get(name) {
            Some(Node::Array(elements)) => elements,
            _ => &[],
        }
    }

    /// It as a text.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Node::Scalar(value) => value.as_str(),
            _ => None,
        }
    }

    /// The text of its member of that name.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// The texts in its member of that name.
    pub(super) fn texts(&self, name: &str) -> Vec<&str> {
        self.items(name).iter().filter_map(Node::as_str).collect()
    }

    /// Whether its member of that name is true.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Node::Scalar(Value::Bool(true))))
    }

    /// What a JSON pointer leads to.
    pub(super) fn at(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        for name in pointer.split('/').skip(1) {
            let name = name.replace("~1", "/").replace("~0", "~");
            node = match node {
                Node::Object(_) => node.get(&name)?,
                Node::Array(elements) => elements.get(name.parse::<usize>().ok()?)?,
                Node::Scalar(_) => return None,
            };
        }
        Some(node)
    }

    /// What a value stands for, references followed, with the JSON pointer of where that is.
    pub(super) fn resolved<'n>(
        &'n self,
        pointer: &str,
        node: &'n Node,
    ) -> Option<(String, &'n Node)> {
        let (mut pointer, mut node) = (pointer.to_owned(), node);
        for _ in 0..FARTHEST {
            let Some(reference) = node.text("$ref") else {
                return Some((pointer, node));
            };
            pointer = reference.strip_prefix('#')?.to_owned();
            node = self.at(&pointer)?;
        }
        None
    }

    /// As JSON, a line for each member.
    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// As JSON, on one line; a text without its quotes.
    pub(super) fn word(&self) -> String {
        match self.as_str() {
            Some(text) => text.to_owned(),
            None => serde_json::to_string(self).unwrap_or_default(),
        }
    }
}

/// A JSON pointer one member longer.
pub(super) fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Scalar(value) => value.serialize(serializer),
            Node::Array(elements) => elements.serialize(serializer),
            Node::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, member) in members {
                    map.serialize_entry(name, member)?;
                }
                map.end()
            }
        }
    }
}

impl<'d> Deserialize<'d> for Node {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'d> Visitor<'d> for Reader {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'d>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'d>>(self, mut elements: A) -> Result<Node, A::Error> {
        let mut read = Vec::new();
        while let Some(element) = elements.next_element()? {
            read.push(element);
        }
        Ok(Node::Array(read))
    }

    fn visit_map<A: MapAccess<'d>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut read = Vec::new();
        while let Some(member) = members.next_entry()? {
            read.push(member);
        }
        Ok(Node::Object(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::parse_document;

    #[test]
    fn members_stay_in_the_order_of_the_file_and_references_are_followed() {
        let text = "b: { $ref: '#/c~1d' }\na: [1, x, null, 1.5, true]\nc/d: { z: 1, y: '2' }\n";
        let node: Node = parse_document(text, "f").expect("a document");
        let names: Vec<_> = node
            .members()
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["b", "a", "c/d"]);
        assert_eq!(node.get("a").expect("a").word(), r#"[1,"x",null,1.5,true]"#);
        let (pointer, found) = node
            .resolved("/b", &node.members()[0].1)
            .expect("it is there");
        assert_eq!(
            (pointer.as_str(), found.word().as_str()),
            ("/c~1d", r#"{"z":1,"y":"2"}"#)
        );
    }

    #[test]
    fn a_reference_that_never_ends_leads_nowhere() {
        let node: Node = parse_document("a: { $ref: '#/a' }\n", "f").expect("a document");
        assert_eq!(node.resolved("/a", &node.members()[0].1), None);
    }
}
