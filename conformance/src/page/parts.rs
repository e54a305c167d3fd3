//! Small parts that any page is made of.

use maud::{Markup, html};

use super::state::State;
use super::text::plain;
use crate::printable::printable_lines;

/// A name as part of an anchor: `list/200/has-more` is `list.200.has-more`. Whatever is neither
/// a letter, a digit nor a hyphen becomes an underscore.
pub(crate) fn slug(name: &str) -> String {
    let letters = name.chars().take(200).map(|letter| match letter {
        '/' => '.',
        letter if letter.is_ascii_alphanumeric() || letter == '-' => letter,
        _ => '_',
    });
    letters.collect()
}

/// A link to a place of the page.
pub(crate) fn place(id: &str, what: &str) -> Markup {
    let words = format!("link to {}", plain(what));
    html! { a.place href={ "#" (id) } aria-label=(words) { "#" } }
}

/// The same, which a button beside it copies.
pub(crate) fn anchor(id: &str, what: &str) -> Markup {
    let what = plain(what);
    html! {
        span.anchor {
            (place(id, &what))
            button type="button" hidden data-link=(id) aria-label={ "copy link to " (what) } {
                "copy link"
            }
        }
    }
}

/// Lines for a shell, which a button copies.
pub(crate) fn command(what: &str, lines: &str) -> Markup {
    html! {
        div.command {
            pre { code { (printable_lines(lines)) } }
            button type="button" hidden data-copy aria-label={ "copy " (what) } { "copy" }
        }
    }
}

/// A section of the page, with a number of things in it if that says something. It goes away
/// when nothing in it is shown.
pub(crate) fn section(id: &str, heading: &str, count: usize, what: &Markup) -> Markup {
    html! {
        section id=(id) aria-labelledby={ (id) "-heading" } data-group {
            h2 id={ (id) "-heading" } {
                (heading)
                @if count > 0 { " " span.count { (count) } }
            }
            (what)
        }
    }
}

/// A name and what it is, within a list of facts.
pub(crate) fn fact(name: &str, what: &Markup) -> Markup {
    html! { div { dt { (name) } dd { (what) } } }
}

/// Shares of a whole as a bar, and in words below it, each of which filters by its state.
pub(crate) fn bar(title: &str, shares: &[(State, &str, usize)]) -> Markup {
    let all: usize = shares.iter().map(|(_, _, count)| count).sum();
    let mut start = 0;
    let placed = shares.iter().map(|(state, _, count)| {
        let place = (state, start, count);
        start += count;
        place
    });
    let placed: Vec<_> = placed.filter(|(_, _, count)| **count > 0).collect();
    html! {
        div.shares {
            h3 { (title) }
            svg viewBox={ "0 0 " (all.max(1)) " 1" } preserveAspectRatio="none" aria-hidden="true" {
                @for (state, start, count) in placed {
                    rect class=(state.name()) x=(start) y="0" width=(count) height="1" {}
                }
            }
            ul {
                @for (state, words, count) in shares.iter().filter(|(_, _, count)| *count > 0) {
                    li {
                        a href={ "#show=" (state.name()) } {
                            (state.mark()) " " b { (count) } " " (plain(words))
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_anchor_is_made_of_harmless_letters() {
        assert_eq!(slug("list/200/has-more"), "list.200.has-more");
        assert_eq!(slug("a\"><b\u{202e}"), "a___b_");
    }
}
