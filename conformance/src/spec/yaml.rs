//! YAML into JSON, remembering where every value stands.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use super::finding::Spot;

/// A document, and the place of every value in it by JSON pointer.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) places: BTreeMap<String, Spot>,
}

/// Why a text is not YAML that can be read, and where.
pub(super) struct Unreadable {
    pub(super) spot: Spot,
    pub(super) problem: String,
}

/// Parses one YAML document. What would expand beyond all bounds is refused by the parser.
pub(super) fn parse(text: &str) -> Result<Parsed, Unreadable> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        duplicate_keys: DuplicateKeyPolicy::Error,
    };
    let root: Node = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| Unreadable::from(&error))?;
    let mut places = BTreeMap::new();
    let value = root.into_value("", &mut places);
    Ok(Parsed { value, places })
}

impl From<&serde_saphyr::Error> for Unreadable {
    fn from(error: &serde_saphyr::Error) -> Self {
        let spot = error.location().map(|location| spot(&location));
        Unreadable {
            spot: spot.unwrap_or_default(),
            problem: essence(&error.without_snippet().to_string()).to_owned(),
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

fn spot(location: &Location) -> Spot {
    Spot {
        line: location.line().max(1),
        column: location.column().max(1),
    }
}

/// One step of a JSON pointer.
pub(super) fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A YAML node whose mapping keys know their place.
enum Node {
    Scalar(Value),
    Sequence(Vec<Spanned<Node>>),
    Mapping(Vec<(Spanned<String>, Node)>),
}

impl Node {
    fn into_value(self, pointer: &str, places: &mut BTreeMap<String, Spot>) -> Value {
        match self {
            Self::Scalar(value) => value,
            Self::Sequence(items) => {
                let items = items.into_iter().enumerate().map(|(index, item)| {
                    let place = format!("{pointer}/{index}");
                    places.insert(place.clone(), spot(&item.referenced));
                    item.value.into_value(&place, places)
                });
                items.collect()
            }
            Self::Mapping(members) => {
                let mut object = Map::new();
                for (key, member) in members {
                    let place = below(pointer, &key.value);
                    places.insert(place.clone(), spot(&key.referenced));
                    object.insert(key.value, member.into_value(&place, places));
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
        let number = Number::from_f64(value).map_or(Value::Null, Value::Number);
        Ok(Node::Scalar(number))
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
