//! What was expected against what was there, with that marked in which they differ.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use super::text::plain;

/// Texts that are less alike than this are shown as they are: marks would be everywhere.
const ALIKE: f32 = 0.65;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// What was expected.
    Expected,
    /// What was there.
    Actual,
}

impl Side {
    fn tag(self) -> ChangeTag {
        match self {
            Side::Expected => ChangeTag::Delete,
            Side::Actual => ChangeTag::Insert,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Side::Expected => "expected",
            Side::Actual => "actual",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Side::Expected => "−",
            Side::Actual => "+",
        }
    }
}

/// The two, one above the other.
pub(crate) fn compared(expected: &str, actual: &str) -> Markup {
    let (expected, actual) = (plain(expected), plain(actual));
    let diff = TextDiff::from_words(expected.as_str(), actual.as_str());
    html! {
        dl.diff {
            @for side in [Side::Expected, Side::Actual] {
                div class=(side.words()) {
                    dt { span aria-hidden="true" { (side.sign()) " " } (side.words()) }
                    dd { (of(side, &diff)) }
                }
            }
        }
    }
}

fn of<'t>(side: Side, diff: &TextDiff<'t, 't, '_, str>) -> Markup {
    let alike = diff.ratio() >= ALIKE;
    html! {
        @for change in diff.iter_all_changes() {
            @if change.tag() == ChangeTag::Equal || (change.tag() == side.tag() && !alike) {
                (change.value())
            } @else if change.tag() == side.tag() {
                mark { (change.value()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn only_what_differs_is_marked() {
        let shown = compared("the status paused", "the status <i>").into_string();
        assert!(
            shown.contains("<dd>the status <mark>paused</mark></dd>"),
            "{shown}"
        );
        assert!(
            shown.contains("<dd>the status <mark>&lt;i&gt;</mark></dd>"),
            "{shown}"
        );
    }

    #[test]
    fn nothing_is_marked_of_texts_that_have_little_in_common() {
        let shown = compared("the header X-RateLimit-Limit", "none at all").into_string();
        assert!(!shown.contains("<mark>"), "{shown}");
    }
}
