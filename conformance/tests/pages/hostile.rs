//! Whatever a server sends, it is text.

use std::collections::BTreeSet;

use crate::evil::{PAYLOADS, in_json, in_text};
use crate::page::{Page, text};
use crate::runs::{Left, broken, good};

/// The elements of a page, and the attributes that any of them has.
fn vocabulary(page: &Page) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for element in page.all("*") {
        words.insert(format!("<{}>", element.value().name()));
        for (attribute, _) in element.value().attrs() {
            words.insert(attribute.to_owned());
        }
    }
    words
}

#[track_caller]
fn assert_text(left: &Left, payloads: &[&str]) {
    let page = Page::of(&left.text);
    let mut harmless = vocabulary(&Page::of(&good().text));
    harmless.extend(vocabulary(&Page::of(&broken().text)));
    let strange: Vec<_> = vocabulary(&page).difference(&harmless).cloned().collect();
    assert!(strange.is_empty(), "{strange:?}");
    for element in page.all("*") {
        for (name, value) in element.value().attrs() {
            assert!(!value.contains("owned"), "{name}={value:?}");
        }
    }
    for link in page.values("href") {
        let harmless = ["#", "https://docs.hopx.ai/", "data:image/svg+xml,<svg"];
        assert!(
            harmless.iter().any(|start| link.starts_with(start)),
            "{link}"
        );
    }
    let own = Page::of(&good().text);
    for element in ["script", "style"] {
        assert_eq!(page.all(element).len(), 1, "{element}");
        assert_eq!(text(page.one(element)), text(own.one(element)));
    }
    let said = page.text("main");
    for payload in payloads {
        assert!(said.contains(payload), "{payload} can be read");
    }
}

/// How a text is written in JSON.
fn in_a_string(text: &str) -> String {
    let text = serde_json::Value::from(text).to_string();
    text[1..text.len() - 1].to_owned()
}

#[test]
fn in_every_member_and_in_headers() {
    let shown = PAYLOADS.map(in_a_string);
    let shown: Vec<_> = shown.iter().map(String::as_str).collect();
    // The last one is made of what cannot be seen.
    assert_text(in_json(), &shown[..shown.len() - 1]);
}

#[test]
fn in_a_body_of_markup() {
    assert_text(in_text(), &PAYLOADS[..PAYLOADS.len() - 1]);
}

#[test]
fn what_cannot_be_seen_can_be_seen() {
    for left in [in_json(), in_text()] {
        let hidden = |letter: &char| {
            let direction =
                matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
            (letter.is_control() && *letter != '\n') || direction
        };
        assert_eq!(left.text.chars().find(hidden), None);
        assert!(left.text.contains("\\u{202e}denwo\\u{61c}"), "it is shown");
    }
}
