//! Where the API answers, and how a caller says who it is.

use maud::{Markup, html};

use super::beside::Behind;
use super::node::{Node, below};
use super::subject::Subject;
use super::words::{contested, described, tags};
use crate::page::{place, text};

pub(super) fn access(subject: &Subject<'_>) -> Markup {
    let servers = subject.document.items("servers").iter().enumerate();
    let components = subject.document.get("components");
    let schemes = components.map_or(&[][..], |components| components.under("securitySchemes"));
    html! {
        ul.rows {
            @for (index, node) in servers {
                (row(subject, &format!("/servers/{index}"), node.text("url").unwrap_or_default(), "server", node))
            }
            @for (name, node) in schemes {
                (row(subject, &below("/components/securitySchemes", name), name, way(node), node))
            }
        }
    }
}

/// How many there are of both.
pub(super) fn count(subject: &Subject<'_>) -> usize {
    let components = subject.document.get("components");
    let schemes = components.map_or(0, |components| components.under("securitySchemes").len());
    subject.document.items("servers").len() + schemes
}

fn way(node: &Node) -> &str {
    match (node.text("type"), node.text("in")) {
        (Some("http"), _) => node.text("scheme").unwrap_or("http"),
        (Some("apiKey"), Some(place)) => place,
        (kind, _) => kind.unwrap_or("unknown"),
    }
}

fn row(subject: &Subject<'_>, pointer: &str, name: &str, what: &str, node: &Node) -> Markup {
    let behind = Behind::of(subject, &[node]);
    let all: Vec<_> = subject
        .operations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let found_by = behind.tagged(tags("access", &all));
    let id = subject.places.exactly(pointer).unwrap_or_default();
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
