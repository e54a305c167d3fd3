//! What a schema says of a value, in words.

use maud::{Markup, html};

use super::subject::Subject;
use crate::page::text;
use crate::spec::Node;

/// Schemas within schemas are told as far as this.
const DEEPEST: usize = 4;
/// So many values of an enum are told.
const VALUES: usize = 60;

/// The type, and what else is asked of a value.
pub(super) fn kind(subject: &Subject<'_>, schema: &Node<'_>) -> Markup {
    html! {
        span.kind { (named(subject, schema, 0)) }
        @for (before, values, after) in bounds(schema) {
            ", " (before)
            @for value in &values { " " (text::code(value)) }
            @if !after.is_empty() { " " (after) }
        }
    }
}

fn named(subject: &Subject<'_>, schema: &Node<'_>, depth: usize) -> Markup {
    if depth > DEEPEST {
        return html! { "…" };
    }
    if let Some(reference) = schema.text("$ref") {
        return reference_to(subject, reference);
    }
    for (member, words) in [("allOf", " and "), ("oneOf", " or "), ("anyOf", " or ")] {
        let parts = schema.items_of(member);
        if !parts.is_empty() {
            return html! {
                @for (index, part) in parts.iter().enumerate() {
                    @if index > 0 { (words) }
                    (named(subject, part, depth + 1))
                }
            };
        }
    }
    html! {
        @match (schema.text("type"), schema.get("items")) {
            (Some("array"), Some(items)) => { "array of " (named(subject, &items, depth + 1)) },
            (Some(kind), _) => (text::plain(kind)),
            (None, _) => "any value",
        }
        @if schema.flag("nullable") { " or null" }
    }
}

/// A link to a schema.
pub(super) fn reference_to(subject: &Subject<'_>, reference: &str) -> Markup {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let name = name.replace("~1", "/").replace("~0", "~");
    let anchor = reference.strip_prefix('#');
    html! {
        @match anchor.and_then(|pointer| subject.places.exactly(pointer)) {
            Some(anchor) => a href={ "#" (anchor) } { (text::plain(&name)) },
            None => (text::code(reference)),
        }
    }
}

/// What is asked of a value beside its type: words, values, and words after them.
type Bound = (&'static str, Vec<String>, &'static str);

fn bounds(schema: &Node<'_>) -> Vec<Bound> {
    if schema.text("$ref").is_some() {
        return Vec::new();
    }
    let words = [
        ("format", "in the format", ""),
        ("minimum", "at least", ""),
        ("maximum", "at most", ""),
        ("minLength", "of at least", "characters"),
        ("maxLength", "of at most", "characters"),
        ("minItems", "of at least", "elements"),
        ("maxItems", "of at most", "elements"),
        ("default", "default", ""),
        ("pattern", "matching", ""),
    ];
    let told = words.iter().filter_map(|(member, words, after)| {
        let value = schema.get(member)?.word();
        Some(match (*member, value.as_str()) {
            ("minLength", "1") => ("not empty", Vec::new(), ""),
            _ => (*words, vec![value], *after),
        })
    });
    let mut told: Vec<_> = told.collect();
    for (member, words, after) in [
        ("enum", "one of", ""),
        ("x-extensible-enum", "known values", "(others are legal)"),
    ] {
        let values: Vec<_> = schema
            .items_of(member)
            .iter()
            .take(VALUES)
            .map(Node::word)
            .collect();
        match values.len() {
            0 => {}
            1 if member == "enum" => told.push(("always", values, "")),
            _ => told.push((words, values, after)),
        }
    }
    told
}
