//! Whether a document has the form of OpenAPI 3.0, and its parts stand in their order.

use serde_json::Value;

use super::super::finding::Finding;
use super::super::node::Node;
use super::shape::{DOCUMENT, Kind, MARKERS, Shape};

/// The rule that a wrong form breaks.
const FORM: &str = "openapi";
/// The rule that a wrong order breaks.
const ORDER: &str = "order";

/// Everything that has not the form of OpenAPI 3.0.
pub(super) fn check(root: &Node<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    object(root, &DOCUMENT, &mut findings);
    names(root, &mut findings);
    findings
}

fn wrong(node: &Node<'_>, message: String, mend: impl Into<String>) -> Finding {
    node.source.finding(&node.pointer, FORM, message, mend)
}

fn object(node: &Node<'_>, shape: &Shape, findings: &mut Vec<Finding>) {
    if !node.value.is_object() {
        let message = format!("the {} is no object", shape.name);
        findings.push(wrong(node, message, "write its members, one a line"));
        return;
    }
    for member in shape.members.iter().filter(|member| member.required) {
        if node.get(member.name).is_none() {
            let message = format!("the {} has no `{}`", shape.name, member.name);
            findings.push(wrong(node, message, format!("add `{}`", member.name)));
        }
    }
    for (name, member) in node.members() {
        let known = shape.members.iter().find(|known| known.name == name);
        match (known, shape.others) {
            (Some(known), _) => value(&member, name, known.kind, findings),
            (None, _) if name.starts_with("x-") => marker(&member, name, findings),
            (None, Some(kind)) => value(&member, name, kind, findings),
            (None, None) => {
                let message = format!("`{name}` is no member of a {}", shape.name);
                let mend = "correct the name, remove it, or begin it with `x-`";
                findings.push(wrong(&member, message, mend));
            }
        }
    }
    order(node, shape, findings);
}

fn marker(node: &Node<'_>, name: &str, findings: &mut Vec<Finding>) {
    if let Some((_, kind)) = MARKERS.iter().find(|(known, _)| *known == name) {
        value(node, name, *kind, findings);
        let empty = match node.value {
            Value::Array(items) => items.is_empty(),
            Value::String(text) => text.trim().is_empty(),
            _ => false,
        };
        if empty {
            let message = format!("`{name}` says nothing");
            findings.push(wrong(node, message, "fill it in, or remove it"));
        }
    }
}

fn value(node: &Node<'_>, name: &str, kind: Kind, findings: &mut Vec<Finding>) {
    let mut expect = |fits: bool, what: &str| {
        if !fits {
            let message = format!("`{name}` is not {what}");
            findings.push(wrong(node, message, format!("write {what}")));
        }
    };
    let texts = |value: &Value| {
        let list = value.as_array();
        list.is_some_and(|list| list.iter().all(Value::is_string))
    };
    match kind {
        Kind::Any => {}
        Kind::Text => expect(node.value.is_string(), "a text"),
        Kind::Flag => expect(node.value.is_boolean(), "`true` or `false`"),
        Kind::Number => expect(node.value.is_number(), "a number"),
        Kind::Count => expect(node.value.is_u64(), "a whole number, not below zero"),
        Kind::Values => expect(node.value.is_array(), "a list"),
        Kind::Texts => expect(texts(node.value), "a list of texts"),
        Kind::OneOf(words) => {
            let fits = node
                .value
                .as_str()
                .is_some_and(|text| words.contains(&text));
            expect(fits, &format!("one of {}", words.join(", ")));
        }
        Kind::TextMap => {
            let members = node.value.as_object();
            let fits = members.is_some_and(|members| members.values().all(Value::is_string));
            expect(fits, "an object of texts");
        }
        Kind::Of(shape) => object(node, shape, findings),
        Kind::RefOr(shape) => part(node, shape, findings),
        Kind::FlagOr(shape) if !node.value.is_boolean() => part(node, shape, findings),
        Kind::FlagOr(_) => {}
        Kind::List(shape) => {
            expect(node.value.is_array(), "a list");
            for item in node.items() {
                part(&item, shape, findings);
            }
        }
        Kind::Map(shape) => {
            expect(node.value.is_object(), "an object");
            for (_, member) in node.members() {
                part(&member, shape, findings);
            }
        }
    }
}

/// An object, or a reference to one.
fn part(node: &Node<'_>, shape: &Shape, findings: &mut Vec<Finding>) {
    let Some(reference) = node.get("$ref") else {
        object(node, shape, findings);
        return;
    };
    if !reference.value.is_string() {
        let message = "`$ref` is not a text".to_owned();
        findings.push(wrong(&reference, message, "write where it leads to"));
    }
    if let Some((name, beside)) = node.members().into_iter().find(|(name, _)| *name != "$ref") {
        let message = format!("`{name}` stands beside a `$ref`, where it is passed over");
        let mend = "move it to what is referred to, or write that out here";
        findings.push(wrong(&beside, message, mend));
    }
}

/// The first member that stands before one that it belongs behind.
fn order(node: &Node<'_>, shape: &Shape, findings: &mut Vec<Finding>) {
    if node.source.is_json() {
        return;
    }
    let rank = |name: &str| shape.order.iter().position(|known| *known == name);
    let mut placed: Vec<_> = node
        .members()
        .into_iter()
        .filter_map(|(name, member)| {
            Some((node.source.spot(&member.pointer), rank(name)?, name, member))
        })
        .collect();
    placed.sort_by_key(|(spot, ..)| *spot);
    for pair in placed.windows(2) {
        let [(_, one, earlier, _), (_, other, later, at)] = pair else {
            continue;
        };
        if other < one {
            let message = format!("`{later}` of a {} stands behind `{earlier}`", shape.name);
            let mend = format!("keep to the order: {}", shape.order.join(", "));
            findings.push(node.source.finding(&at.pointer, ORDER, message, mend));
            return;
        }
    }
}

/// Names of components, which other tools make file names and types of.
fn names(root: &Node<'_>, findings: &mut Vec<Finding>) {
    for (_, kind) in root.members_of("components") {
        for (name, component) in kind.members() {
            let legal = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            if name.is_empty() || !name.chars().all(legal) {
                let message = format!("`{name}` is no name for a component");
                let mend = "use letters, digits, `.`, `-` and `_`";
                findings.push(wrong(&component, message, mend));
            }
        }
    }
}
