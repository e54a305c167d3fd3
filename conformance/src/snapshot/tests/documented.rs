//! The documented text: one for every conforming answer, another for each broken promise.

use serde_json::{Value, json};

use super::{documented, element, exchange, page, promise, texts, with, without};
use crate::recording::{Answer, Exchange, Failure, FailureKind, Role};

const LIST: &str = r#"200 application/json

{
  "object": "list",
  "data": [each] {
    "id": [sandbox],
    "object": "sandbox",
    "status": [status],
    "public_host": [url],
    "template_name": [template],
    "region": [region],
    "created_at": [timestamp]
  },
  "has_more": [boolean],
  "request_id": [request:1]
}"#;

#[test]
fn the_description_alone_gives_the_texts() {
    assert_eq!(promise("list").as_deref(), Some(LIST));
    let paused = LIST
        .replace("[status]", "\"paused\"")
        .replace("[request:1]", "[request:2]");
    assert_eq!(promise("paused"), Some(paused));
    let pause = "200 application/json\n\n{\n  \"id\": [sandbox:1],\n  \"status\": \"paused\",\n  \"request_id\": [request:3]\n}";
    assert_eq!(promise("pause").as_deref(), Some(pause));
    let unknown = "404 application/json\n\n{\n  \"error\": [text],\n  \"code\": \"RESOURCE_NOT_FOUND\",\n  \"request_id\": [request:8]\n}";
    assert_eq!(promise("unknown").as_deref(), Some(unknown));
    assert!(promise("no-key").is_some_and(|text| text.contains("\"code\": [code]")));
    assert!(promise("bad-key").is_some_and(|text| text.contains("\"code\": \"INVALID_TOKEN\"")));
}

#[test]
fn steps_that_leave_a_choice_have_no_text() {
    assert_eq!(promise("again"), None);
    assert_eq!(promise("observed"), None);
    let conflict = json!({ "error": "e", "code": "CONFLICT", "request_id": "r" });
    assert_eq!(
        documented(&exchange("again", 409, &conflict.to_string())),
        None
    );
}

#[test]
fn every_legal_list_gives_the_same_text() {
    let one = element("one");
    let legal = [
        page(&[]),
        page(&[element("one")]),
        page(&[element("two"), element("one")]),
        page(&[element("stranger")]),
        page(&[element("stranger"), element("two"), element("sandbox_abc")]),
        with(&page(&[]), json!({ "next_cursor": null })),
        with(
            &page(&[element("one")]),
            json!({ "has_more": true, "next_cursor": "c" }),
        ),
        with(
            &page(&[]),
            json!({ "url": "/v1/sandboxes", "extra": { "deep": [1] } }),
        ),
        with(&page(&[]), json!({ "request_id": "0192-uuid" })),
        page(&[with(&one, json!({ "region": null }))]),
        page(&[with(&one, json!({ "status": "hibernating" }))]),
        page(&[with(
            &one,
            json!({ "created_at": "20260101T000000.123+0200" }),
        )]),
        page(&[with(
            &one,
            json!({ "expires_at": null, "auth_token": "[secret]", "node_id": 7 }),
        )]),
        page(&[with(
            &one,
            json!({ "organization_id": 1, "resources": { "vcpu": 2 } }),
        )]),
    ];
    for body in legal {
        let text = documented(&exchange("list", 200, &body.to_string()));
        assert_eq!(text.as_deref(), Some(LIST), "{body}");
    }
}

#[test]
fn the_order_of_members_is_free() {
    let body = r#"{"request_id":"r","has_more":false,"data":[],"object":"list"}"#;
    assert_eq!(
        documented(&exchange("list", 200, body)).as_deref(),
        Some(LIST)
    );
}

#[test]
fn every_broken_promise_of_a_list_shows() {
    let one = element("one");
    let broken = [
        (
            "\"object\": \"lists\"",
            with(&page(&[]), json!({ "object": "lists" })),
        ),
        ("\"object\": [absent]", without(&page(&[]), "object")),
        ("\"data\": [absent]", without(&page(&[]), "data")),
        ("\"data\": null", with(&page(&[]), json!({ "data": null }))),
        ("\"data\": {}", with(&page(&[]), json!({ "data": {} }))),
        (
            "\"has_more\": \"false\"",
            with(&page(&[]), json!({ "has_more": "false" })),
        ),
        (
            "\"has_more\": null",
            with(&page(&[]), json!({ "has_more": null })),
        ),
        (
            "\"request_id\": \"\"",
            with(&page(&[]), json!({ "request_id": "" })),
        ),
        (
            "\"request_id\": [absent]",
            without(&page(&[]), "request_id"),
        ),
        ("\"data\": [each] \"one\"", page(&[json!("one")])),
        ("\"id\": [absent]", page(&[without(&one, "id")])),
        ("\"id\": 7", page(&[with(&one, json!({ "id": 7 }))])),
        (
            "\"object\": \"Sandbox\"",
            page(&[with(&one, json!({ "object": "Sandbox" }))]),
        ),
        (
            "\"status\": null",
            page(&[with(&one, json!({ "status": null }))]),
        ),
        (
            "\"status\": [absent]",
            page(&[element("two"), without(&one, "status")]),
        ),
        (
            "\"public_host\": \"host\"",
            page(&[with(&one, json!({ "public_host": "host" }))]),
        ),
        (
            "\"template_name\": null",
            page(&[with(&one, json!({ "template_name": null }))]),
        ),
        ("\"region\": [absent]", page(&[without(&one, "region")])),
        ("\"region\": 3", page(&[with(&one, json!({ "region": 3 }))])),
        (
            "\"created_at\": 1767225600",
            page(&[with(&one, json!({ "created_at": 1767225600 }))]),
        ),
        (
            "\"created_at\": \"soon\"",
            page(&[with(&one, json!({ "created_at": "soon" }))]),
        ),
    ];
    for (shown, body) in broken {
        let text = documented(&exchange("list", 200, &body.to_string())).expect("a text");
        assert_ne!(text, LIST, "{body}");
        assert!(text.contains(shown), "{shown} in {text}");
    }
}

