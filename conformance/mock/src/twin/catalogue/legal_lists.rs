//! How lists may be ordered, cut into pages and asked for.

use crate::store::SandboxStatus;
use crate::twin::On::{Listed, Status};
use crate::twin::listing::{Listing, USUAL, id, matches};
use crate::twin::{Call, Twin, legal};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// A number that a text is mixed into.
fn mixed(text: &str) -> u64 {
    text.bytes().fold(7, |sum: u64, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

fn filtered(call: &Call<'_>) -> bool {
    call.asks("status").is_some() || call.asks("region").is_some()
}

/// Whether a call asks for a status that there is not.
fn asks_unknown_status(call: &Call<'_>) -> bool {
    let status = call.asks("status").filter(|status| !status.is_empty());
    status.is_some_and(|status| SandboxStatus::from_text(&status).is_none())
}

/// Whether a call asks for more than 1000 sandboxes.
fn huge(call: &Call<'_>) -> bool {
    call.asks("limit")
        .is_some_and(|limit| limit.parse::<u64>().is_ok_and(|limit| limit > 1000))
}

pub(super) const TWINS: &[Twin] = &[
    legal("newest-first", "lists the newest sandboxes first").lists(Listing {
        order: |all| all.reverse(),
        ..USUAL
    }),
    legal("ordered-by-id", "lists sandboxes in the order of their ids").lists(Listing {
        order: |all| all.sort_by(|one, other| id(one).cmp(id(other))),
        ..USUAL
    }),
    legal(
        "in-no-order",
        "lists sandboxes in an order that looks like none, and is always the same",
    )
    .lists(Listing {
        order: |all| all.sort_by_key(|element| mixed(id(element))),
        ..USUAL
    }),
    legal(
        "pages-of-20",
        "has 20 sandboxes on a page by default, and 100 at most",
    )
    .lists(Listing {
        default: 20,
        maximum: 100,
        ..USUAL
    }),
    legal(
        "pages-of-20-strictly",
        "has 20 sandboxes on a page by default, and refuses more than 100",
    )
    .lists(Listing {
        default: 20,
        maximum: 100,
        refuses: true,
        ..USUAL
    }),
    legal("pages-of-100", "has 100 sandboxes on a page at most").lists(Listing {
        maximum: 100,
        ..USUAL
    }),
    legal(
        "pages-of-1000",
        "has 1000 sandboxes on a page by default, and as many at most",
    )
    .lists(Listing {
        default: 1000,
        ..USUAL
    }),
    legal(
        "pages-of-seven",
        "has seven sandboxes on a page at most, whatever the limit above",
    )
    .lists(Listing {
        maximum: 7,
        default: 7,
        ..USUAL
    }),
    legal(
        "pages-of-one",
        "has one sandbox on a page, whatever the limit",
    )
    .lists(Listing {
        maximum: 1,
        default: 1,
        ..USUAL
    }),
    legal("cursors-of-digits", "has cursors that are texts of digits").lists(Listing {
        cursor: |id| mixed(id).to_string(),
        ..USUAL
    }),
    legal(
        "cursors-with-padding",
        "has cursors with plus, slash and equal signs",
    )
    .lists(Listing {
        cursor: |id| format!("+/{}=", STANDARD.encode(format!("{id}?>"))),
        ..USUAL
    }),
    legal("cursors-that-are-long", "has cursors of a thousand letters").lists(Listing {
        cursor: |id| format!("{id}{}", "x".repeat(1000)),
        ..USUAL
    }),
    legal(
        "cursors-that-are-json",
        "has cursors that are JSON, with quotes and braces",
    )
    .lists(Listing {
        cursor: |id| json!({ "after": id, "n": 1 }).to_string(),
        ..USUAL
    }),
    legal(
        "cursors-like-queries",
        "has cursors with ampersands, percent signs, hashes and spaces",
    )
    .lists(Listing {
        cursor: |id| format!("a&limit=3#{id} %2F%"),
        ..USUAL
    }),
    legal(
        "cursors-beyond-ascii",
        "has cursors with letters beyond ASCII",
    )
    .lists(Listing {
        cursor: |id| format!("später-{id}-後"),
        ..USUAL
    }),
    legal(
        "cursor-new-every-time",
        "never gives the same cursor twice, even for the same place",
    )
    .hears(|call| {
        if let Some(cursor) = call.asks("cursor") {
            let place = cursor.split('.').next().unwrap_or_default().to_owned();
            call.ask("cursor", place);
        }
    })
    .says(Listed, |call, reply| {
        if let Some(cursor) = reply.member("next_cursor").as_str() {
            reply.set("next_cursor", format!("{cursor}.{}", call.number));
        }
    }),
    legal("empty-page-first", "begins every list with an empty page")
        .hears(|call| {
            if call.asks_for("cursor", "begin") {
                call.forget("cursor");
            }
        })
        .says(Listed, |call, reply| {
            if !call.goes_on() {
                reply.set("data", json!([]));
                reply.set("has_more", true);
                reply.set("next_cursor", "begin");
            }
        }),
    legal("empty-page-last", "ends every list with an empty page")
        .hears(|call| {
            if call.asks_for("cursor", "end") {
                call.forget("cursor");
                call.forget("limit");
            }
        })
        .says(Listed, |call, reply| {
            if call.asks_for("cursor", "end") {
                reply.set("data", json!([]));
                reply.end();
            } else if !reply.has_more() {
                reply.set("has_more", true);
                reply.set("next_cursor", "end");
            }
        }),
    legal(
        "filters-thin-pages-out",
        "cuts pages first and filters them then, so that some are empty, and goes on to the end",
    )
    .hears(|call| {
        if filtered(call) && !asks_unknown_status(call) {
            call.forget("status");
            call.forget("region");
        }
    })
    .says(Listed, |call, reply| {
        if filtered(call) {
            reply.data(|elements| elements.retain(|element| matches(call, element)));
        }
    }),
    legal(
        "limit-zero-is-empty",
        "answers limit=0 with an empty page that is the last",
    )
    .hears(|call| {
        if call.asks_for("limit", "0") {
            call.ask("limit", "1");
        }
    })
    .says(Listed, |call, reply| {
        if call.asks_for("limit", "0") {
            reply.set("data", json!([]));
            reply.end();
        }
    }),
    legal(
        "limit-zero-is-empty-and-goes-on",
        "answers limit=0 with an empty page and a cursor",
    )
    .hears(|call| {
        if call.asks_for("limit", "0") {
            call.ask("limit", "1");
        }
    })
    .says(Listed, |call, reply| {
        if call.asks_for("limit", "0") {
            reply.set("data", json!([]));
        }
    }),
    legal("limit-zero-is-none", "takes limit=0 for no limit").hears(|call| {
        if call.asks_for("limit", "0") {
            call.forget("limit");
        }
    }),
    legal(
        "limit-huge-is-the-largest",
        "takes a limit above 1000 for 1000",
    )
    .hears(|call| {
        if huge(call) {
            call.ask("limit", "1000");
        }
    }),
    legal("limit-huge-413", "answers 413 to a limit above 1000").says(
        Status(400),
        |call, reply| {
            if huge(call) {
                reply.refuse(413, "REQUEST_TOO_LARGE");
            }
        },
    ),
    legal(
        "status-unknown-ignored",
        "lists every sandbox where a status is asked for that there is not",
    )
    .hears(|call| {
        if asks_unknown_status(call) {
            call.forget("status");
        }
    }),
    legal(
        "status-unknown-finds-nothing",
        "lists nothing where a status is asked for that there is not",
    )
    .hears(|call| {
        if asks_unknown_status(call) {
            call.forget("status");
        }
    })
    .says(Listed, |call, reply| {
        if asks_unknown_status(call) {
            reply.set("data", json!([]));
            reply.end();
        }
    }),
    legal(
        "status-unknown-404",
        "answers 404 to a status that there is not",
    )
    .says(Status(400), |call, reply| {
        if call.asks("status").is_some() {
            reply.refuse(404, "RESOURCE_NOT_FOUND");
        }
    }),
    legal(
        "status-unknown-409",
        "answers 409 to a status that there is not",
    )
    .says(Status(400), |call, reply| {
        if call.asks("status").is_some() {
            reply.refuse(409, "CONFLICT");
        }
    }),
    legal(
        "cursor-unreadable-400",
        "answers 400 to a cursor that it cannot read",
    )
    .says(Status(404), |call, reply| {
        if call.goes_on() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    legal(
        "cursor-unreadable-410",
        "answers 410 to a cursor that it cannot read",
    )
    .says(Status(404), |call, reply| {
        if call.goes_on() {
            reply.refuse(410, "CURSOR_EXPIRED");
        }
    }),
    legal(
        "cursor-unreadable-begins-again",
        "begins again at a cursor that it cannot read",
    )
    .hears(|call| {
        let cursor = call.asks("cursor");
        if cursor.is_some_and(|cursor| !crate::http::is_cursor(&cursor)) {
            call.forget("cursor");
        }
    }),
    legal(
        "region-unknown-400",
        "answers 400 to a region that there is not",
    )
    .says(Listed, |call, reply| {
        let region = call.asks("region");
        if region.is_some_and(|region| region != "us-east" && region != "eu-west") {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    legal(
        "region-unknown-422",
        "answers 422 to a region that there is not",
    )
    .says(Listed, |call, reply| {
        let region = call.asks("region");
        if region.is_some_and(|region| region != "us-east" && region != "eu-west") {
            reply.refuse(422, "VALIDATION_ERROR");
        }
    }),
    legal(
        "pages-of-different-sizes",
        "fills only half of a page of four or more",
    )
    .hears(|call| {
        let limit = call
            .asks("limit")
            .and_then(|limit| limit.parse::<u32>().ok());
        if let Some(limit) = limit.filter(|limit| (4..=1000).contains(limit)) {
            call.ask("limit", (limit / 2).to_string());
        }
    }),
    legal(
        "null-cursor-named-otherwise",
        "has the cursor under another name too",
    )
    .says(Listed, |_, reply| {
        let cursor = reply.member("next_cursor");
        reply.set("cursor", cursor);
        reply.set("previous_cursor", Value::Null);
    }),
];
