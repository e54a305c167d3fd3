//! The fuller text: every member that was sent, with placeholders by structure.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use url::Url;

use super::mask::Numbers;
use super::node::{Node, unreadable};
use crate::contract::Operation;
use crate::recording::{Answer, Exchange};

/// Reads one answer.
pub(super) struct Full<'f> {
    /// The sandboxes that the run was given.
    pub(super) given: &'f [String],
    /// Whether pages are so small that it depends on who else is there which sandboxes the
    /// first one shows.
    pub(super) small_pages: bool,
    /// The numbers of ids.
    pub(super) numbers: &'f mut Numbers,
}

/// Where a member stands.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The name of the member.
    name: &'p str,
    /// What the object is that it stands in.
    owner: &'p str,
    /// Whether it stands in the envelope of a list.
    envelope: bool,
}

impl Full<'_> {
    /// The body of an answer.
    pub(super) fn body(mut self, exchange: &Exchange, answer: &Answer) -> Node {
        let Some(body) = answer.json().filter(|_| answer.broken.is_none()) else {
            return unreadable(answer);
        };
        if let Some(asked) = &exchange.sandbox {
            self.numbers.of("sandbox", asked);
        }
        if let Some(request) = body.get("request_id").and_then(Value::as_str) {
            self.numbers.of("request", request);
        }
        match (exchange.operation, &*body) {
            (Operation::List, Value::Object(page)) if answer.is_success() => self.page(page),
            _ => self.node(&body, Place::root()),
        }
    }

    /// A page of a list: the envelope, and of the elements those that the run was given.
    /// What depends on who else is there has a placeholder.
    fn page(&mut self, page: &Map<String, Value>) -> Node {
        let mut nodes = BTreeMap::new();
        for (name, value) in page {
            let node = match (name.as_str(), value) {
                ("data", Value::Array(_)) if self.small_pages => Node::mark("sandboxes"),
                ("data", Value::Array(elements)) => self.elements(elements),
                _ => self.node(
                    value,
                    Place {
                        name,
                        owner: "list",
                        envelope: true,
                    },
                ),
            };
            nodes.insert(name.clone(), node);
        }
        nodes.insert("next_cursor".to_owned(), Node::mark("cursor"));
        Node::Object(nodes.into_iter().collect())
    }

    /// The given sandboxes among the elements, in the order of their numbers.
    fn elements(&mut self, elements: &[Value]) -> Node {
        let mut shown = Vec::new();
        for id in self.given {
            for element in elements {
                if element.get("id").and_then(Value::as_str) == Some(id) {
                    shown.push(self.node(element, Place::root()));
                }
            }
        }
        Node::List(shown)
    }

    fn node(&mut self, value: &Value, place: Place<'_>) -> Node {
        match value {
            Value::Object(members) => {
                let owner = if place.name.is_empty() {
                    place.owner
                } else {
                    place.name
                };
                let sorted: BTreeMap<_, _> = members.iter().collect();
                let node = |(name, member): (&String, &Value)| {
                    let place = Place {
                        name,
                        owner,
                        envelope: false,
                    };
                    (name.clone(), self.node(member, place))
                };
                Node::Object(sorted.into_iter().map(node).collect())
            }
            Value::Array(elements) => {
                let nodes = elements.iter().map(|element| self.node(element, place));
                Node::List(nodes.collect())
            }
            Value::String(text) => self.text(text, place),
            Value::Bool(_) if place.envelope => Node::mark("boolean"),
            Value::Number(_) => number(value, place),
            Value::Bool(_) | Value::Null => Node::Literal(value.clone()),
        }
    }

    fn text(&mut self, text: &str, place: Place<'_>) -> Node {
        let name = place.name;
        if is_secret(name) {
            return Node::mark("secret");
        }
        if let Some(kind) = id_kind(place) {
            return self.numbers.mark(kind, text);
        }
        match () {
            () if name.ends_with("_at") || is_timestamp(text) => Node::mark("timestamp"),
            () if is_address(name) || is_url(text) => Node::mark("url"),
            () if name.ends_with("cursor") => Node::mark("cursor"),
            () => Node::Literal(Value::from(self.without_ids(text))),
        }
    }

    /// A text with placeholders in place of the ids that it mentions.
    fn without_ids(&self, text: &str) -> String {
        let mut known: Vec<(&str, String)> = Vec::new();
        for kind in ["sandbox", "request"] {
            let ids = self.numbers.known(kind);
            known.extend(ids.map(|(id, number)| (id, format!("[{kind}:{number}]"))));
        }
        // The longest first: an id may begin with another.
        known.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
        let mut text = text.to_owned();
        for (id, placeholder) in known {
            text = replace_word(&text, id, &placeholder);
        }
        text
    }
}

impl Place<'_> {
    /// The top of a body or of an element: it is about a sandbox.
    fn root() -> Self {
        Place {
            name: "",
            owner: "sandbox",
            envelope: false,
        }
    }
}

/// Numbers that change with the time or with who else is there have a placeholder.
fn number(value: &Value, place: Place<'_>) -> Node {
    match place.name {
        "retry_after" => Node::mark("seconds"),
        name if name.ends_with("_at") => Node::mark("timestamp"),
        _ if place.envelope => Node::mark("number"),
        _ => Node::Literal(value.clone()),
    }
}

/// What an id is the id of; none for a member that is no id.
fn id_kind(place: Place<'_>) -> Option<&str> {
    match place.name {
        "id" => Some(place.owner),
        name => name.strip_suffix("_id").filter(|kind| !kind.is_empty()),
    }
}

fn is_secret(name: &str) -> bool {
    let endings = ["token", "secret", "password", "api_key"];
    endings.iter().any(|ending| name.ends_with(ending))
}

fn is_address(name: &str) -> bool {
    ["url", "host", "uri"].into_iter().any(|word| {
        let before = name.strip_suffix(word);
        before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

fn is_url(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.has_host())
}

fn is_timestamp(text: &str) -> bool {
    let dated = text
        .get(..10)
        .is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok());
    dated && text.parse::<jiff::civil::DateTime>().is_ok()
        || text.parse::<jiff::Timestamp>().is_ok()
}

/// Replaces an id where it stands as a word of its own.
fn replace_word(text: &str, id: &str, placeholder: &str) -> String {
    if id.is_empty() {
        return text.to_owned();
    }
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(id) {
        let (before, found) = rest.split_at(at);
        let after = &found[id.len()..];
        replaced.push_str(before);
        let stands_alone = !touches(replaced.chars().next_back()) && !touches(after.chars().next());
        replaced.push_str(if stands_alone { placeholder } else { id });
        rest = after;
    }
    replaced.push_str(rest);
    replaced
}

/// Whether a character beside an id makes it a part of another word.
fn touches(beside: Option<char>) -> bool {
    beside.is_some_and(|beside| beside.is_alphanumeric() || beside == '_' || beside == '-')
}