#[test]
fn a_filter_fixes_the_status_of_what_is_listed() {
    let text = |body: Value| documented(&exchange("paused", 200, &body.to_string()));
    assert_eq!(text(page(&[])), promise("paused"));
    assert_eq!(text(page(&[element("one")])), promise("paused"));
    let running = with(&element("one"), json!({ "status": "running" }));
    let shown = text(page(&[running])).expect("a text");
    assert!(shown.contains("\"status\": \"running\""), "{shown}");
}

#[test]
fn other_peoples_sandboxes_are_not_looked_at() {
    let odd = with(&element("stranger"), json!({ "status": null }));
    let body = page(&[element("one"), odd]);
    assert_eq!(
        documented(&exchange("list", 200, &body.to_string())).as_deref(),
        Some(LIST)
    );
}

#[test]
fn legal_answers_to_pause_and_resume_give_the_same_text() {
    let paused = json!({ "id": "one", "status": "paused", "request_id": "r" });
    let running = with(&paused, json!({ "status": "running" }));
    let extra = json!({ "object": "sandbox", "paused_at": null, "request_id": "another" });
    for (step, body) in [
        ("pause", paused.clone()),
        ("pause", with(&paused, extra.clone())),
        ("resume", running.clone()),
        ("resume", with(&running, extra)),
    ] {
        assert_eq!(
            documented(&exchange(step, 200, &body.to_string())),
            promise(step),
            "{body}"
        );
    }
}

#[test]
fn every_broken_promise_of_pause_shows() {
    let paused = json!({ "id": "one", "status": "paused", "request_id": "r" });
    let broken = [
        ("\"id\": [sandbox:2]", with(&paused, json!({ "id": "two" }))),
        ("\"id\": [absent]", without(&paused, "id")),
        ("\"id\": null", with(&paused, json!({ "id": null }))),
        (
            "\"status\": \"PAUSED\"",
            with(&paused, json!({ "status": "PAUSED" })),
        ),
        (
            "\"status\": \"running\"",
            with(&paused, json!({ "status": "running" })),
        ),
        ("\"status\": [absent]", without(&paused, "status")),
        (
            "\"request_id\": 5",
            with(&paused, json!({ "request_id": 5 })),
        ),
        ("\n[\"a list\"]", json!(["a list"])),
    ];
    for (shown, body) in broken {
        let text = documented(&exchange("pause", 200, &body.to_string())).expect("a text");
        assert_ne!(Some(&text), promise("pause").as_ref(), "{body}");
        let flat = text.replace("[\n  \"a list\"\n]", "[\"a list\"]");
        assert!(flat.contains(shown), "{shown} in {text}");
    }
}

#[test]
fn legal_errors_give_the_same_text() {
    let missing = json!({ "error": "no", "code": "RESOURCE_NOT_FOUND", "request_id": "r" });
    let no_key = json!({ "error": "no", "code": "INVALID_TOKEN", "request_id": "r" });
    for (step, status, body) in [
        ("unknown", 404, missing.clone()),
        (
            "unknown",
            404,
            with(
                &missing,
                json!({ "error": "Gone", "details": {}, "retry_after": null }),
            ),
        ),
        ("no-key", 401, no_key.clone()),
        (
            "no-key",
            401,
            with(&no_key, json!({ "code": "AUTHENTICATION_REQUIRED" })),
        ),
        ("bad-key", 401, no_key),
    ] {
        assert_eq!(
            documented(&exchange(step, status, &body.to_string())),
            promise(step),
            "{body}"
        );
    }
}

