//! Markdown: what stands at its top, and that nothing of a server is markup in it.

use crate::files::Files;
use crate::servers::{Broken, key};

#[test]
fn a_partial_run_says_so_at_the_top() {
    let files = Files::of_the_mock("markdown", &["list/envelope"]);
    let text = files.text("run.md");
    let mut lines = text.lines().filter(|line| !line.is_empty());
    assert_eq!(lines.next(), Some("# HopX conformance: conforms"));
    assert_eq!(lines.next(), Some("> **A partial run:**"));
    let whole = Files::of_the_mock("markdown-whole", &[]).text("run.md");
    assert!(!whole.contains("partial"), "{whole}");
    assert!(whole.contains("## Run it again\n\n```sh\nhopx-conformance run\n```"));
}

#[test]
fn what_a_server_says_is_no_markup() {
    // Ends code, a cell, a fence; begins an element, a mention, an image, a heading.
    let broken = Broken::saying(r#""`|``` |<img src=x onerror=a>\n````\n# @all ![x](y)""#);
    let args = ["--sandbox", &broken.running, "pause"];
    let text = Files::against("markdown-evil", &broken.door.base_url, key(), &args).text("run.md");
    let mut fence = None;
    for line in text.lines() {
        let ticks = line.chars().take_while(|letter| *letter == '`').count();
        match fence {
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            None if ticks >= 3 && !line[ticks..].contains('`') => fence = Some(ticks),
            _ => {}
        }
        if fence.is_none() && ticks == 0 {
            let bare = without_code(line);
            assert!(!bare.contains("<img") && !bare.contains("@all"), "{line}");
        }
        if line.starts_with('|') {
            let bars = line.matches('|').count();
            assert!([3, 5, 6, 8].contains(&bars), "{bars}: {line}");
        }
    }
    assert_eq!(fence, None, "every block ends");
    let actual = text.lines().find(|line| line.starts_with("- actual: "));
    let actual = actual.expect("what came");
    assert!(actual.contains("<img src=x"), "in code: {actual}");
    assert!(!without_code(actual).contains('<'), "{actual}");
}

/// A line without its code.
fn without_code(line: &str) -> String {
    let (mut rest, mut bare) = (line, String::new());
    while let Some(start) = rest.find('`') {
        bare += &rest[..start];
        let ticks = rest[start..]
            .chars()
            .take_while(|letter| *letter == '`')
            .count();
        let after = &rest[start + ticks..];
        let end = closing(after, ticks);
        rest = end.map_or("", |end| &after[end + ticks..]);
    }
    bare + rest
}

/// Where a run of so many backticks stands, and no more.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = text[at..].find('`').map(|found| at + found) {
        let run = text[start..]
            .chars()
            .take_while(|letter| *letter == '`')
            .count();
        if run == ticks {
            return Some(start);
        }
        at = start + run;
    }
    None
}
