//! What a page says of itself.

use crate::fault::Operation::List;
use crate::twin::On::Listed;
use crate::twin::{Twin, fault};
use axum::http::StatusCode;
use serde_json::{Value, json};

pub(super) const TWINS: &[Twin] = &[
    fault(
        "list-answers-206",
        "list/200",
        "answers 206 where more follows",
    )
    .says(Listed, |_, reply| {
        if reply.has_more() {
            reply.status = StatusCode::PARTIAL_CONTENT;
        }
    }),
    fault(
        "list-answers-201",
        "list/200",
        "answers every list with 201",
    )
    .says(Listed, |_, reply| reply.status = StatusCode::CREATED),
    fault(
        "empty-list-404",
        "list/200",
        "answers 404 to a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.refuse(404, "RESOURCE_NOT_FOUND");
        }
    }),
    fault(
        "empty-list-204",
        "list/200",
        "answers 204 to a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.status = StatusCode::NO_CONTENT;
            reply.raw("");
        }
    }),
    fault(
        "creating-list-500",
        "list/200",
        "breaks down over status=creating",
    )
    .says(Listed, |call, reply| {
        if call.asks_for("status", "creating") {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "region-refused",
        "list/200",
        "answers 400 to every list with a region",
    )
    .says(Listed, |call, reply| {
        if call.asks("region").is_some() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "cursor-refused",
        "list/200",
        "answers 400 to the cursors that it gives",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "filters-refused-together",
        "list/200",
        "answers 400 to a status with a region",
    )
    .says(Listed, |call, reply| {
        if call.asks("status").is_some() && call.asks("region").is_some() {
            reply.refuse(400, "INVALID_REQUEST");
        }
    }),
    fault(
        "list-is-a-bare-array",
        "list/200/body",
        "answers the array of sandboxes and nothing around it",
    )
    .says(Listed, |_, reply| {
        let data = reply.member("data");
        reply.write(&data);
    }),
    fault(
        "list-is-a-string",
        "list/200/body",
        "writes lists as JSON in a JSON string",
    )
    .says(Listed, |_, reply| {
        reply.text(|text| json!(text).to_string());
    }),
    fault(
        "empty-list-is-null",
        "list/200/body",
        "answers null to a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.raw("null");
        }
    }),
    fault(
        "list-has-no-object",
        "list/200/object",
        "leaves object out of lists",
    )
    .says(Listed, |_, reply| reply.remove("object")),
    fault(
        "list-object-in-capitals",
        "list/200/object",
        "has the object List in lists",
    )
    .says(Listed, |_, reply| reply.set("object", "List")),
    fault(
        "list-object-of-another-kind",
        "list/200/object",
        "has the object sandbox_list in lists",
    )
    .says(Listed, |_, reply| reply.set("object", "sandbox_list")),
    fault(
        "later-page-has-another-object",
        "list/200/object",
        "has the object page in every page but the first",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.set("object", "page");
        }
    }),
    fault(
        "list-object-null-where-empty",
        "list/200/object",
        "has a null for object in a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.set("object", Value::Null);
        }
    }),
    fault(
        "empty-data-is-null",
        "list/200/data",
        "has a null for data in a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.set("data", Value::Null);
        }
    }),
    fault(
        "empty-data-is-missing",
        "list/200/data",
        "leaves data out of a list of nothing",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 0 {
            reply.remove("data");
        }
    }),
    fault(
        "single-data-is-no-array",
        "list/200/data",
        "has the sandbox itself for data where there is only one",
    )
    .says(Listed, |_, reply| {
        if reply.len() == 1 {
            let only = reply.member("data")[0].take();
            reply.set("data", only);
        }
    }),
    fault(
        "data-by-id",
        "list/200/data",
        "has an object of sandboxes by id for data",
    )
    .says(Listed, |_, reply| {
        let data = reply.member("data");
        let elements = data.as_array().into_iter().flatten();
        let by_id = elements.map(|element| {
            (
                element["id"].as_str().unwrap_or_default().to_owned(),
                element.clone(),
            )
        });
        reply.set("data", Value::Object(by_id.collect()));
    }),
    fault(
        "data-named-sandboxes",
        "list/200/data",
        "has the sandboxes under the name sandboxes",
    )
    .says(Listed, |_, reply| {
        let data = reply.member("data");
        reply.set("sandboxes", data);
        reply.remove("data");
    }),
    fault(
        "list-has-no-has-more",
        "list/200/has-more",
        "leaves has_more out of lists",
    )
    .says(Listed, |_, reply| reply.remove("has_more")),
    fault(
        "last-page-has-no-has-more",
        "list/200/has-more",
        "leaves has_more out where nothing follows",
    )
    .says(Listed, |_, reply| {
        if !reply.has_more() {
            reply.remove("has_more");
        }
    }),
    fault(
        "has-more-is-null",
        "list/200/has-more",
        "has a null for has_more where nothing follows",
    )
    .says(Listed, |_, reply| {
        if !reply.has_more() {
            reply.set("has_more", Value::Null);
        }
    }),
    fault(
        "has-more-is-text",
        "list/200/has-more",
        "has the text true or false for has_more",
    )
    .says(Listed, |_, reply| {
        reply.set("has_more", reply.has_more().to_string());
    }),
    fault(
        "has-more-is-a-number",
        "list/200/has-more",
        "has 0 or 1 for has_more",
    )
    .says(Listed, |_, reply| {
        reply.set("has_more", u8::from(reply.has_more()));
    }),
    fault(
        "has-more-without-cursor",
        "list/200/next-cursor",
        "leaves next_cursor out where more follows",
    )
    .says(Listed, |_, reply| {
        if reply.has_more() {
            reply.remove("next_cursor");
        }
    }),
    fault(
        "has-more-with-null-cursor",
        "list/200/next-cursor",
        "has a null for next_cursor where more follows",
    )
    .says(Listed, |_, reply| {
        if reply.has_more() {
            reply.set("next_cursor", Value::Null);
        }
    }),
    fault(
        "has-more-with-empty-cursor",
        "list/200/next-cursor",
        "has an empty next_cursor where more follows",
    )
    .says(Listed, |_, reply| {
        if reply.has_more() {
            reply.set("next_cursor", "");
        }
    }),
    fault(
        "cursor-is-a-number",
        "list/200/next-cursor",
        "has a number for next_cursor where more follows",
    )
    .says(Listed, |_, reply| {
        if reply.has_more() {
            reply.set("next_cursor", 20);
        }
    }),
    fault(
        "later-page-has-no-cursor",
        "list/200/next-cursor",
        "leaves next_cursor out of every page but the first",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() && reply.has_more() {
            reply.remove("next_cursor");
        }
    }),
    fault(
        "list-has-no-request-id",
        "list/200/request-id",
        "leaves the request id out of lists",
    )
    .says(Listed, |_, reply| reply.remove("request_id")),
    fault(
        "list-has-a-null-request-id",
        "list/200/request-id",
        "has a null for the request id in lists",
    )
    .says(Listed, |_, reply| reply.set("request_id", Value::Null)),
    fault(
        "list-has-an-empty-request-id",
        "list/200/request-id",
        "has an empty request id in lists",
    )
    .says(Listed, |_, reply| reply.set("request_id", "")),
    fault(
        "later-page-has-no-request-id",
        "list/200/request-id",
        "leaves the request id out of every page but the first",
    )
    .says(Listed, |call, reply| {
        if call.goes_on() {
            reply.remove("request_id");
        }
    }),
    fault(
        "limit-no-number-taken",
        "list/limit/invalid",
        "lists as if there were no limit where it is no number",
    )
    .hears(|call| {
        if call.is(List)
            && call
                .asks("limit")
                .is_some_and(|limit| limit.parse::<i64>().is_err())
        {
            call.forget("limit");
        }
    }),
    fault(
        "limit-negative-taken",
        "list/limit/invalid",
        "lists as if there were no limit where it is negative",
    )
    .hears(|call| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.starts_with('-'))
        {
            call.forget("limit");
        }
    }),
    fault(
        "limit-negative-500",
        "list/limit/invalid",
        "breaks down over a negative limit",
    )
    .says(crate::twin::On::Status(400), |call, reply| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.starts_with('-'))
        {
            reply.refuse(500, "INTERNAL_ERROR");
        }
    }),
    fault(
        "limit-no-number-422",
        "list/limit/invalid",
        "answers 422 to a limit that is no number",
    )
    .says(crate::twin::On::Status(400), |call, reply| {
        if call
            .asks("limit")
            .is_some_and(|limit| limit.parse::<i64>().is_err())
        {
            reply.refuse(422, "INVALID_REQUEST");
        }
    }),
];
