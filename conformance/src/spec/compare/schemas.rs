//! Schemas, member by member.

use serde_json::Value;

use super::super::node::Node;
use super::facts::{Facts, said};
use super::side::{Subject, union};

/// Deeper than this, members are not compared.
const DEEPEST: usize = 12;

/// Keywords whose values are compared as they are.
const PLAIN: [&str; 14] = [
    "format",
    "default",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "additionalProperties",
];

/// Keywords that are compared in their own way.
const OWN: [&str; 7] = [
    "$ref",
    "type",
    "enum",
    "nullable",
    "required",
    "properties",
    "items",
];

/// Compares what two schemas say, under a name.
pub(super) fn compare(schema: &Subject<'_>, name: &str, facts: &mut Facts<'_>) {
    let mut open = Vec::new();
    at_depth(schema, name, facts, &mut open);
}

fn at_depth(
    schema: &Subject<'_>,
    name: &str,
    facts: &mut Facts<'_>,
    open: &mut Vec<(String, String)>,
) {
    let (Some(ours), Some(theirs)) = (&schema.ours, &schema.theirs) else {
        return;
    };
    let pair = (ours.pointer.clone(), theirs.pointer.clone());
    if open.len() >= DEEPEST || open.contains(&pair) {
        return;
    }
    open.push(pair);
    let schema = Subject {
        name: name.to_owned(),
        ..schema.clone()
    };
    schema.says("type", facts);
    schema.holds("nullable", facts, |node| {
        node.flag("nullable").then(|| "true".to_owned())
    });
    for keyword in PLAIN {
        let is_object = |node: &Option<Node<'_>>| {
            let value = node.as_ref().and_then(|node| node.value.get(keyword));
            value.is_some_and(Value::is_object)
        };
        match is_object(&schema.ours) || is_object(&schema.theirs) {
            true => not_compared(&schema, keyword, facts),
            false => schema.says(keyword, facts),
        }
    }
    values(&schema, facts);
    schema.skip_but(&[PLAIN.as_slice(), &OWN].concat(), facts);
    members(&schema, facts, open);
    let items = schema.member("items", "elements", facts);
    let name = format!("{}: elements", schema.name);
    at_depth(&items, &name, facts, open);
    open.pop();
}

fn not_compared(schema: &Subject<'_>, keyword: &str, facts: &mut Facts<'_>) {
    for side in [&schema.ours, &schema.theirs].into_iter().flatten() {
        if let Some(member) = side.get(keyword) {
            facts.skip(keyword, &member);
        }
    }
}

/// Values that are listed, open or closed.
fn values(schema: &Subject<'_>, facts: &mut Facts<'_>) {
    let listed = |node: &Node<'_>| -> Vec<String> {
        let lists = ["enum", "x-extensible-enum"].into_iter();
        let items = lists.flat_map(|name| node.items_of(name));
        items.map(|item| said(item.value)).collect()
    };
    let side = |node: &Option<Node<'_>>| node.as_ref().map(listed).unwrap_or_default();
    let (ours, theirs) = (side(&schema.ours), side(&schema.theirs));
    let all = union(
        ours.iter().map(String::as_str).collect(),
        theirs.iter().map(String::as_str).collect(),
    );
    if ours.is_empty() || theirs.is_empty() {
        schema.holds("values", facts, |node| {
            let values = listed(node);
            (!values.is_empty()).then(|| values.join(", "))
        });
    } else {
        for value in all {
            schema.holds(&format!("value {value}"), facts, |node| {
                let has = listed(node).iter().any(|known| known == value);
                has.then(|| "listed".to_owned())
            });
        }
    }
    schema.holds("other values", facts, |node| {
        let closed = node.get("enum").is_some();
        Some(if closed { "illegal" } else { "legal" }.to_owned())
    });
}

fn members(schema: &Subject<'_>, facts: &mut Facts<'_>, open: &mut Vec<(String, String)>) {
    let names = |node: &Option<Node<'_>>| -> Vec<String> {
        let members = node.iter().flat_map(|node| node.members_of("properties"));
        members.map(|(name, _)| name.to_owned()).collect()
    };
    let (ours, theirs) = (names(&schema.ours), names(&schema.theirs));
    let all = union(
        ours.iter().map(String::as_str).collect(),
        theirs.iter().map(String::as_str).collect(),
    );
    for name in all {
        let one = schema
            .ours
            .as_ref()
            .and_then(|node| node.at(&["properties", name]));
        let other = schema
            .theirs
            .as_ref()
            .and_then(|node| node.at(&["properties", name]));
        let member = schema.part(&format!("member {name}"), one, other, facts);
        member.presence(facts);
        if member.is_on_both() {
            let promised = |node: Option<&Node<'_>>| {
                node.is_some_and(|node| node.texts_of("required").contains(&name))
            };
            let (one, other) = (
                promised(schema.ours.as_ref()),
                promised(schema.theirs.as_ref()),
            );
            let ours = schema.ours.as_ref().map(|node| node.source);
            member.holds("always there", facts, |node| {
                let is_ours = ours.is_some_and(|source| std::ptr::eq(source, node.source));
                Some(if is_ours { one } else { other }.to_string())
            });
            at_depth(&member, &member.name, facts, open);
        }
    }
}
