//! Text from elsewhere. Whatever stands in it, it is text.

use maud::{Markup, html};

use crate::printable::{excerpt, is_hidden, printable};

/// So many characters of a text are shown within a line.
const LONGEST: usize = 2_000;

/// Shows what cannot be seen, in a whole page. Line ends stay.
pub(super) fn visible(page: &str) -> String {
    let mut shown = String::with_capacity(page.len());
    for letter in page.chars() {
        if letter != '\n' && is_hidden(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// A text on one line, as it is, up to a bound.
pub(crate) fn plain(text: &str) -> String {
    excerpt(text, LONGEST)
}

/// The same as code.
pub(crate) fn code(text: &str) -> Markup {
    let text = plain(text);
    html! {
        @if text.trim().is_empty() { span.none { "(nothing)" } }
        @else { code { (text) } }
    }
}

/// Sentences. What stands between backticks is code, as it is meant.
pub(crate) fn prose(text: &str) -> Markup {
    let text = plain(text.trim());
    let parts: Vec<&str> = text.split('`').collect();
    html! {
        @if parts.len().is_multiple_of(2) { (text) }
        @else {
            @for (index, part) in parts.iter().enumerate() {
                @if index % 2 == 1 { code { (part) } } @else { (part) }
            }
        }
    }
}

/// A link to a page elsewhere, where the address is one; its words otherwise.
pub(crate) fn link(words: &str, url: &str) -> Markup {
    let url = url::Url::parse(url).ok();
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    html! {
        @match url {
            Some(url) => a href=(printable(url.as_str())) rel="noreferrer" { (plain(words)) },
            None => (plain(words)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        assert_eq!(
            prose("<b>a</b> `<i>`").into_string(),
            "&lt;b&gt;a&lt;/b&gt; <code>&lt;i&gt;</code>"
        );
        assert_eq!(prose("one ` alone").into_string(), "one ` alone");
        assert_eq!(code("\u{1b}\n").into_string(), "<code>\\u{1b}\\n</code>");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for url in ["javascript:alert(1)", "data:text/html,x", "x", ""] {
            assert_eq!(link("here", url).into_string(), "here");
        }
        assert_eq!(
            link("here", "https://a.b/\"c").into_string(),
            r#"<a href="https://a.b/%22c" rel="noreferrer">here</a>"#
        );
    }

    #[test]
    fn nothing_is_invisible_in_a_page() {
        assert_eq!(
            visible("a\0\r\n\u{202e}\u{61c}é"),
            "a\\u{0}\\r\n\\u{202e}\\u{61c}é"
        );
    }
}
