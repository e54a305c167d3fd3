//! What is answered: by each operation, and what several operations share.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::beside::Behind;
use super::kind::{kind, reference_to};
use super::subject::{Described, Part, Subject};
use super::words::{contested, described, tags};
use crate::page::{Listing, Room, json_lines, place, text};
use crate::spec::Node;

/// So much of an example is shown, in bytes of the page.
const ROOM: usize = 16 * 1024;

/// An answer of an operation. What is shared is told once, elsewhere.
pub(super) fn answer(subject: &Subject<'_>, operation: &Described<'_>, part: &Part<'_>) -> Markup {
    let behind = Behind::of(subject, &[&part.node]);
    let found_by = behind.tagged(tags("answer", &[&operation.id]));
    let what = format!("the answer {} of {}", part.name, operation.id);
    html! {
        li.row id=(part.anchor) data-tags=(found_by.value()) {
            div {
                div.head {
                    h5 { (text::code(&part.name)) }
                    (codes(&part.node))
                    @if behind.is_contested() { (contested()) }
                    (place(&part.anchor, &what))
                }
                (described(&part.node))
                @if part.shared {
                    p.meta { "Headers, body and examples: " (reference_to(subject, &format!("#{}", part.node.pointer))) }
                } @else { (content(subject, &part.node)) }
            }
            div { (behind.render(subject)) }
        }
    }
}

/// The answers that operations share.
pub(super) fn shared(subject: &Subject<'_>) -> Markup {
    let answers = subject.components("responses");
    html! { ul.rows { @for (name, node) in &answers { (one(subject, name, node)) } } }
}

fn one(subject: &Subject<'_>, name: &str, node: &Node<'_>) -> Markup {
    let reached = subject.reach.component("responses", name);
    let behind = Behind::of(subject, &[node]);
    let found_by = behind.tagged(tags("answer", &subject.ids(&reached)));
    let id = subject.places.exactly(&node.pointer).unwrap_or_default();
    html! {
        li.row id=(id) data-tags=(found_by.value()) {
            div {
                div.head {
                    h3 { (text::plain(name)) }
                    span.meta { (statuses(subject, &node.pointer)) }
                    (codes(node))
                    @if behind.is_contested() { (contested()) }
                    (place(id, &format!("the answer {name}")))
                }
                (described(node))
                (content(subject, node))
            }
            div { (behind.render(subject)) }
        }
    }
}

/// The statuses that a shared answer is given with.
fn statuses(subject: &Subject<'_>, pointer: &str) -> Markup {
    let responses = subject
        .operations
        .iter()
        .flat_map(|operation| &operation.responses);
    let of_it = responses.filter(|part| part.node.pointer == pointer);
    let statuses: BTreeSet<_> = of_it.map(|part| part.name.as_str()).collect();
    html! {
        @if statuses.is_empty() { "used by no operation" }
        @for (index, status) in statuses.iter().enumerate() {
            @if index > 0 { ", " }
            (text::code(status))
        }
    }
}

fn codes(node: &Node<'_>) -> Markup {
    let codes = node.texts_of("x-error-codes");
    html! {
        @if !codes.is_empty() {
            span.meta {
                "code "
                @for (index, code) in codes.iter().enumerate() {
                    @if index > 0 { " or " }
                    (text::code(code))
                }
            }
        }
    }
}

/// Headers, body and examples.
fn content(subject: &Subject<'_>, node: &Node<'_>) -> Markup {
    let contents = node.written_of("content");
    let headers = node.written_of("headers");
    html! {
        @for (media, content) in &contents {
            p.meta {
                "Body " (text::code(media))
                @if let Some(schema) = content.get("schema") { ": " (kind(subject, &schema)) }
            }
        }
        @if !headers.is_empty() {
            p.meta {
                "Headers "
                @for (index, (name, header)) in headers.iter().enumerate() {
                    @if index > 0 { ", " }
                    (header_link(subject, name, header))
                }
            }
        }
        @for (_, content) in &contents {
            @for (name, example) in &content.written_of("examples") {
                (self::example(name, example))
            }
        }
    }
}

fn header_link(subject: &Subject<'_>, name: &str, header: &Node<'_>) -> Markup {
    let reference = header.text("$ref").and_then(|to| to.strip_prefix('#'));
    html! {
        @match reference.and_then(|pointer| subject.places.exactly(pointer)) {
            Some(anchor) => a href={ "#" (anchor) } { (text::plain(name)) },
            None => {
                (text::plain(name))
                @if let Some(words) = header.text("description") { " (" (text::prose(words)) ")" }
            }
        }
    }
}

fn example(name: &str, node: &Node<'_>) -> Markup {
    let Ok(node) = node.resolved() else {
        return html! {};
    };
    html! {
        details.example {
            summary {
                "Example " (text::code(name))
                @if let Some(summary) = node.text("summary") { ": " (text::prose(summary)) }
            }
            @if let Some(value) = node.get("value") { (json(&value)) }
            @if let Some(reason) = node.text("x-ours") { p.soft { b { "Ours: " } (text::prose(reason)) } }
        }
    }
}

/// A value as JSON, in the order of the file.
fn json(value: &Node<'_>) -> Markup {
    let lines = json_lines(&value.json()).unwrap_or_default();
    let listing = Listing {
        lines: &lines,
        notes: &[],
        room: Room(ROOM),
        beginning: true,
    };
    listing.render()
}

/// The headers that answers share.
pub(super) fn headers(subject: &Subject<'_>) -> Markup {
    let headers = subject.components("headers");
    html! { ul.rows { @for (name, node) in &headers { (header(subject, name, node)) } } }
}

fn header(subject: &Subject<'_>, name: &str, node: &Node<'_>) -> Markup {
    let reached = subject.reach.component("headers", name);
    let behind = Behind::of(subject, &[node]);
    let show = if node.flag("required") {
        "promised"
    } else {
        "possible"
    };
    let found_by = behind.tagged(tags("header", &subject.ids(&reached)).with("show", show));
    let id = subject.places.exactly(&node.pointer).unwrap_or_default();
    html! {
        li.row id=(id) data-tags=(found_by.value()) {
            div {
                div.head {
                    h3 { (text::plain(name)) }
                    (super::words::presence(node.flag("required")))
                    @if behind.is_contested() { (contested()) }
                    (place(id, &format!("the header {name}")))
                }
                @if let Some(schema) = node.get("schema") { p.meta { (kind(subject, &schema)) } }
                (described(node))
                @if let Some(example) = node.get("example") {
                    p.meta { "For example " (text::code(&example.word())) }
                }
            }
            div { (behind.render(subject)) }
        }
    }
}
