//! No report holds a key, whatever a server makes of it.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hopx_mock::{Mock, Organization};

use crate::binary::{command, told};
use crate::door::{Door, Reply, Server, answer};
use crate::files::{Files, KINDS};

/// The keys in every form in which they may come back.
fn forms() -> Vec<String> {
    let of_one = |key: &str| {
        let each = |form: &dyn Fn(u8) -> String| key.bytes().map(form).collect::<String>();
        vec![
            key.to_owned(),
            key.to_lowercase(),
            key.replace('.', "%2E").replace('_', "%5f"),
            each(&|byte| format!("%{byte:02X}")),
            each(&|byte| format!("\\u{byte:04x}")),
            each(&|byte| format!("&#x{byte:x};")),
            STANDARD.encode(key),
            STANDARD.encode(format!("Bearer {key}")),
            URL_SAFE_NO_PAD.encode(format!("x{key}")),
        ]
    };
    let keys = [Organization::Main, Organization::Other].map(Organization::api_key);
    keys.into_iter().flat_map(of_one).collect()
}

#[track_caller]
fn assert_no_key(files: &Files, masked: bool) {
    for format in ["human", "json", "github"] {
        let args = ["judge", &files.path("recording.json"), "--format", format];
        let printed = told(&mut command(&args));
        absent(&[&printed.out, &printed.err], format);
    }
    absent(&[&files.told.out, &files.told.err], "the text");
    for (kind, file) in KINDS {
        let text = files.text(file);
        absent(&[&text], kind);
        if masked && ["json", "har"].contains(&kind) {
            assert!(text.contains("[api_key]"), "{kind}: something is masked");
        }
    }
}

#[track_caller]
fn absent(texts: &[&str], name: &str) {
    for form in forms() {
        let escaped = serde_json::Value::from(form.as_str()).to_string();
        for text in texts {
            assert!(!text.contains(&form), "{form} is in {name}");
            assert!(
                !text.contains(escaped.trim_matches('"')),
                "{form} is in {name}"
            );
        }
    }
}

/// An answer with the keys in a header, in members of its own, and in those that are judged.
fn echoing(reply: Reply, echoed: &str) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
    let body = body.replacen('{', &format!(r#"{{"you_sent":"{echoed}","#), 1);
    let body = body.replace(r#""status":""#, &format!(r#""status":"{echoed} "#));
    let body = body.replace(r#""code":""#, &format!(r#""code":"{echoed} "#));
    let body = body.replace(r#""request_id":""#, &format!(r#""request_id":"{echoed} "#));
    answer(
        status,
        &format!("application/json; echo=\"{echoed}\""),
        &body,
    )
}

fn run(name: &str, door: &Door, args: &[&str]) -> Files {
    let (dir, wanted) = Files::wanted(name);
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let args = [&["--base-url", door.base_url.as_str()], args, &wanted[..]].concat();
    let mut command = command(&args);
    command.env("HOPX_API_KEY", Organization::Main.api_key());
    let told = told(command.env("HOPX_OTHER_API_KEY", Organization::Other.api_key()));
    Files { dir, told }
}

#[test]
fn from_a_server_that_echoes_it_in_bodies_and_headers() {
    let server = Server::start(Mock::builder());
    let id = server.sandboxes()[0].id.clone();
    let (behind, echoed) = (server.behind(), forms().join(" "));
    let door = Door::open(move |request| echoing(behind(request), &echoed));
    let files = run("secrets-body", &door, &[]);
    files.told.ended(1, &["[api_key]"]);
    assert_no_key(&files, true);
    let files = run("secrets-change", &door, &["--sandbox", &id, "pause"]);
    assert_no_key(&files, true);
}

#[test]
fn from_a_server_that_echoes_it_in_error_pages() {
    let echoed = forms().join(" ");
    let door = Door::open(move |_| answer(500, &format!("text/{echoed}"), &echoed));
    let files = run("secrets-page", &door, &[]);
    files.told.ended(3, &[]);
    assert_no_key(&files, true);
}

#[test]
fn nor_the_address_of_a_server_that_has_credentials_in_it() {
    let live = Files::of_the_mock("secrets-address", &["list/envelope"]);
    let recording = live.text("recording.json");
    let secret = "https://me:verysecret@example.org/api?key=verysecret";
    let mut value: serde_json::Value = serde_json::from_str(&recording).expect("JSON");
    value["recording"]["base_url"] = secret.into();
    value["recording"]["target"] = "given".into();
    let edited = crate::binary::write(&live.dir, "edited.json", &value.to_string());
    for kind in ["json", "junit", "html", "markdown", "sarif"] {
        let file = live.path(kind);
        crate::binary::hopx(&["judge", &edited, "--report", &format!("{kind}={file}")]);
        let text = live.text(kind);
        assert!(text.contains("https://example.org/api"), "{kind}");
        assert!(!text.contains("verysecret"), "{kind}");
    }
}
