//! The schemas, and what is promised of each of their members.

use maud::{Markup, html};

use super::beside::Behind;
use super::kind::kind;
use super::subject::{DEEPEST, Subject, parts};
use super::words::{contested, described, presence, tags};
use crate::page::{anchor, place, text};
use crate::spec::Node;

pub(super) fn schemas(subject: &Subject<'_>) -> Markup {
    html! { @for (name, node) in &subject.components("schemas") { (schema(subject, name, node)) } }
}

fn schema(subject: &Subject<'_>, name: &str, node: &Node<'_>) -> Markup {
    let reached = subject.reach.component("schemas", name);
    let operations = subject.ids(&reached);
    let behind = Behind::of(subject, &[node]);
    let found_by = behind.tagged(tags("schema", &operations));
    let id = subject.places.exactly(&node.pointer).unwrap_or_default();
    let members = Members {
        subject,
        operations: &operations,
    };
    let rows = members.of(name, node, 0);
    html! {
        article.schema id=(id) data-group {
            div.card data-tags=(found_by.value()) {
                div.head {
                    h3 { (text::plain(name)) }
                    @if behind.is_contested() { (contested()) }
                    (anchor(id, &format!("the schema {name}")))
                }
                div.pair {
                    div {
                        p.meta { (kind(subject, node)) }
                        (described(node))
                        @if operations.is_empty() { p.soft { "No operation leads to it." } }
                    }
                    div { (behind.render(subject)) }
                }
            }
            @if !rows.is_empty() { ul.rows { @for row in &rows { (row) } } }
        }
    }
}

struct Members<'m, 's> {
    subject: &'m Subject<'s>,
    operations: &'m [&'m str],
}

impl<'s> Members<'_, 's> {
    /// The rows of the members of a schema, and of the members within them.
    fn of(&self, name: &str, node: &Node<'s>, depth: usize) -> Vec<Markup> {
        let mut rows = Vec::new();
        if depth > DEEPEST {
            return rows;
        }
        let required = node.texts_of("required");
        for (member, schema) in node.written_of("properties") {
            let name = format!("{name}.{member}");
            rows.push(self.row(&name, &schema, required.contains(&member)));
            rows.extend(self.of(&name, &schema, depth + 1));
        }
        for part in parts(node) {
            rows.extend(self.of(name, &part, depth + 1));
        }
        rows
    }

    fn row(&self, name: &str, schema: &Node<'s>, promised: bool) -> Markup {
        let subject = self.subject;
        let resolved = schema.resolved().unwrap_or_else(|_| schema.clone());
        let behind = Behind::of(subject, &[schema, &resolved]);
        let show = if promised { "promised" } else { "possible" };
        let found_by = behind.tagged(tags("member", self.operations).with("show", show));
        let id = subject.places.exactly(&schema.pointer).unwrap_or_default();
        let (schema_name, path) = name.split_once('.').unwrap_or(("", name));
        html! {
            li.row.member id=(id) data-tags=(found_by.value()) {
                div {
                    div.head {
                        h4 { span.soft { (text::plain(schema_name)) "." } (text::code(path)) }
                        (presence(promised))
                        @if resolved.flag("nullable") { span.badge.plain { "may be null" } }
                        @if behind.is_contested() { (contested()) }
                        (place(id, &format!("the member {name}")))
                    }
                    p.meta { (kind(subject, schema)) }
                    (described(&resolved))
                }
                div { (behind.render(subject)) }
            }
        }
    }
}
