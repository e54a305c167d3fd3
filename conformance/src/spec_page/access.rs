//! Where the API answers, and how a caller says who it is.

use maud::{Markup, html};

use super::beside::Behind;
use super::subject::Subject;
use super::words::{contested, described, tags};
use crate::page::{place, text};
use crate::spec::Node;

pub(super) fn access(subject: &Subject<'_>) -> Markup {
    html! {
        ul.rows {
            @for node in &subject.document.items_of("servers") {
                (row(subject, node.text("url").unwrap_or_default(), "server", node))
            }
            @for (name, node) in &subject.components("securitySchemes") {
                (row(subject, name, way(node), node))
            }
        }
    }
}

/// How many there are of both.
pub(super) fn count(subject: &Subject<'_>) -> usize {
    subject.document.items_of("servers").len() + subject.components("securitySchemes").len()
}

fn way<'d>(node: &Node<'d>) -> &'d str {
    match (node.text("type"), node.text("in")) {
        (Some("http"), _) => node.text("scheme").unwrap_or("http"),
        (Some("apiKey"), Some(place)) => place,
        (kind, _) => kind.unwrap_or("unknown"),
    }
}

fn row(subject: &Subject<'_>, name: &str, what: &str, node: &Node<'_>) -> Markup {
    let behind = Behind::of(subject, &[node]);
    let all: Vec<_> = subject
        .operations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let found_by = behind.tagged(tags("access", &all));
    let id = subject.places.exactly(&node.pointer).unwrap_or_default();
    html! {
        li.row id=(id) data-tags=(found_by.value()) {
            div {
                div.head {
                    h3 { (text::code(name)) }
                    span.meta { (text::plain(what)) }
                    @if behind.is_contested() { (contested()) }
                    (place(id, name))
                }
                (described(node))
            }
            div { (behind.render(subject)) }
        }
    }
}
