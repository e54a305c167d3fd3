//! Text from elsewhere, made fit for a terminal.

/// Shows control characters as escapes, so that nothing that a server sends can move the
/// cursor, colour the text or hide what follows.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The same for text of several lines: line ends and tabs stay.
pub(crate) fn printable_lines(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let parts: Vec<_> = line.split('\t').map(printable).collect();
        parts.join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a character is one that [`printable`] shows as an escape.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// Characters that change how their neighbours are read: directions and joiners; and those that
/// are none, which no XML may have.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The beginning of a text, on one line.
pub(crate) fn excerpt(text: &str, longest: usize) -> String {
    let shown = printable(text);
    match shown.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        assert_eq!(printable("a\u{1b}[31mb\r\nc"), "a\\u{1b}[31mb\\r\\nc");
        assert_eq!(printable("left\u{202e}right"), "left\\u{202e}right");
        assert_eq!(printable("naïve – ok"), "naïve – ok");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(excerpt("äöüß", 2), "äö…");
        assert_eq!(excerpt("äö", 2), "äö");
    }
}
