//! How pages follow one another.

use crate::twin::On::{Listed, Status};
use crate::twin::listing::{Listing, USUAL, id};
use crate::twin::{Twin, fault};
use serde_json::{Value, json};

pub(super) const TWINS: &[Twin] = &[
    fault(
        "limit-ignored",
        "list/limit/respected",
        "shows 100 sandboxes on a page, whatever the limit",
    )
    .hears(|call| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.parse::<u16>().is_ok_and(|limit| limit > 0))
        {
            call.forget("limit");
        }
    }),
    fault(
        "limit-plus-one",
        "list/limit/respected",
        "shows one sandbox more than the limit allows",
    )
    .hears(|call| {
        let limit = call
            .asks("limit")
            .and_then(|limit| limit.parse::<u16>().ok());
        if let Some(limit) = limit.filter(|limit| (1..1000).contains(limit)) {
            call.ask("limit", (limit + 1).to_string());
        }
    }),
    fault(
        "limit-of-at-least-ten",
        "list/limit/respected",
        "takes every limit below ten for ten",
    )
    .hears(|call| {
        let limit = call
            .asks("limit")
            .and_then(|limit| limit.parse::<u16>().ok());
        if limit.is_some_and(|limit| (1..10).contains(&limit)) {
            call.ask("limit", "10");
        }
    }),
    fault(
        "limit-lost-on-page-two",
        "list/limit/respected",
        "forgets the limit on every page but the first",
    )
    .hears(|call| {
        if call.goes_on() {
            call.forget("limit");
        }
    }),
    fault(
        "limit-counts-with-filters-only",
        "list/limit/respected",
        "forgets the limit where no filter is asked for",
    )
    .hears(|call| {
        let sized = call
            .asks("limit")
            .is_some_and(|limit| limit.parse::<u16>().is_ok_and(|limit| limit > 0));
        if sized && call.asks("status").is_none() && call.asks("region").is_none() {
            call.forget("limit");
        }
    }),
    fault(
        "cursor-ignored",
        "list/paging/advances",
        "takes every cursor and answers the first page",
    )
    .hears(|call| call.forget("cursor")),
    fault(
        "cursor-ignored-with-filters",
        "list/paging/advances",
        "answers the first page to every cursor where a filter is asked for",
    )
    .hears(|call| {
        if call.asks("status").is_some() || call.asks("region").is_some() {
            call.forget("cursor");
        }
    }),
    fault(
        "cursor-of-the-page-itself",
        "list/paging/advances",
        "gives the cursor that led to a page as the one that leads on, except on the first",
    )
    .says(Listed, |call, reply| {
        if let Some(cursor) = call.asks("cursor").filter(|_| reply.has_more()) {
            reply.set("next_cursor", cursor);
        }
    }),
    fault(
        "last-page-leads-on",
        "list/paging/advances",
        "says after the last page that more follows, and gives its own cursor",
    )
    .says(Listed, |call, reply| {
        if let Some(cursor) = call.asks("cursor").filter(|_| !reply.has_more()) {
            reply.set("has_more", true);
            reply.set("next_cursor", cursor);
        }
    }),
    fault(
        "empty-pages-without-end",
        "list/paging/advances",
        "goes on after the last sandbox with empty pages, each with a cursor of its own",
    )
    .hears(|call| {
        if call
            .asks("cursor")
            .is_some_and(|cursor| cursor.starts_with("empty"))
        {
            call.forget("cursor");
        }
    })
    .says(Listed, |call, reply| {
        let empty = call
            .asks("cursor")
            .filter(|cursor| cursor.starts_with("empty"));
        if !reply.has_more() || empty.is_some() {
            if empty.is_some() {
                reply.set("data", json!([]));
            }
            reply.set("has_more", true);
            reply.set("next_cursor", format!("empty{}", call.number));
        }
    }),
    fault(
        "last-page-leads-back",
        "list/paging/advances",
        "gives on the last of several pages the cursor of the second",
    )
    .says(Listed, |call, reply| {
        if !call.goes_on() {
            let cursor = reply.member("next_cursor");
            call.memory().last = cursor.as_str().map(str::to_owned);
        } else if !reply.has_more() {
            let second = call.memory().last.clone();
            reply.set("has_more", true);
            reply.set("next_cursor", json!(second));
        }
    }),
    fault(
        "cursor-on-the-last-page",
        "list/paging/ends-without-cursor",
        "gives a cursor where nothing follows",
    )
    .says(Listed, |_, reply| {
        if !reply.has_more() {
            reply.set("next_cursor", "AAAAAAAAAAAA");
        }
    }),
    fault(
        "empty-cursor-on-the-last-page",
        "list/paging/ends-without-cursor",
        "has an empty text for next_cursor where nothing follows",
    )
    .says(Listed, |_, reply| {
        if !reply.has_more() {
            reply.set("next_cursor", "");
        }
    }),
    fault(
        "own-cursor-on-the-last-page",
        "list/paging/ends-without-cursor",
        "gives on the last of several pages the cursor that led to it",
    )
    .says(Listed, |call, reply| {
        if let Some(cursor) = call.asks("cursor").filter(|_| !reply.has_more()) {
            reply.set("next_cursor", cursor);
        }
    }),
    fault(
        "page-begins-with-the-last-of-the-one-before",
        "list/paging/exactly-once",
        "repeats the last sandbox of a page on the next, where a page has two or more",
    )
    .lists(Listing { gap: -1, ..USUAL }),
    fault(
        "page-begins-with-the-last-two-of-the-one-before",
        "list/paging/exactly-once",
        "repeats the last two sandboxes of a page on the next, where a page has three or more",
    )
    .lists(Listing { gap: -2, ..USUAL }),
    fault(
        "last-page-repeats-its-last",
        "list/paging/exactly-once",
        "shows the last sandbox of a list twice, if the page has room for it",
    )
    .says(Listed, |call, reply| {
        let limit = call.asks("limit").and_then(|limit| limit.parse().ok());
        if !reply.has_more() && reply.len() < limit.unwrap_or(100) {
            reply.data(|elements| elements.extend(elements.last().cloned()));
        }
    }),
    fault(
        "second-page-of-running-repeats-one",
        "list/paging/exactly-once",
        "ends the second page with the first sandbox of all where a status is asked for",
    )
    .says(Listed, |call, reply| {
        if call.asks("status").is_none() {
            return;
        }
        if call.goes_on() {
            let first = call.memory().shown.clone();
            reply.data(|elements| {
                if let Some((place, first)) = elements.last_mut().zip(first) {
                    *place = first;
                }
            });
        } else {
            call.memory().shown = reply.member("data").get(0).cloned();
        }
    }),
    fault(
        "one-dropped-between-pages",
        "list/paging/complete",
        "leaves out the sandbox that every page but the first should begin with",
    )
    .lists(Listing { gap: 1, ..USUAL }),
    fault(
        "two-dropped-between-pages",
        "list/paging/complete",
        "leaves out the two sandboxes that every page but the first should begin with",
    )
    .lists(Listing { gap: 2, ..USUAL }),
    fault(
        "last-of-all-never-shown",
        "list/paging/complete",
        "leaves the last sandbox of all out where pages are small",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() && !reply.has_more() {
            reply.data(|elements| drop(elements.pop()));
        }
    }),
    fault(
        "ends-after-the-first-page",
        "list/paging/complete",
        "says after the first page that this was all",
    )
    .says(Listed, |_, reply| reply.end()),
    fault(
        "ends-after-the-second-page",
        "list/paging/complete",
        "says after the second page that this was all",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.end();
        }
    }),
    fault(
        "large-page-misses-one",
        "list/paging/complete",
        "leaves the sixth sandbox out of every page of more than ten",
    )
    .says(Listed, |_, reply| {
        if reply.len() > 10 {
            reply.data(|elements| drop(elements.remove(5)));
        }
    }),
    fault(
        "page-in-another-order",
        "list/paging/complete",
        "puts pages together by other orders: the first by creation, the later ones by id",
    )
    .lists(Listing {
        order: |all| all.sort_by(|one, other| id(one).cmp(id(other))),
        ..USUAL
    })
    .says(Listed, |call, reply| {
        if !call.goes_on() {
            let of = call.caller().unwrap_or_default();
            let all = call.others(of, crate::http::shown);
            let fits = |element: &Value| crate::twin::listing::matches(call, element);
            let length = reply.len();
            reply.data(|elements| {
                *elements = all
                    .into_iter()
                    .filter(|element| fits(element))
                    .take(length)
                    .collect();
            });
        }
    }),
    fault(
        "limit-zero-500",
        "list/query/graceful",
        "breaks down over limit=0",
    )
    .says(Status(400), |call, reply| {
        if call.asks_for("limit", "0") {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "limit-huge-500",
        "list/query/graceful",
        "breaks down over a limit of more than 1000",
    )
    .says(Status(400), |call, reply| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.parse::<u64>().is_ok_and(|limit| limit > 1000))
        {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "status-unknown-503",
        "list/query/graceful",
        "answers 503 to a status that there is not",
    )
    .says(Status(400), |call, reply| {
        if call.asks("status").is_some() {
            reply.refuse(503, "SERVICE_UNAVAILABLE");
        }
    }),
    fault(
        "status-unknown-500",
        "list/query/graceful",
        "breaks down over a status that there is not",
    )
    .says(Status(400), |call, reply| {
        if call.asks("status").is_some() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "cursor-unreadable-500",
        "list/query/graceful",
        "breaks down over a cursor that it cannot read",
    )
    .says(Status(404), |call, reply| {
        if call.goes_on() {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
];
