//! The full text: everything that a target sent, without what differs from run to run.

use serde_json::{Value, json};

use super::{element, exchange, full_texts, page, with};

#[test]
fn every_member_is_kept_and_what_varies_is_masked() {
    let one = with(
        &element("one"),
        json!({
            "auth_token": "[secret]",
            "organization_id": 42,
            "node_id": "node-7",
            "template_id": "119",
            "direct_url": "https://7.host.example",
            "expires_at": null,
            "updated_at": 1767225600,
            "resources": { "vcpu": 2, "memory_mb": 2048 },
            "live_mode": true,
            "request_id": "r1",
        }),
    );
    let body = with(
        &page(&[element("stranger"), one]),
        json!({ "url": "/v1/sandboxes", "total": 9 }),
    );
    let mut list = exchange("list", 200, &body.to_string());
    if let Ok(answer) = &mut list.attempts[0].result {
        for name in ["x-ratelimit-reset", "x-ratelimit-limit", "date"] {
            answer.headers.push((name.to_owned(), "1".to_owned()));
        }
    }
    let wanted = r#"200 application/json
x-ratelimit-limit: [value]
x-ratelimit-reset: [value]

{
  "data": [
    {
      "auth_token": [secret],
      "created_at": [timestamp],
      "direct_url": [url],
      "expires_at": null,
      "id": [sandbox:1],
      "live_mode": true,
      "node_id": [node:1],
      "object": "sandbox",
      "organization_id": 42,
      "public_host": [url],
      "region": "us-east",
      "request_id": [request:1],
      "resources": {
        "memory_mb": 2048,
        "vcpu": 2
      },
      "status": "paused",
      "template_id": [template:1],
      "template_name": "code-interpreter",
      "updated_at": [timestamp]
    }
  ],
  "has_more": [boolean],
  "next_cursor": [cursor],
  "object": "list",
  "request_id": [request:1],
  "total": [number],
  "url": [url]
}"#;
    assert_eq!(full_texts(&[list]), [wanted]);
}

#[test]
fn who_else_is_there_changes_nothing() {
    let alone = page(&[element("one"), element("two")]);
    let crowded = with(
        &page(&[element("x"), element("two"), element("y"), element("one")]),
        json!({ "has_more": true, "next_cursor": "abc" }),
    );
    let texts = full_texts(&[exchange("list", 200, &alone.to_string())]);
    assert_eq!(
        texts,
        full_texts(&[exchange("list", 200, &crowded.to_string())])
    );
}

#[test]
fn small_pages_do_not_say_whom_they_show() {
    let text = |body: Value| full_texts(&[exchange("one-a-page", 200, &body.to_string())]);
    let shown = text(page(&[element("one")]));
    assert_eq!(shown, text(page(&[element("stranger")])));
    assert!(shown[0].contains("\"data\": [sandboxes]"), "{}", shown[0]);
}

#[test]
fn ids_keep_their_numbers_over_the_steps() {
    let list = exchange("list", 200, &page(&[element("two")]).to_string());
    let paused = json!({ "id": "one", "status": "paused", "request_id": "r2" });
    let paused = exchange("pause", 200, &paused.to_string());
    let texts = full_texts(&[list, paused]);
    assert!(texts[0].contains("\"id\": [sandbox:2]") && texts[0].contains("[request:1]"));
    assert!(texts[1].contains("\"id\": [sandbox:1]") && texts[1].contains("[request:2]"));
}

#[test]
fn texts_that_mention_an_id_hold_from_run_to_run() {
    let body = json!({
        "error": "Sandbox one (one-two, onerous) not found, request r-9",
        "code": "RESOURCE_NOT_FOUND",
        "request_id": "r-9",
        "retry_after": 30,
    });
    let texts = full_texts(&[exchange("unknown", 404, &body.to_string())]);
    let wanted =
        "\"error\": \"Sandbox [sandbox:1] (one-two, onerous) not found, request [request:1]\"";
    assert!(texts[0].contains(wanted), "{}", texts[0]);
    assert!(texts[0].contains("\"retry_after\": [seconds]"));
}

#[test]
fn a_step_that_leaves_a_choice_has_a_full_text() {
    let body = json!({ "error": "e", "code": "CONFLICT", "request_id": "r" });
    let texts = full_texts(&[exchange("again", 409, &body.to_string())]);
    assert!(texts[0].starts_with("409 application/json"));
}
