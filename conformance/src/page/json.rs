//! JSON a line for each member, exactly as it was sent: order, repeated members, numbers and
//! escapes stay. Each line knows the JSON pointer of what stands in it.

use std::fmt;

use serde::Deserializer;
use serde::de::{Deserialize, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::listing::Line;

/// What lies deeper than this stays on one line.
const DEEPEST: usize = 32;

/// The lines of a text, if it is JSON.
pub(crate) fn lines(text: &str) -> Option<Vec<Line>> {
    let value: &RawValue = serde_json::from_str(text).ok()?;
    let mut printer = Printer::default();
    printer.value(value, None, "", "", 0);
    Some(printer.lines)
}

#[derive(Debug, Default)]
struct Printer {
    lines: Vec<Line>,
}

impl Printer {
    /// A value and what follows it, at its depth.
    fn value(&mut self, value: &RawValue, key: Option<&str>, after: &str, at: &str, depth: usize) {
        let text = value.get();
        let children = match depth {
            ..DEEPEST => Children::of(text),
            _ => None,
        };
        let Some(children) = children.filter(|children| !children.is_empty()) else {
            self.line(key, format!("{text}{after}"), at, depth);
            return;
        };
        let (open, close) = children.brackets();
        self.line(key, open.to_owned(), at, depth);
        let last = children.len() - 1;
        for (index, (key, value)) in children.each().into_iter().enumerate() {
            let after = if index == last { "" } else { "," };
            let name = key.map_or_else(|| index.to_string(), |key| escaped(key.get()));
            let at = format!("{at}/{name}");
            self.value(value, key.map(RawValue::get), after, &at, depth + 1);
        }
        // What begins at a place is what stands there, not what ends it.
        self.lines.push(Line {
            place: None,
            indent: depth,
            key: None,
            text: format!("{close}{after}"),
        });
    }

    fn line(&mut self, key: Option<&str>, text: String, at: &str, depth: usize) {
        self.lines.push(Line {
            place: Some(at.to_owned()),
            indent: depth,
            key: key.map(|key| format!("{key}: ")),
            text,
        });
    }
}

/// A name as a part of a JSON pointer.
fn escaped(name: &str) -> String {
    let name: String = serde_json::from_str(name).unwrap_or_else(|_| name.to_owned());
    name.replace('~', "~0").replace('/', "~1")
}

/// What is in an array or an object.
enum Children<'t> {
    Array(Vec<&'t RawValue>),
    Object(Members<'t>),
}

impl<'t> Children<'t> {
    fn of(text: &'t str) -> Option<Self> {
        match text.as_bytes().first() {
            Some(b'[') => serde_json::from_str(text).ok().map(Children::Array),
            Some(b'{') => serde_json::from_str(text).ok().map(Children::Object),
            _ => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Children::Array(elements) => elements.len(),
            Children::Object(Members(members)) => members.len(),
        }
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn brackets(&self) -> (&'static str, &'static str) {
        match self {
            Children::Array(_) => ("[", "]"),
            Children::Object(_) => ("{", "}"),
        }
    }

    fn each(self) -> Vec<(Option<&'t RawValue>, &'t RawValue)> {
        match self {
            Children::Array(elements) => elements.into_iter().map(|value| (None, value)).collect(),
            Children::Object(Members(members)) => members
                .into_iter()
                .map(|(key, value)| (Some(key), value))
                .collect(),
        }
    }
}

/// The members of an object, in order, repeated ones too.
struct Members<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'t> Visitor<'t> for Each {
            type Value = Members<'t>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    fn shown(text: &str) -> String {
        let lines = lines(text).expect("JSON");
        let lines = lines.iter().map(|line| {
            let indent = "  ".repeat(line.indent);
            let key = line.key.as_deref().unwrap_or_default();
            format!("{indent}{key}{}\n", line.text)
        });
        lines.collect()
    }

    #[test]
    fn a_body_is_indented_and_otherwise_as_it_was_sent() {
        assert_eq!(
            shown(r#"{"b":[1.50,{}],"a\/":"\u003c","a":1,"a":[ ]}"#),
            "{\n  \"b\": [\n    1.50,\n    {}\n  ],\n  \"a\\/\": \"\\u003c\",\n  \"a\": 1,\n  \"a\": [ ]\n}\n"
        );
    }

    #[test]
    fn each_line_knows_its_place() {
        let lines = lines(r#"{"a/b":[{"c~":null}]}"#).expect("JSON");
        let places: Vec<_> = lines
            .iter()
            .filter_map(|line| line.place.as_deref())
            .collect();
        assert_eq!(places, ["", "/a~1b", "/a~1b/0", "/a~1b/0/c~0"]);
    }

    #[test]
    fn what_is_no_json_has_no_lines_and_what_is_deep_has_few() {
        assert!(lines("{").is_none());
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        assert!(lines(&deep).expect("JSON").len() < 100);
    }
}
