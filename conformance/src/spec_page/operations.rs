//! The operations: what they take, what they answer, and how they are called.

use maud::{Markup, html};

use super::answers::answer;
use super::beside::Behind;
use super::calls::{Call, calls};
use super::kind::kind;
use super::subject::{Described, Part, Subject};
use super::words::{contested, described, tags};
use crate::page::{anchor, command, place, text};

pub(super) fn operations(subject: &Subject<'_>) -> Markup {
    html! { @for one in &subject.operations { (operation(subject, one)) } }
}

fn operation(subject: &Subject<'_>, operation: &Described<'_>) -> Markup {
    html! {
        article.operation id=(operation.anchor) data-group {
            div.head {
                h3 { (text::prose(operation.node.text("summary").unwrap_or(&operation.id))) }
                code.call { b { (operation.method) } " " (text::plain(operation.path)) }
                (anchor(&operation.anchor, &operation.id))
            }
            (about(subject, operation))
            @if !operation.parameters.is_empty() {
                section data-group {
                    h4 { "Parameters" }
                    ul.rows { @for part in &operation.parameters { (parameter(subject, operation, part)) } }
                }
            }
            (body(subject, operation))
            section data-group {
                h4 { "Answers" }
                ul.rows { @for part in &operation.responses { (answer(subject, operation, part)) } }
            }
        }
    }
}

fn about(subject: &Subject<'_>, operation: &Described<'_>) -> Markup {
    let behind = Behind::of(subject, &[&operation.node]);
    let found_by = behind.tagged(tags("operation", &[&operation.id]));
    let docs = operation
        .node
        .get("externalDocs")
        .and_then(|docs| docs.text("url"));
    html! {
        div.card data-tags=(found_by.value()) {
            p.meta { (text::code(&operation.id)) ": " (operation.method) " " (text::plain(operation.path)) }
            div.pair {
                div {
                    (described(&operation.node))
                    @if let Some(docs) = docs {
                        p.meta { "Documented at " (text::link(docs, docs)) }
                    }
                    @for call in calls(subject, operation) { (shown(subject, &call)) }
                }
                div { (behind.render(subject)) }
            }
        }
    }
}

fn shown(subject: &Subject<'_>, call: &Call) -> Markup {
    html! {
        details open[call.whole] {
            summary { (call.words) }
            (command("the call with curl", &call.curl))
            (command("the call from Rust", &call.rust))
            @if !subject.built_in {
                p.meta { "From Rust: as the generator would name it. The client of this build knows its own description." }
            }
        }
    }
}

fn parameter(subject: &Subject<'_>, operation: &Described<'_>, part: &Part<'_>) -> Markup {
    let schema = part.node.get("schema");
    let resolved = schema.as_ref().and_then(|schema| schema.resolved().ok());
    let nodes: Vec<_> = [&part.node].into_iter().chain(&resolved).collect();
    let behind = Behind::of(subject, &nodes);
    let found_by = behind.tagged(tags("parameter", &[&operation.id]));
    html! {
        li.row id=(part.anchor) data-tags=(found_by.value()) {
            div {
                div.head {
                    h5 { (text::code(&part.name)) }
                    span.meta { "in the " (text::plain(part.node.text("in").unwrap_or("unknown"))) }
                    @if part.node.flag("required") { span.badge.promised { "needed" } }
                    @else { span.badge.possible { "optional" } }
                    @if behind.is_contested() { (contested()) }
                    (place(&part.anchor, &format!("the parameter {}", part.name)))
                }
                @if let Some(schema) = &schema { p.meta { (kind(subject, schema)) } }
                (described(&part.node))
                @if let Some(example) = part.node.get("example") {
                    p.meta { "For example " (text::code(&example.word())) }
                }
            }
            div { (behind.render(subject)) }
        }
    }
}

/// What an operation is sent. Those of HopX have none.
fn body(subject: &Subject<'_>, operation: &Described<'_>) -> Markup {
    let body = operation.node.get("requestBody");
    let body = body.and_then(|body| body.resolved().ok());
    html! {
        @if let Some(body) = &body {
            section data-group {
                h4 { "Body of the request" }
                div.card data-tags=(tags("parameter", &[&operation.id]).value()) {
                    (described(body))
                    @for (media, content) in body.written_of("content") {
                        p.meta {
                            (text::code(media))
                            @if let Some(schema) = content.get("schema") { ": " (kind(subject, &schema)) }
                        }
                    }
                    (Behind::of(subject, &[body]).render(subject))
                }
            }
        }
    }
}
