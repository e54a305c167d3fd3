//! How a list is cut into pages.

use hopx_conformance::recording::Recording;
use serde_json::{Value, json};

use super::{check, everywhere, legal};
use crate::twin::{Addressed, Spoil};

#[test]
fn pages_may_be_cut_differently() {
    check(vec![
        legal(
            "no next_cursor on the last page",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body["has_more"] == json!(false) {
                        body.as_object_mut()
                            .expect("an object")
                            .remove("next_cursor");
                    }
                });
            }),
        ),
        legal("a smaller default page", |twin| {
            let list = twin.exchange("list/envelope/list");
            list.body(|body| body["data"].as_array_mut().expect("a list").truncate(10));
            list.set("/has_more", json!(true));
            list.set("/next_cursor", json!("c2FuZGJveA=="));
        }),
        legal("a smaller largest page", |twin| {
            in_two_pages(twin, "list/status/everything", 10);
        }),
        legal("an empty page with more behind it", |twin| {
            in_two_pages(twin, "list/status/everything", 0);
        }),
        legal("an empty page at the end", |twin| {
            in_two_pages(twin, "list/status/everything", 15);
        }),
        legal("another order in every list", |twin| {
            for (turn, list) in twin.lists().into_iter().enumerate() {
                list.body(|body| {
                    if let Some(elements) = body.get_mut("data").and_then(Value::as_array_mut) {
                        let turns = turn.min(elements.len());
                        elements.rotate_left(turns);
                    }
                });
            }
        }),
        legal("a walk that came to no end", |twin| {
            twin.cut_before("list/paging/few-pages@2");
            twin.cut_before("list/status/running-few-pages@3");
        }),
    ]);
}

/// Cuts the only page of a list into two.
fn in_two_pages(twin: &mut Recording, address: &'static str, size: usize) {
    let first = twin.exchange(address);
    let mut second = first.clone();
    first.body(|body| body["data"].as_array_mut().expect("a list").truncate(size));
    first.set("/has_more", json!(true));
    first.set("/next_cursor", json!("c2FuZGJveA=="));
    let cursor = ("cursor".to_owned(), "c2FuZGJveA==".to_owned());
    second.query.push(cursor);
    second.number += 1000;
    second.page_number(2);
    second.set("/request_id", json!("req_of_the_second_page"));
    second.body(|body| {
        let elements = body["data"].as_array_mut().expect("a list");
        elements.drain(..size);
    });
    let (scenario, step) = address.rsplit_once('/').expect("an address");
    let calls = &mut twin.scenario(scenario).looks[0].exchanges;
    let place = calls.iter().position(|made| made.step == step);
    calls.insert(place.expect("the step") + 1, second);
}
