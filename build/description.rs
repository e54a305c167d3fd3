//! Reads the description: YAML into JSON, remembering on which line every member stands.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::Spanned;

/// A description as JSON, with the lines to point at.
pub(crate) struct Description {
    pub(crate) value: Value,
    lines: BTreeMap<String, u64>,
}

/// Why a text is not YAML that can be read, and where.
pub(crate) struct Unreadable {
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) problem: String,
}

impl Description {
    pub(crate) fn parse(text: &str) -> Result<Self, Unreadable> {
        let root: Node = serde_saphyr::from_str(text).map_err(|error| Unreadable::from(&error))?;
        let mut lines = BTreeMap::new();
        let value = root.into_value("", &mut lines);
        Ok(Self { value, lines })
    }

    /// The line of the member that a JSON pointer names, or of the nearest member around it.
    pub(crate) fn line(&self, pointer: &str) -> u64 {
        let mut place = pointer;
        loop {
            if let Some(line) = self.lines.get(place) {
                return *line;
            }
            match place.rfind('/') {
                Some(end) => place = &place[..end],
                None => return 1,
            }
        }
    }
}

impl From<&serde_saphyr::Error> for Unreadable {
    fn from(error: &serde_saphyr::Error) -> Self {
        let place = error.location();
        let text = error.without_snippet().to_string();
        Self {
            line: place.map_or(1, |place| place.line()),
            column: place.map_or(1, |place| place.column()),
            problem: essence(&text).to_owned(),
        }
    }
}

/// The message without its place, which is told apart, and without advice to programmers.
fn essence(message: &str) -> &str {
    let line = message.lines().next().unwrap_or_default();
    let ends = [" at line ", ", set DuplicateKeyPolicy", "; use "]
        .into_iter()
        .filter_map(|end| line.find(end));
    &line[..ends.min().unwrap_or(line.len())]
}

/// A YAML node whose mapping keys know their line.
enum Node {
    Scalar(Value),
    Sequence(Vec<Spanned<Node>>),
    Mapping(Vec<(Spanned<String>, Node)>),
}

impl Node {
    fn into_value(self, pointer: &str, lines: &mut BTreeMap<String, u64>) -> Value {
        match self {
            Self::Scalar(value) => value,
            Self::Sequence(items) => items
                .into_iter()
                .enumerate()
                .map(|(index, item)| {
                    let place = format!("{pointer}/{index}");
                    lines.insert(place.clone(), item.referenced.line());
                    item.value.into_value(&place, lines)
                })
                .collect(),
            Self::Mapping(members) => {
                let mut object = Map::new();
                for (key, member) in members {
                    let escaped = key.value.replace('~', "~0").replace('/', "~1");
                    let place = format!("{pointer}/{escaped}");
                    lines.insert(place.clone(), key.referenced.line());
                    object.insert(key.value, member.into_value(&place, lines));
                }
                Value::Object(object)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value that JSON can hold")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(
            Number::from_f64(value).map_or(Value::Null, Value::Number),
        ))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = mapping.next_entry()? {
            members.push(member);
        }
        Ok(Node::Mapping(members))
    }
}
