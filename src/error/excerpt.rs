//! The beginning of a body, fit for one line of a log.

use crate::credential::Credential;

/// How much of a body is shown, in characters.
const EXCERPT: usize = 200;
/// How much of one text of a server is kept, in characters.
const TEXT: usize = 1_000;
/// The member whose value opens a sandbox (page *get*).
const SECRET_MEMBER: &str = "auth_token";

/// The beginning of a body without control characters, runs of white space, the key and
/// tokens; nothing if that is empty.
pub(super) fn excerpt(text: &str, credential: &Credential) -> Option<String> {
    let shown = text.split(SECRET_MEMBER).next().unwrap_or_default();
    let mut excerpt = beginning(&credential.masked(shown), EXCERPT);
    if shown.len() < text.len() && !excerpt.ends_with('…') {
        excerpt.push('…');
    }
    (!excerpt.is_empty()).then_some(excerpt)
}

/// A text of the server as one line of bounded length.
pub(crate) fn clipped(text: &str) -> String {
    beginning(text, TEXT)
}

/// At most `length` characters, with every run of white space and of what is no letter but an
/// order to the terminal as one space.
fn beginning(text: &str, length: usize) -> String {
    if text.len() <= length && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
    let printable = |letter: char| if orders(letter) { ' ' } else { letter };
    let line: String = text.chars().map(printable).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Control characters, and those that hide text or turn it round.
fn orders(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}
