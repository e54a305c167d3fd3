//! Control characters of a server reach no report as they are.

use crate::door::{Door, answer};
use crate::files::{Files, KINDS};
use crate::servers::{Broken, key};

/// What a terminal, a parser or an editor would act on.
fn acts(letter: char) -> bool {
    let direction = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    (letter.is_control() && letter != '\n') || direction
}

#[track_caller]
fn assert_plain(files: &Files) {
    for (kind, file) in KINDS {
        let text = files.text(file);
        let found = text.char_indices().find(|(_, letter)| acts(*letter));
        let around = found.map(|(at, _)| text[..at].chars().rev().take(40).collect::<String>());
        assert_eq!(found, None, "{kind}, after (reversed) {around:?}");
    }
}

#[test]
fn in_a_body_that_is_json() {
    let broken = Broken::saying(r#""\u001b[2J\u0007\u009b31m\u202e\u0000\r\u2028 ]]>&lt;""#);
    let args = ["--sandbox", &broken.running, "pause"];
    let files = Files::against("hostile-json", &broken.door.base_url, key(), &args);
    files.told.ended(1, &[]);
    assert_plain(&files);
}

#[test]
fn in_a_body_that_is_text_and_in_a_header() {
    let body = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\r\u{202e}gone</failure>]]>\u{fffe}";
    let door = Door::open(move |request| match request.number {
        1 => answer(200, "application/json", "{}"),
        _ => answer(404, "text/\u{9b}2J", body),
    });
    let files = Files::against("hostile-text", &door.base_url, key(), &["resume/unknown"]);
    files.told.ended(1, &[]);
    assert_plain(&files);
    junit_parser::from_reader(files.text("run.xml").as_bytes()).expect("XML");
}

#[test]
fn what_a_body_says_is_read_back_as_it_was() {
    let broken = Broken::saying("\"a\u{9b}\u{202e}\"");
    let args = ["--sandbox", &broken.running, "pause/pause-running"];
    let files = Files::against("hostile-back", &broken.door.base_url, key(), &args);
    assert_plain(&files);
    let told = files.json("run.json");
    let finding = &told["findings"][0];
    let exchanges = told["exchanges"].as_array().expect("exchanges");
    let shown = exchanges
        .iter()
        .find(|exchange| exchange["number"] == finding["exchange"]);
    let body = &shown.expect("an exchange")["attempts"][0]["body"]["content"];
    let body = body.as_str().expect("a body");
    assert!(body.contains("\"status\":\"a\u{9b}\u{202e}\""), "{body:?}");
    assert!(files.text("run.json").contains("a\\u009b\\u202e"));
}
