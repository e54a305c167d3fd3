//! Words and small marks that several parts of the page use.

use maud::{Markup, html};

use crate::contract::{Level, Standing};
use crate::page::{Tags, text};
use crate::spec::Node;

/// So much of one description is shown, in paragraphs.
const PARAGRAPHS: usize = 40;

/// Sentences of several lines: an empty line begins a paragraph, other line ends are spaces.
pub(super) fn paragraphs(words: &str) -> Markup {
    let words = words.replace('\r', "");
    let each = words.split("\n\n").filter(|part| !part.trim().is_empty());
    html! {
        @for part in each.take(PARAGRAPHS) {
            p { (text::prose(&part.split_whitespace().collect::<Vec<_>>().join(" "))) }
        }
    }
}

/// The description of a part, if it has one.
pub(super) fn described(node: &Node<'_>) -> Markup {
    paragraphs(node.text("description").unwrap_or_default())
}

/// What a level is called.
pub(super) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Observed => "observed",
        Level::Expected => "expected",
        Level::Required => "required",
    }
}

/// All levels, the strictest first.
pub(super) const LEVELS: [Level; 3] = [Level::Required, Level::Expected, Level::Observed];

/// What breaking a claim of a level does.
pub(super) fn level_means(level: Level) -> &'static str {
    match level {
        Level::Required => {
            "stated on the page of the endpoint; a server that breaks it fails a run"
        }
        Level::Expected => {
            "stated on a general page; fails a run too, unless the run looks at what is required only"
        }
        Level::Observed => {
            "stated nowhere, or pages disagree; never fails a run, which reports what the server does"
        }
    }
}

/// What a page of the documentation counts for.
pub(super) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Endpoint => "page of an endpoint",
        Standing::General => "general page",
        Standing::Superseded => "older source, rules nothing",
    }
}

/// A level as a mark: a sign and a word beside its colour.
pub(super) fn level(level: Level) -> Markup {
    let sign = match level {
        Level::Required => "●",
        Level::Expected => "◐",
        Level::Observed => "○",
    };
    let word = level_word(level);
    html! { span.badge.level.(word) { span aria-hidden="true" { (sign) " " } (word) } }
}

/// What current pages disagree about.
pub(super) fn contested() -> Markup {
    html! { span.badge.contested { span aria-hidden="true" { "≠ " } "contested" } }
}

/// A member that is always there, or one that may be.
pub(super) fn presence(promised: bool) -> Markup {
    html! {
        @if promised { span.badge.promised { span aria-hidden="true" { "✓ " } "promised" } }
        @else { span.badge.possible { span aria-hidden="true" { "? " } "may appear" } }
    }
}

/// What a thing of a kind can be found by, with the operations that it belongs to.
pub(super) fn tags(kind: &str, operations: &[&str]) -> Tags {
    let tags = Tags::default().with("kind", kind);
    let operations = operations.iter();
    operations.fold(tags, |tags, id| tags.with("operation", id))
}

/// `1 claim`, `2 claims`.
pub(super) fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}

/// Parts with commas between them, and a word before the last.
pub(super) fn joined(parts: &[Markup], last: &str) -> Markup {
    html! {
        @for (index, part) in parts.iter().enumerate() {
            @if index > 0 && index + 1 == parts.len() { " " (last) " " }
            @else if index > 0 { ", " }
            (part)
        }
    }
}
