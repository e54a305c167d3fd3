//! The outline of the generated client: what a change of the description does to its users.

use maud::{Markup, html};

use super::anchors::Anchors;
use super::subject::Subject;
use super::words::tags;
use crate::page::{place, text};
use crate::printable::printable_lines;

/// The outline that the tests of the client hold it to.
const OUTLINE: &str = include_str!("../../../tests/outline/generated.snap");

/// The outline, an item each; what the snapshot says of itself is left away.
fn items() -> Vec<&'static str> {
    let outline = OUTLINE.strip_prefix("---\n").unwrap_or(OUTLINE);
    let outline = outline
        .split_once("\n---\n")
        .map_or(outline, |(_, outline)| outline);
    let items = outline.split("\n\n").map(str::trim);
    items.filter(|item| !item.is_empty()).collect()
}

/// How many items there are.
pub(super) fn count() -> usize {
    items().len()
}

pub(super) fn client(subject: &Subject<'_>) -> Markup {
    let mut anchors = Anchors::default();
    html! {
        p.soft {
            "What " (text::code("hopx-client")) " looks like to its users, an item each."
            @if !subject.built_in {
                " It is the client of this build, and follows from the description that is built in, not from this one."
            }
        }
        div.outline {
            @for item in items() { (shown(subject, &mut anchors, item)) }
        }
    }
}

fn shown(subject: &Subject<'_>, anchors: &mut Anchors, item: &str) -> Markup {
    let (heading, rest) = item.split_once('\n').unwrap_or((item, ""));
    let id = anchors.take("client", &heading.replace("::", "/"));
    let called = subject.operations.iter().filter(|operation| {
        let quoted = format!("operation {:?}", operation.id);
        item.contains(&quoted)
    });
    let called: Vec<_> = called.map(|operation| operation.id.as_str()).collect();
    html! {
        div.card id=(id) data-tags=(tags("client", &called).value()) {
            div.head {
                h3 { (text::code(heading)) }
                (place(&id, heading))
            }
            @if !rest.is_empty() { pre { code { (printable_lines(&dedented(rest))) } } }
        }
    }
}

/// Lines without the indent that they have below their heading.
fn dedented(lines: &str) -> String {
    let lines = lines.lines();
    let lines: Vec<_> = lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}
