//! Neither a recording nor an HTTP Archive holds a key, whatever a server makes of it.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hopx_mock::{Mock, Organization};

use crate::binary::{command, fresh, shown, told};
use crate::door::{Door, Reply, Server};

/// Scenarios that call with either key.
const SOME: [&str; 3] = ["list/envelope", "auth", "list/other-organisation"];

/// A key in every form in which it may come back.
fn forms(key: &str) -> Vec<String> {
    let each = |form: &dyn Fn(u8) -> String| key.bytes().map(form).collect::<String>();
    let mut forms = vec![
        key.to_owned(),
        key.to_lowercase(),
        key.replace('.', "%2E").replace('_', "%5f"),
        each(&|byte| format!("%{byte:02X}")),
        each(&|byte| format!("%25{byte:02x}")),
        each(&|byte| format!("\\u{byte:04x}")),
        each(&|byte| format!("\\u{byte:04X}")),
        each(&|byte| format!("\\\\u{byte:04x}")),
        each(&|byte| format!("&#x{byte:x};")),
        each(&|byte| format!("{byte:02x}")),
    ];
    for around in ["", "x", "xy", "Bearer ", "key="] {
        for text in [format!("{around}{key}"), format!("{around}{key}!")] {
            forms.push(STANDARD.encode(&text));
            forms.push(URL_SAFE_NO_PAD.encode(&text));
        }
    }
    forms
}

/// What betrays a key: itself in any escaping, and the part of its base64 that is the same
/// whatever stands around it.
fn betrayals(key: &str) -> Vec<String> {
    let mut parts = forms(key);
    for before in 0..3 {
        let text = format!("{}{key}", "x".repeat(before));
        for encoded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
            let whole = text.len() / 3 * 4;
            parts.push(encoded[if before == 0 { 0 } else { 4 }..whole].to_owned());
        }
    }
    parts
}

/// An answer with more in its head and its body.
fn with(reply: Reply, header: &str, member: &str) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let body = body.replacen('{', &format!("{{{member},"), 1);
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    lines.retain(|line| !line.to_lowercase().starts_with("content-length"));
    lines.push(format!("content-length: {}", body.len()));
    lines.push(header.to_owned());
    Some(format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes())
}

/// What a server that echoes the keys, as told, leaves in the files of a run.
fn left_behind(
    name: &str,
    echo: impl Fn(Reply, &[String]) -> Reply + Send + Sync + 'static,
) -> String {
    let (server, dir) = (Server::start(Mock::builder()), fresh(name));
    let keys = [server.api_key(), server.other_api_key()];
    let echoed: Vec<String> = keys.iter().flat_map(|key| forms(key)).collect();
    let behind = server.behind();
    let door = Door::open(move |request| echo(behind(request), &echoed));
    let (record, har) = (shown(&dir.join("run.json")), shown(&dir.join("run.har")));
    let args = [
        "--base-url",
        &door.base_url,
        "--record",
        &record,
        "--har",
        &har,
    ];
    let mut command = command(&[&args, &SOME[..]].concat());
    command.env("HOPX_API_KEY", server.api_key());
    told(command.env("HOPX_OTHER_API_KEY", server.other_api_key()));
    let read = |file: &str| fs::read_to_string(file).expect("a file");
    let left = format!("{}\n{}", read(&record), read(&har));
    assert!(left.contains("[api_key]"), "something is masked");
    for form in keys.iter().flat_map(|key| betrayals(key)) {
        assert!(!left.contains(&form), "{form}");
        let in_json = serde_json::Value::from(form.as_str()).to_string();
        assert!(!left.contains(in_json.trim_matches('"')), "{form}");
    }
    left
}

/// An answer that has every form of the keys in its body.
fn in_the_body(reply: Reply, forms: &[String]) -> Reply {
    with(
        reply,
        "x-other: none",
        &format!("\"you_sent\":\"{}\"", forms.join(" ")),
    )
}

#[test]
fn a_key_in_a_body_is_not_kept() {
    let left = left_behind("keys-body", in_the_body);
    assert!(
        left.contains("\"you_sent\\\":\\\"[api_key] [api_key]"),
        "an echo is kept masked"
    );
    assert!(left.contains(" [other_api_key] "));
}

#[test]
fn a_key_in_the_value_of_a_header_is_not_kept() {
    let left = left_behind("keys-header", |reply, forms| {
        with(
            reply,
            &format!("x-you-sent: {}", forms.join(" ")),
            "\"other\":1",
        )
    });
    assert!(left.contains("x-you-sent"), "the header is kept");
}

#[test]
fn a_key_in_the_name_of_a_header_is_not_kept() {
    left_behind("keys-name", |reply, forms| {
        let a_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._%".contains(&byte);
        let names = forms.iter().filter(|form| form.bytes().all(a_name));
        let lines: Vec<_> = names.map(|name| format!("{name}: yes")).collect();
        with(reply, &lines.join("\r\n"), "\"other\":1")
    });
}

#[test]
fn a_key_in_a_body_that_is_no_text_is_not_kept() {
    left_behind("keys-binary", |reply, forms| {
        let mut bytes = in_the_body(reply, forms)?;
        let last = bytes.len() - 1;
        bytes[last] = 0xff;
        Some(bytes)
    });
}

#[test]
fn a_key_in_a_body_that_breaks_off_is_not_kept() {
    for place in 0..forms("any key").len() {
        let left = left_behind("keys-cut", move |reply, forms| {
            let form = &forms[place];
            let bytes = in_the_body(reply, std::slice::from_ref(form))?;
            let start = String::from_utf8_lossy(&bytes).find(form)?;
            Some(bytes[..start + form.len() - 3].to_vec())
        });
        let form = &forms(Organization::Main.api_key())[place];
        let in_json = serde_json::Value::from(&form[..form.len() - 3]).to_string();
        assert!(!left.contains(in_json.trim_matches('"')), "{form}");
    }
}
