//! YAML into JSON, remembering where every value stands.
//!
//! The module needs nothing of the build, so whoever reads descriptions can use it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

/// Characters of what the parser says that are of use.
const LONGEST_PROBLEM: usize = 160;

/// A place in a text, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// The line.
    pub line: u64,
    /// The column, in characters.
    pub column: u64,
}

/// A document as JSON, with the place of every value in it.
pub(crate) struct Document {
    pub(crate) value: Value,
    pub(crate) spots: Spots,
}

/// The place of every value, by its JSON pointer.
#[derive(Debug, Default)]
pub(crate) struct Spots(BTreeMap<String, Spot>);

/// Why a text is not YAML that can be read, and where.
pub(crate) struct Unreadable {
    pub(crate) spot: Spot,
    pub(crate) problem: String,
}

impl Document {
    /// Parses one document. What would expand beyond all bounds is refused by the parser.
    pub(crate) fn parse(text: &str) -> Result<Self, Unreadable> {
        let options = serde_saphyr::options! {
            with_snippet: false,
            duplicate_keys: DuplicateKeyPolicy::Error,
            // A parameter named `n` is not the one named `false`.
            strict_booleans: true,
        };
        let root: Node = serde_saphyr::from_str_with_options(text, options)
            .map_err(|error| Unreadable::from(&error))?;
        let mut spots = Spots::default();
        let value = root.into_value("", &mut spots);
        Ok(Self { value, spots })
    }
}

impl Spots {
    /// The place of the value that a JSON pointer names, or of the nearest value around it.
    pub(crate) fn at(&self, pointer: &str) -> Spot {
        let mut pointer = pointer;
        loop {
            if let Some(spot) = self.0.get(pointer) {
                return *spot;
            }
            match pointer.rfind('/') {
                Some(end) => pointer = &pointer[..end],
                None => return Spot::default(),
            }
        }
    }
}

impl Default for Spot {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl From<&Location> for Spot {
    fn from(location: &Location) -> Self {
        Self {
            line: location.line().max(1),
            column: location.column().max(1),
        }
    }
}

impl From<&serde_saphyr::Error> for Unreadable {
    fn from(error: &serde_saphyr::Error) -> Self {
        let spot = error.location().map(|location| Spot::from(&location));
        Self {
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
    let end = ends.min().unwrap_or(line.len());
    // What is quoted may be as long as the file.
    let widest = line
        .char_indices()
        .nth(LONGEST_PROBLEM)
        .map_or(end, |(at, _)| at);
    &line[..end.min(widest)]
}

/// A JSON pointer one step longer.
pub(crate) fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A YAML node whose mapping keys know their place.
enum Node {
    Scalar(Value),
    Sequence(Vec<Spanned<Node>>),
    Mapping(Vec<(Spanned<String>, Node)>),
}

impl Node {
    fn into_value(self, pointer: &str, spots: &mut Spots) -> Value {
        match self {
            Self::Scalar(value) => value,
            Self::Sequence(items) => {
                let items = items.into_iter().enumerate().map(|(index, item)| {
                    let place = format!("{pointer}/{index}");
                    spots.0.insert(place.clone(), Spot::from(&item.referenced));
                    item.value.into_value(&place, spots)
                });
                items.collect()
            }
            Self::Mapping(members) => {
                let mut object = Map::new();
                for (key, member) in members {
                    let place = below(pointer, &key.value);
                    spots.0.insert(place.clone(), Spot::from(&key.referenced));
                    object.insert(key.value, member.into_value(&place, spots));
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
