//! What the documentation promises of a body, told from the description, and how a body
//! compares with it.

use serde_json::Value;

use super::mask::Ids;
use super::node::Node;
use super::situation::{Situation, binds};
use crate::contract::Contract;

/// What is promised of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Promise {
    /// Exactly this value.
    Exactly(Value),
    /// Any value of the described kind, shown by this word.
    Any(&'static str),
    /// The id of this very request.
    Request,
    /// The id of the sandbox that the call named.
    Sandbox,
    /// One of several error codes.
    Code(Vec<String>),
    /// These members, and maybe others.
    Members(Vec<(String, Promise)>),
    /// Any number of elements of this shape.
    Elements(Box<Promise>),
}

/// Words for members that have one of their own.
const WORDS: [(&str, &str); 4] = [
    ("error", "text"),
    ("region", "region"),
    ("status", "status"),
    ("template_name", "template"),
];

impl Promise {
    /// Reads the promise from the schema of a response.
    pub(super) fn of(contract: &Contract, schema: &Value, situation: &Situation) -> Self {
        let reader = Reader {
            contract,
            situation,
        };
        reader.read("", schema, false)
    }
}

struct Reader<'c> {
    contract: &'c Contract,
    situation: &'c Situation,
}

impl Reader<'_> {
    fn read(&self, name: &str, schema: &Value, listed: bool) -> Promise {
        if let Some(only) = only_value(schema) {
            return Promise::Exactly(only.clone());
        }
        match kind(schema) {
            "object" => self.members(schema, listed),
            "array" => {
                let items = schema.get("items").unwrap_or(&Value::Null);
                Promise::Elements(Box::new(self.read("", items, true)))
            }
            _ => self.scalar(name, schema, listed),
        }
    }

    fn members(&self, schema: &Value, listed: bool) -> Promise {
        let required = schema.get("required").and_then(Value::as_array);
        let names = required.into_iter().flatten().filter_map(Value::as_str);
        let described = names.filter_map(|name| {
            let member = schema.get("properties")?.get(name)?;
            Some((name, member))
        });
        let promised = described.filter(|(_, member)| self.is_promised(member));
        let read = |(name, member): (&str, _)| (name.to_owned(), self.read(name, member, listed));
        Promise::Members(promised.map(read).collect())
    }

    /// Whether a member can be insisted on: a claim that is only observed binds nobody.
    fn is_promised(&self, member: &Value) -> bool {
        let claim = member.get("x-claims").and_then(|claims| claims.get(0));
        let claim = claim.and_then(Value::as_str);
        claim.is_none_or(|claim| binds(self.contract, claim))
    }

    fn scalar(&self, name: &str, schema: &Value, listed: bool) -> Promise {
        match (name, &self.situation.filter) {
            // Lists show any number of sandboxes, in any order: they are not told apart.
            ("id", _) if listed => Promise::Any("sandbox"),
            ("id", _) => Promise::Sandbox,
            ("request_id", _) => Promise::Request,
            ("code", _) => self.code(),
            ("status", Some(filter)) if listed => Promise::Exactly(Value::from(filter.as_str())),
            _ => Promise::Any(word(name, schema)),
        }
    }

    fn code(&self) -> Promise {
        match self.situation.codes.as_deref() {
            None => Promise::Any("code"),
            Some([only]) => Promise::Exactly(Value::from(only.as_str())),
            Some(several) => Promise::Code(several.to_vec()),
        }
    }
}

/// The value of a schema that allows one only.
fn only_value(schema: &Value) -> Option<&Value> {
    match schema.get("enum")?.as_array()?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The type of a schema; of one that allows null as well, the other type.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.find(|kind| *kind != "null").unwrap_or_default()
        }
        _ => "",
    }
}

/// The word for a value of the described kind.
fn word(name: &str, schema: &Value) -> &'static str {
    if let Some((_, word)) = WORDS.iter().find(|(member, _)| *member == name) {
        return word;
    }
    let format = schema.get("format").and_then(Value::as_str);
    match kind(schema) {
        "boolean" => "boolean",
        "integer" | "number" => "number",
        "string" if format == Some("uri") => "url",
        "string" if name.ends_with("_at") => "timestamp",
        "string" => "string",
        _ => "value",
    }
}

/// What a body looks like that keeps a promise.
pub(super) fn kept(promise: &Promise, ids: &Ids<'_>) -> Node {
    match promise {
        Promise::Exactly(value) => Node::Literal(value.clone()),
        Promise::Any(word) => Node::mark(word),
        Promise::Request => ids.request(),
        Promise::Sandbox => Ids::asked_sandbox(),
        Promise::Code(_) => Node::mark("code"),
        Promise::Members(members) => {
            let member = |(name, member): &(String, Promise)| (name.clone(), kept(member, ids));
            Node::Object(members.iter().map(member).collect())
        }
        Promise::Elements(element) => Node::Each(vec![kept(element, ids)]),
    }
}

/// A body beside its promise.
pub(super) struct Comparison<'c, 'i> {
    /// JSON pointers of the values that do not fit the schema.
    pub(super) misfits: Vec<String>,
    /// Tells ids apart.
    pub(super) ids: &'c mut Ids<'i>,
}

impl Comparison<'_, '_> {
    /// What a value looks like: the same as its promise where that is kept.
    pub(super) fn node(&mut self, promise: &Promise, value: Option<&Value>, pointer: &str) -> Node {
        let Some(value) = value else {
            return Node::mark("absent");
        };
        if self.misfits.iter().any(|misfit| misfit == pointer) {
            return Node::Literal(value.clone());
        }
        match (promise, value) {
            (Promise::Any(word), _) => Node::mark(word),
            (Promise::Request, _) => self.ids.request(),
            (Promise::Sandbox, Value::String(id)) => self.ids.sandbox(id),
            (Promise::Code(codes), Value::String(code)) if codes.contains(code) => {
                Node::mark("code")
            }
            (Promise::Members(members), Value::Object(sent)) => {
                let mut node = |(name, member): &(String, Promise)| {
                    let pointer = format!("{pointer}/{name}");
                    (name.clone(), self.node(member, sent.get(name), &pointer))
                };
                Node::Object(members.iter().map(&mut node).collect())
            }
            (Promise::Elements(element), Value::Array(sent)) => {
                self.elements(element, sent, pointer)
            }
            _ => Node::Literal(value.clone()),
        }
    }

    /// The elements that break their promise, or the promise where none does.
    fn elements(&mut self, promise: &Promise, sent: &[Value], pointer: &str) -> Node {
        let kept = kept(promise, self.ids);
        let mut broken: Vec<Node> = Vec::new();
        for (index, element) in sent.iter().enumerate() {
            if !self.ids.looks_at(element) {
                continue;
            }
            let node = self.node(promise, Some(element), &format!("{pointer}/{index}"));
            if node != kept && !broken.contains(&node) {
                broken.push(node);
            }
        }
        Node::Each(if broken.is_empty() {
            vec![kept]
        } else {
            broken
        })
    }
}
