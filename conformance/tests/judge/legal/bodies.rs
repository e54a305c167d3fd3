//! What a body may be beyond what is promised.

use serde_json::{Value, json};

use super::{check, every_element, everywhere, legal};
use crate::twin::{Addressed, Spoil, backwards};

#[test]
fn members_may_be_added() {
    check(vec![
        legal(
            "unknown members in every body",
            everywhere(|exchange| {
                exchange.body(|body| {
                    body["meta"] = json!({ "took": 3, "warnings": [null, {}] });
                    body["message"] = Value::Null;
                });
            }),
        ),
        legal(
            "members in a success that errors have too",
            everywhere(|exchange| {
                if exchange.answered().is_success() {
                    exchange.body(|body| {
                        body["error"] = json!("none");
                        body["code"] = json!("OK");
                    });
                }
            }),
        ),
        legal(
            "unknown members in every element",
            every_element(|element| {
                element["tags"] = json!(["a", { "b": 1.5e3 }]);
                element["owner"] = json!(-12);
            }),
        ),
        legal("details in an error", |twin| {
            twin.exchange("resume/unknown/resume")
                .set("/details", json!({ "id": [1, 2] }));
        }),
        legal("retry_after in an error that is no 429", |twin| {
            twin.exchange("resume/unknown/resume")
                .set("/retry_after", Value::Null);
        }),
        legal(
            "optional members left out",
            every_element(|element| {
                let promised = [
                    "id",
                    "object",
                    "status",
                    "public_host",
                    "template_name",
                    "region",
                    "created_at",
                ];
                let members = element.as_object_mut().expect("an object");
                members.retain(|name, _| promised.contains(&name.as_str()));
            }),
        ),
        legal(
            "optional members that are null",
            every_element(|element| {
                for name in OPTIONAL {
                    element[name] = Value::Null;
                }
            }),
        ),
        legal(
            "a url that is none",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body.get("data").is_some() {
                        body["url"] = json!(["/v1/sandboxes"]);
                    }
                });
            }),
        ),
    ]);
}

const OPTIONAL: [&str; 15] = [
    "direct_url",
    "preview_url",
    "template_id",
    "organization_id",
    "node_id",
    "resources",
    "internet_access",
    "live_mode",
    "timeout_seconds",
    "expires_at",
    "auth_token",
    "token_expires_at",
    "updated_at",
    "request_id",
    "display_name",
];

#[test]
fn optional_members_may_be_of_any_type() {
    let odd = [
        json!("text"),
        json!(7),
        json!(1.5),
        json!(true),
        json!([1]),
        json!({ "vcpu": "2" }),
    ];
    let difference = |value: Value| {
        legal(
            format!("optional members that are {value}"),
            every_element(move |element| {
                for name in OPTIONAL {
                    element[name] = value.clone();
                }
            }),
        )
    };
    check(odd.into_iter().map(difference).collect());
}

#[test]
fn json_may_be_written_in_any_way() {
    check(vec![
        legal(
            "the opposite order of members",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").into_owned();
                exchange.raw(backwards(&body));
            }),
        ),
        legal(
            "line breaks and indentation",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").into_owned();
                exchange.raw(format!("\r\n{body:#}\n\t "));
            }),
        ),
        legal(
            "escaped letters",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").to_string();
                exchange.raw(body.replace("sandbox", "\\u0073andbox").replace('/', "\\/"));
            }),
        ),
        legal(
            "letters beyond ASCII",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body.get("error").is_some() {
                        body["error"] = json!("Nicht gefunden — 見つかりません");
                    }
                });
            }),
        ),
    ]);
}
