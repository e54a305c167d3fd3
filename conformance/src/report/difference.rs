//! What was expected and what came, one above the other, with the words that differ set off
//! where the two are alike.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::printable::excerpt;

const EXPECTED: Style = AnsiColor::Green.on_default();
const ACTUAL: Style = AnsiColor::Red.on_default();

/// How much of each is shown.
const LONGEST: usize = 400;
/// Two texts that have less in common are no variants of each other.
const ALIKE: f32 = 0.5;

/// Writes the two.
pub(super) fn write(expected: &str, actual: &str, out: &mut impl Write) -> io::Result<()> {
    let (expected, actual) = (excerpt(expected, LONGEST), excerpt(actual, LONGEST));
    let diff = TextDiff::from_words(&expected, &actual);
    let alike = diff.ratio() >= ALIKE;
    let mut line = |word: &str, style: Style, gone: ChangeTag, whole: &str| {
        write!(out, "  {word}  ")?;
        if !alike {
            return writeln!(out, "{style}{whole}{style:#}");
        }
        let strong = style.bold().underline();
        for change in diff.iter_all_changes() {
            let style = match change.tag() {
                ChangeTag::Equal => style,
                tag if tag == gone => strong,
                _ => continue,
            };
            write!(out, "{style}{}{style:#}", change.value())?;
        }
        writeln!(out)
    };
    line("expected", EXPECTED, ChangeTag::Delete, &expected)?;
    line("actual  ", ACTUAL, ChangeTag::Insert, &actual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(expected: &str, actual: &str) -> (String, String) {
        let mut coloured = Vec::new();
        write(expected, actual, &mut coloured).expect("a vector takes everything");
        let plain = anstream::adapter::strip_bytes(&coloured).into_vec();
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (text(coloured), text(plain))
    }

    #[test]
    fn without_colours_both_stand_as_they_are() {
        let (_, plain) = written("sandbox a as paused", "sandbox a as running");
        assert_eq!(
            plain,
            "  expected  sandbox a as paused\n  actual    sandbox a as running\n"
        );
    }

    #[test]
    fn the_words_that_differ_are_set_off() {
        let (coloured, _) = written("sandbox a as paused", "sandbox a as running");
        let strong = EXPECTED.bold().underline();
        assert!(
            coloured.contains(&format!("{strong}paused{strong:#}")),
            "{coloured:?}"
        );
        assert!(
            !coloured.contains(&format!("{strong}sandbox")),
            "{coloured:?}"
        );
    }

    #[test]
    fn what_has_nothing_in_common_is_no_variant() {
        let (coloured, _) = written("$statusCode == 200", "status 404");
        let strong = EXPECTED.bold().underline();
        assert!(!coloured.contains(&strong.to_string()), "{coloured:?}");
    }

    #[test]
    fn what_a_server_sent_moves_no_cursor() {
        let (_, plain) = written("a", "\u{1b}[2Jb\nc");
        assert_eq!(plain.lines().count(), 2, "{plain:?}");
        assert!(plain.contains("\\u{1b}[2Jb\\nc"), "{plain:?}");
    }
}