#[test]
fn every_broken_promise_of_an_error_shows() {
    let missing = json!({ "error": "no", "code": "RESOURCE_NOT_FOUND", "request_id": "r" });
    let nested = json!({ "error": { "message": "no", "code": "RESOURCE_NOT_FOUND" } });
    let other = |code: &str| with(&missing, json!({ "code": code }));
    let broken = [
        (
            "404",
            "\"error\": [absent]",
            "unknown",
            404,
            without(&missing, "error"),
        ),
        ("404", "\"error\": {", "unknown", 404, nested),
        (
            "404",
            "\"error\": \"\"",
            "unknown",
            404,
            with(&missing, json!({ "error": "" })),
        ),
        (
            "404",
            "\"code\": \"NOT_FOUND\"",
            "unknown",
            404,
            other("NOT_FOUND"),
        ),
        (
            "404",
            "\"request_id\": null",
            "unknown",
            404,
            with(&missing, json!({ "request_id": null })),
        ),
        (
            "403",
            "\"code\": \"FORBIDDEN\"",
            "unknown",
            403,
            other("FORBIDDEN"),
        ),
        ("418", "\"code\": [code]", "unknown", 418, other("TEAPOT")),
        ("204", "[undescribed]", "unknown", 204, missing.clone()),
        (
            "401",
            "\"code\": \"EXPIRED\"",
            "no-key",
            401,
            other("EXPIRED"),
        ),
        (
            "401",
            "\"code\": \"AUTHENTICATION_REQUIRED\"",
            "bad-key",
            401,
            other("AUTHENTICATION_REQUIRED"),
        ),
    ];
    for (status, shown, step, sent, body) in broken {
        let text = documented(&exchange(step, sent, &body.to_string())).expect("a text");
        assert_ne!(Some(&text), promise(step).as_ref(), "{body}");
        assert!(
            text.starts_with(status) && text.contains(shown),
            "{shown} in {text}"
        );
    }
}

#[test]
fn what_is_not_json_shows() {
    let mut cut = exchange("list", 200, "{\"object\":");
    let mut plain = exchange("list", 200, &page(&[]).to_string());
    for (shown, exchange) in [
        ("200 application/json\n\n[not JSON]", &mut cut),
        ("200 text/plain\n", &mut plain),
    ] {
        if shown.contains("plain") {
            edit(exchange, |answer| {
                answer.headers[0].1 = "text/plain".to_owned();
            });
        }
        let text = documented(exchange).expect("a text");
        assert!(text.starts_with(shown), "{shown} in {text}");
    }
    edit(&mut plain, |answer| answer.headers.clear());
    edit(&mut plain, |answer| answer.body.clear());
    let text = documented(&plain);
    assert_eq!(text.as_deref(), Some("200 [no media type]\n\n[empty]"));
    edit(&mut plain, |answer| {
        answer.broken = Some("the connection ended".to_owned());
    });
    let text = documented(&plain);
    assert_eq!(text.as_deref(), Some("200 [no media type]\n\n[cut short]"));
}

#[test]
fn only_what_the_snapshot_is_about_has_a_text() {
    let body = page(&[]).to_string();
    let mut other = exchange("list", 200, &body);
    for role in [
        Role::Prepare,
        Role::Step {
            poll: 0,
            page: 2,
            turn: 1,
        },
        Role::Step {
            poll: 0,
            page: 1,
            turn: 2,
        },
    ] {
        other.role = role;
        assert_eq!(documented(&other), None, "{role:?}");
    }
    let mut unanswered = exchange("list", 200, &body);
    unanswered.attempts[0].result = Err(Failure {
        kind: FailureKind::Timeout,
        message: String::new(),
    });
    assert_eq!(documented(&unanswered), None);
}

#[test]
fn who_repeats_a_request_id_is_told_elsewhere() {
    let list = exchange("list", 200, &page(&[]).to_string());
    let paused = json!({ "id": "one", "status": "paused", "request_id": "r1" });
    let paused = exchange("pause", 200, &paused.to_string());
    assert_eq!(texts(&[list, paused]), [promise("list"), promise("pause")]);
}

#[test]
fn two_strangers_never_look_equal() {
    let answer = |id: &str| {
        let body = json!({ "id": id, "status": "paused", "request_id": id });
        exchange("pause", 200, &body.to_string())
    };
    let shown: Vec<_> = texts(&[answer("two"), answer("three"), answer("two")])
        .into_iter()
        .flatten()
        .collect();
    assert!(shown[0].contains("[sandbox:2]"));
    assert!(shown[1].contains("[sandbox:3]"));
    assert_eq!(shown[0], shown[2]);
}

#[test]
fn a_server_cannot_pass_off_a_placeholder() {
    let body = json!({ "id": "[sandbox:1]", "status": "[status]", "request_id": "[request:3]" });
    let text = documented(&exchange("pause", 200, &body.to_string())).expect("a text");
    assert!(text.contains("\"status\": \"[status]\""), "{text}");
    assert!(text.contains("\"id\": [sandbox:2]"), "{text}");
}

/// Changes the answer of an exchange.
fn edit(exchange: &mut Exchange, change: impl Fn(&mut Answer)) {
    if let Some(Ok(answer)) = exchange
        .attempts
        .last_mut()
        .map(|attempt| &mut attempt.result)
    {
        change(answer);
    }
}
