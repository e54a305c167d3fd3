//! Lines as they are, with notes at those that something is to be said of, cut to a bound.

use maud::{Markup, html};

use crate::printable::is_hidden;

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The place that it is, such as a JSON pointer.
    pub(crate) place: Option<String>,
    /// How deep it is indented.
    pub(crate) indent: usize,
    /// The name that it begins with.
    pub(crate) key: Option<String>,
    /// What it says.
    pub(crate) text: String,
}

/// What is to be said of a place.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    /// The place.
    pub(crate) place: String,
    /// What is to be said, in a line.
    pub(crate) says: Markup,
    /// Whether something is wrong there that was not known.
    pub(crate) wrong: bool,
}

/// How much of the lines is shown, in bytes of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room(pub(crate) usize);

/// Lines with notes.
#[derive(Debug)]
pub(crate) struct Listing<'l> {
    /// The lines.
    pub(crate) lines: &'l [Line],
    /// What is to be said of them.
    pub(crate) notes: &'l [Note],
    /// How much is shown of what nothing is to be said of.
    pub(crate) room: Room,
    /// Whether the beginning is shown even if nothing is to be said of it.
    pub(crate) beginning: bool,
}

/// So many lines are shown on either side of one that has a note.
const AROUND: usize = 3;
/// So much of one line is shown, in bytes of the page.
const WIDEST: usize = 4 * 1024;
/// So many lines get their notes in sight where a part is left out.
const NOTED: usize = 20;
/// So many notes are shown at one line.
const NOTES: usize = 5;

impl Listing<'_> {
    /// The lines, and what is said of them below each.
    pub(crate) fn render(&self) -> Markup {
        let noted = self.noted();
        let shown = self.shown(&noted);
        html! {
            pre.listing {
                @for (index, line) in self.lines.iter().enumerate() {
                    @if shown[index] { (self.line(line, &noted[index])) }
                    @else if index == 0 || shown[index - 1] {
                        span.gap { "… " (left_out(&shown[index..])) "\n" }
                    }
                }
            }
        }
    }

    /// The notes of each line. A place that there is not is shown at what would hold it.
    fn noted(&self) -> Vec<Vec<&Note>> {
        let mut noted = vec![Vec::new(); self.lines.len()];
        for note in self.notes {
            if let Some(index) = self.nearest(&note.place) {
                noted[index].push(note);
            }
        }
        noted
    }

    fn nearest(&self, place: &str) -> Option<usize> {
        let mut place = place;
        loop {
            let mut lines = self.lines.iter();
            if let Some(index) = lines.position(|line| line.place.as_deref() == Some(place)) {
                return Some(index);
            }
            place = &place[..place.rfind('/')?];
        }
    }

    /// Which lines are shown.
    fn shown(&self, noted: &[Vec<&Note>]) -> Vec<bool> {
        let mut shown = vec![false; self.lines.len()];
        let mut left = self.room.0;
        if self.beginning {
            for (line, shown) in self.lines.iter().zip(&mut shown) {
                let Some(rest) = left.checked_sub(line.cost()) else {
                    break;
                };
                (left, *shown) = (rest, true);
            }
        }
        let noted = noted
            .iter()
            .enumerate()
            .filter(|(_, notes)| !notes.is_empty());
        for (index, _) in noted.take(NOTED) {
            let last = (index + AROUND + 1).min(shown.len());
            shown[index.saturating_sub(AROUND)..last].fill(true);
        }
        shown
    }

    fn line(&self, line: &Line, notes: &[&Note]) -> Markup {
        let indent = "  ".repeat(line.indent);
        let (text, cut) = beginning(&line.text);
        let words = html! {
            @if let Some(key) = &line.key { b { (beginning(key).0) } }
            (text)
            @if cut { span.gap { "… " (line.text.len()) " bytes in this line" } }
        };
        let class = match notes.iter().any(|note| note.wrong) {
            true => "wrong",
            false => "known",
        };
        html! {
            (indent)
            @if notes.is_empty() { (words) "\n" }
            @else {
                mark class=(class) { (words) } "\n"
                @for note in notes.iter().take(NOTES) {
                    span class={ "note " (if note.wrong { "wrong" } else { "known" }) } {
                        (indent) "↑ " (note.says)
                    }
                    "\n"
                }
                @if notes.len() > NOTES {
                    span.gap { (indent) "… and " (notes.len() - NOTES) " more" } "\n"
                }
            }
        }
    }
}

impl Line {
    /// About how many bytes of the page it takes.
    fn cost(&self) -> usize {
        let key = self
            .key
            .as_deref()
            .map_or(0, |key| cost(key) + "<b></b>".len());
        2 * self.indent + key + cost(&self.text).min(WIDEST) + 1
    }
}

fn left_out(rest: &[bool]) -> String {
    let count = rest.iter().take_while(|shown| !**shown).count();
    match count {
        1 => "1 line left out".to_owned(),
        _ => format!("{count} lines left out"),
    }
}

fn cost(text: &str) -> usize {
    text.chars().map(cost_of).sum()
}

/// How many bytes of the page a character takes.
fn cost_of(letter: char) -> usize {
    match letter {
        '&' | '<' | '>' | '"' => "&quot;".len(),
        letter if is_hidden(letter) => "\\u{200b}".len(),
        letter => letter.len_utf8(),
    }
}

/// As much of a text as is shown of a line, and whether it goes on.
fn beginning(text: &str) -> (&str, bool) {
    let mut left = WIDEST;
    for (index, letter) in text.char_indices() {
        let Some(rest) = left.checked_sub(cost_of(letter)) else {
            return (&text[..index], true);
        };
        left = rest;
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> Vec<Line> {
        let line = |index: usize| Line {
            place: Some(format!("/{index}")),
            text: format!("line {index}"),
            ..Line::default()
        };
        (0..count).map(line).collect()
    }

    fn rendered(lines: &[Line], notes: &[Note], room: usize) -> String {
        let listing = Listing {
            lines,
            notes,
            room: Room(room),
            beginning: true,
        };
        listing.render().into_string()
    }

    fn note(place: &str) -> Note {
        Note {
            place: place.to_owned(),
            says: html! { "wrong" },
            wrong: true,
        }
    }

    #[test]
    fn what_something_is_said_of_is_shown_however_far_down_it_is() {
        let shown = rendered(&lines(100), &[note("/50")], 30);
        assert!(shown.contains("line 0\n"), "{shown}");
        assert!(
            shown.contains("<mark class=\"wrong\">line 50</mark>"),
            "{shown}"
        );
        assert!(!shown.contains("line 40\n"), "{shown}");
        assert!(shown.contains("46 lines left out"), "{shown}");
    }

    #[test]
    fn a_place_that_there_is_not_is_shown_at_what_would_hold_it() {
        let shown = rendered(&lines(3), &[note("/1/status")], 1_000);
        assert!(
            shown.contains("<mark class=\"wrong\">line 1</mark>"),
            "{shown}"
        );
    }

    #[test]
    fn no_line_is_longer_than_there_is_room() {
        let long = Line {
            text: "\u{1b}<".repeat(100_000),
            ..Line::default()
        };
        let shown = rendered(&[long], &[], 10_000);
        assert!(shown.len() < 2 * WIDEST, "{}", shown.len());
        assert!(
            shown.contains("200000 bytes in this line"),
            "{}",
            shown.len()
        );
    }
}
