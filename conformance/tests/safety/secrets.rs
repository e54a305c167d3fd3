//! Where the keys go, and where they do not.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hopx_mock::{Mock, Organization};

use crate::door::{Door, Reply, Server, answer};
use crate::play::{Play, Played, both};

/// The keys as they may come back: raw, escaped for a URL, in base64, in base64 with the scheme.
fn forms() -> Vec<String> {
    let keys = [Organization::Main, Organization::Other].map(Organization::api_key);
    let of_one = |key: &str| {
        let header = format!("Bearer {key}");
        [
            key.to_owned(),
            key.replace('.', "%2E").replace('_', "%5F"),
            STANDARD.encode(key),
            STANDARD.encode(&header),
            URL_SAFE_NO_PAD.encode(&header),
        ]
    };
    keys.into_iter().flat_map(of_one).collect()
}

/// That nothing that is kept or shown of a run holds a key.
fn assert_no_key(played: &Played) {
    let recording = serde_json::to_string(&played.recording).expect("JSON");
    for form in forms() {
        assert!(!recording.contains(&form), "{form} is in the recording");
        assert!(!played.text.contains(&form), "{form} is in the report");
    }
    let placeholder = recording.contains("[api_key]");
    assert!(placeholder, "what stands in place of the key is recorded");
}

#[test]
fn a_clean_run_keeps_no_key() {
    let server = Server::start(Mock::builder());
    let played = Play::against(&server.base_url(), &both(&server)).run();
    played.ended(0);
    assert_no_key(&played);
}

/// The answer of the mock, with every form of the keys in a header and in the body.
fn echoing(reply: Reply, forms: &str) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
    let body = body.replacen('{', &format!(r#"{{"you_sent":"{forms}","#), 1);
    let body = body.replace(r#""status":""#, &format!(r#""status":"{forms} "#));
    let body = body.replace(r#""code":""#, &format!(r#""code":"{forms} "#));
    answer(
        status,
        &format!("application/json; echo=\"{forms}\""),
        &body,
    )
}

#[test]
fn a_server_that_echoes_the_keys_gets_none_into_a_recording_or_a_report() {
    let server = Server::start(Mock::builder());
    let (behind, echoed) = (server.behind(), forms().join(" "));
    let door = Door::open(move |request| echoing(behind(request), &echoed));
    let played = Play::against(&door.base_url, &[]).run();
    played.ended(1);
    assert!(played.text.contains("[api_key]"), "an echo is shown masked");
    assert_no_key(&played);
}

#[test]
fn an_error_page_that_quotes_the_request_shows_no_key() {
    let echoed = forms().join(" ");
    let door = Door::open(move |_| answer(500, &format!("text/{echoed}"), &echoed));
    let played = Play::against(&door.base_url, &[]).run();
    played.ended(3);
    assert_no_key(&played);
}

/// A redirect to another place.
fn redirect(status: u16, to: &str) -> Reply {
    let head = format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {to}\r\n");
    Some(format!("{head}content-length: 0\r\nconnection: close\r\n\r\n").into_bytes())
}

#[test]
fn no_redirect_is_followed_so_the_key_goes_nowhere_else() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Door::open(|_| answer(200, "application/json", "{}"));
        let to = elsewhere.base_url.clone();
        let door =
            Door::open(move |request| redirect(status, &format!("{to}{}", request.target())));
        let played = Play::against(&door.base_url, &["sandbox_any".to_owned()]).run();
        played.ended(3);
        assert_eq!(elsewhere.requests().len(), 0, "{status}");
    }
}

#[test]
fn a_redirect_in_the_midst_of_a_run_is_not_followed_either() {
    for status in [302, 307] {
        let elsewhere = Door::open(|_| answer(200, "application/json", "{}"));
        let server = Server::start(Mock::builder());
        let (behind, to) = (server.behind(), elsewhere.base_url.clone());
        let door = Door::open(move |request| match request.is_change() {
            true => redirect(status, &format!("{to}{}", request.target())),
            false => behind(request),
        });
        let played = Play::against(&door.base_url, &both(&server))
            .only(&["pause"])
            .run();
        played.ended(1);
        assert_eq!(elsewhere.requests().len(), 0, "{status}");
    }
}
