//! What comes out: no key, nothing that moves a cursor, and an exit code whoever listens.

use std::process::Stdio;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hopx_mock::Mock;

use crate::binary::{SOME_KEY, Told, against, command};
use crate::door::{Door, Server, answer, refusal};

#[test]
fn a_key_that_is_echoed_is_masked() {
    let (encoded, key) = (STANDARD.encode(SOME_KEY), SOME_KEY);
    let echo = format!(r#"{{"error":"you sent {key}","code":"{encoded}","request_id":"{key}"}}"#);
    let door = Door::open(move |request| match request.number {
        1 => answer(200, "application/json", "{}"),
        _ => answer(404, "application/json", &echo),
    });
    let told = against(&door.base_url, SOME_KEY, &["resume/unknown"]);
    told.ended(1, &["you sent [api_key]"]);
    assert!(!told.says(SOME_KEY), "{told:?}");
    assert!(!told.says(&encoded), "{told:?}");
}

/// That nothing in it does anything to a terminal.
#[track_caller]
fn assert_plain(told: &Told) {
    let text = [told.out.as_str(), &told.err].concat();
    let control = text
        .chars()
        .find(|letter| letter.is_control() && *letter != '\n');
    assert_eq!(control, None, "{told:?}");
}

#[test]
fn control_characters_of_a_server_are_shown_and_not_sent() {
    let body = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m\r\u{202e}gone";
    let door = Door::open(move |request| match request.number {
        1 => answer(200, "application/json", "{}"),
        _ => answer(404, "text/\u{9b}2J", body),
    });
    let told = against(&door.base_url, SOME_KEY, &["resume/unknown"]);
    told.ended(1, &["\\u{1b}]0;title", "\\u{9b}31m", "\\u{202e}gone"]);
    assert_plain(&told);
}

#[test]
fn control_characters_in_json_are_shown_and_not_sent() {
    let evil = r"\u001b[2J\u0007\u009b";
    let body = format!(r#"{{"error":"{evil}","code":"{evil}","request_id":"{evil}","{evil}":1}}"#);
    let door = Door::open(move |request| match request.number {
        1 => answer(200, "application/json", "{}"),
        _ => answer(404, "application/json", &body),
    });
    let told = against(&door.base_url, SOME_KEY, &["resume/unknown"]);
    told.ended(1, &["\\u{1b}[2J"]);
    assert_plain(&told);
}

/// Runs to the end with nobody reading what it says.
fn unheard(base_url: &str, key: &str, args: &[&str]) -> Option<i32> {
    let mut command = command(args);
    command
        .env("HOPX_BASE_URL", base_url)
        .env("HOPX_API_KEY", key);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary");
    drop((child.stdout.take(), child.stderr.take()));
    child.wait().expect("an end").code()
}

#[test]
fn a_closed_pipe_loses_no_exit_code() {
    let server = Server::start(Mock::builder());
    let (base_url, key) = (server.base_url(), server.api_key());
    assert_eq!(unheard(&base_url, key, &[]), Some(0));
    assert_eq!(unheard(&base_url, key, &["resume/all-paused"]), Some(4));
    assert_eq!(unheard(&base_url, "another-key", &[]), Some(3));
    assert_eq!(unheard(&base_url, key, &["no-such-scenario"]), Some(2));
    assert_eq!(unheard(&base_url, key, &["list"]), Some(0));
    let broken = Door::open(move |request| match request.number {
        1 => answer(200, "application/json", "{}"),
        _ => refusal(418, "TEAPOT"),
    });
    assert_eq!(unheard(&broken.base_url, key, &["resume/unknown"]), Some(1));
}
