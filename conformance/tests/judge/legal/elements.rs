//! Sandboxes in a list.

use serde_json::{Value, json};

use super::{check, every_element, everywhere, legal};
use crate::played::MINE;
use crate::twin::{Addressed, Spoil};

#[test]
fn elements_may_differ() {
    let mut differences = vec![
        legal("a status that nobody documents", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/status", json!("hibernating"));
        }),
        legal("documented statuses of another page", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/status", json!("error"));
            twin.exchange("list/envelope/list")
                .set("/data/1/status", json!("deleted"));
        }),
        legal("no region", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/region", Value::Null);
            twin.exchange("list/region/everything")
                .set("/data/0/region", Value::Null);
        }),
        legal("a given sandbox without a region", |twin| {
            for list in twin.lists() {
                if list.query("region").is_some() {
                    list.body(|body| {
                        let elements = body["data"].as_array_mut().expect("a list");
                        elements.retain(|element| element["id"] != MINE);
                    });
                } else {
                    list.body(|body| {
                        let elements = body.get_mut("data").and_then(Value::as_array_mut);
                        let mut elements = elements.into_iter().flatten();
                        if let Some(mine) = elements.find(|element| element["id"] == MINE) {
                            mine["region"] = Value::Null;
                        }
                    });
                }
            }
        }),
        legal(
            "a template without a name",
            every_element(|element| {
                element["template_name"] = json!("");
            }),
        ),
        legal(
            "hosts with port and path",
            every_element(|element| {
                element["public_host"] = json!("http://127.0.0.1:8080/sandbox/1?x=y");
            }),
        ),
        legal("ids of another shape", |twin| {
            let text = serde_json::to_string(twin).expect("JSON");
            let text = text
                .replace(MINE, "0189f7ea-ae2c-7809-8aeb-b819cf5e9e7f")
                .replace("sandbox_ur5ta41fl", "42");
            *twin = serde_json::from_str(&text).expect("a recording");
        }),
        legal(
            "request ids of another shape",
            everywhere(|exchange| {
                let id = json!(format!(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-{}",
                    exchange.number
                ));
                exchange.set("/request_id", id);
            }),
        ),
    ];
    differences.extend(TIMES.map(|time| {
        legal(
            format!("created_at: {time}"),
            every_element(move |element| {
                element["created_at"] = json!(time);
            }),
        )
    }));
    check(differences);
}

const TIMES: [&str; 13] = [
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.123456789Z",
    "2026-01-01T00:00:00,5Z",
    "2026-01-01T00:00:00+00:00",
    "2026-01-01T00:00:00-0530",
    "2026-01-01T00:00:00+02",
    "2026-01-01T00:00:00",
    "2026-01-01 00:00:00",
    "2026-01-01t00:00:00z",
    "2026-01-01T00:00Z",
    "2026-01-01",
    "20260101T000000Z",
    "2016-12-31T23:59:60Z",
];
