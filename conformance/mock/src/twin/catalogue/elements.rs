//! What a page says of a sandbox.

use crate::twin::On::Listed;
use crate::twin::reply::remove;
use crate::twin::{Twin, fault};
use serde_json::{Value, json};

/// Whether an element shows a paused sandbox.
fn paused(element: &Value) -> bool {
    element["status"] == "paused"
}

fn in_eu_west(element: &Value) -> bool {
    element["region"] == "eu-west"
}

pub(super) const TWINS: &[Twin] = &[
    fault(
        "elements-are-ids",
        "list/element/body",
        "shows sandboxes as their ids",
    )
    .shows(|_, element| *element = element["id"].take()),
    fault(
        "a-null-after-the-last-element",
        "list/element/body",
        "has a null behind the sandboxes of a last page that has room for it",
    )
    .says(Listed, |call, reply| {
        let limit = call.asks("limit").and_then(|limit| limit.parse().ok());
        if !reply.has_more() && reply.len() < limit.unwrap_or(100) {
            reply.data(|elements| elements.push(Value::Null));
        }
    }),
    fault(
        "elements-are-arrays",
        "list/element/body",
        "shows every sandbox in an array of its own",
    )
    .shows(|_, element| *element = json!([element])),
    fault(
        "element-has-no-id",
        "list/element/id",
        "leaves the ids of sandboxes out of lists",
    )
    .shows(|_, element| remove(element, "id")),
    fault(
        "element-names-its-id-otherwise",
        "list/element/id",
        "shows the ids of sandboxes as sandbox_id",
    )
    .shows(|_, element| {
        element["sandbox_id"] = element["id"].take();
        remove(element, "id");
    }),
    fault(
        "creating-element-has-a-null-id",
        "list/element/id",
        "has a null for the id of a sandbox that is creating",
    )
    .shows(|_, element| {
        if element["status"] == "creating" {
            element["id"] = Value::Null;
        }
    }),
    fault(
        "stopped-element-has-a-number-for-an-id",
        "list/element/id",
        "has a number for the id of a sandbox that is stopped",
    )
    .shows(|_, element| {
        if element["status"] == "stopped" {
            element["id"] = json!(17);
        }
    }),
    fault(
        "element-has-no-object",
        "list/element/object",
        "leaves object out of the elements of lists",
    )
    .shows(|_, element| remove(element, "object")),
    fault(
        "element-object-in-capitals",
        "list/element/object",
        "has the object Sandbox in the elements of lists",
    )
    .shows(|_, element| element["object"] = json!("Sandbox")),
    fault(
        "paused-element-of-another-kind",
        "list/element/object",
        "has the object snapshot for a paused sandbox",
    )
    .shows(|_, element| {
        if paused(element) {
            element["object"] = json!("snapshot");
        }
    }),
    fault(
        "element-has-no-status",
        "list/element/status",
        "leaves the status out of the elements of lists",
    )
    .shows(|_, element| remove(element, "status")),
    fault(
        "element-names-its-status-state",
        "list/element/status",
        "shows the status of sandboxes as state",
    )
    .shows(|_, element| {
        element["state"] = element["status"].take();
        remove(element, "status");
    }),
    fault(
        "status-in-capitals",
        "list/element/status",
        "shows every status in capitals",
    )
    .shows(|_, element| {
        let status = element["status"]
            .as_str()
            .unwrap_or_default()
            .to_uppercase();
        element["status"] = json!(status);
    }),
    fault(
        "stopped-with-a-capital",
        "list/element/status",
        "shows stopped as Stopped",
    )
    .shows(|_, element| {
        if element["status"] == "stopped" {
            element["status"] = json!("Stopped");
        }
    }),
    fault(
        "status-is-an-object",
        "list/element/status",
        "shows the status as an object with a name",
    )
    .shows(|_, element| element["status"] = json!({ "name": element["status"].take() })),
    fault(
        "creating-element-has-a-null-status",
        "list/element/status",
        "has a null for the status creating",
    )
    .shows(|_, element| {
        if element["status"] == "creating" {
            element["status"] = Value::Null;
        }
    }),
    fault(
        "element-has-no-public-host",
        "list/element/public-host",
        "leaves public_host out of the elements of lists",
    )
    .shows(|_, element| remove(element, "public_host")),
    fault(
        "paused-element-has-a-null-host",
        "list/element/public-host",
        "has a null for the public_host of a paused sandbox",
    )
    .shows(|_, element| {
        if paused(element) {
            element["public_host"] = Value::Null;
        }
    }),
    fault(
        "public-host-is-no-url",
        "list/element/public-host",
        "shows public_host as a name without a scheme",
    )
    .shows(|_, element| {
        let url = element["public_host"].as_str().unwrap_or_default();
        element["public_host"] = json!(url.trim_start_matches("https://"));
    }),
    fault(
        "paused-element-has-an-empty-host",
        "list/element/public-host",
        "has an empty public_host for a paused sandbox",
    )
    .shows(|_, element| {
        if paused(element) {
            element["public_host"] = json!("");
        }
    }),
    fault(
        "element-has-no-template-name",
        "list/element/template-name",
        "leaves template_name out of the elements of lists",
    )
    .shows(|_, element| remove(element, "template_name")),
    fault(
        "base-template-has-a-null-name",
        "list/element/template-name",
        "has a null for the template_name base",
    )
    .shows(|_, element| {
        if element["template_name"] == "base" {
            element["template_name"] = Value::Null;
        }
    }),
    fault(
        "template-name-is-a-number",
        "list/element/template-name",
        "shows the number of the template as template_name",
    )
    .shows(|_, element| element["template_name"] = json!(101)),
    fault(
        "element-has-no-region",
        "list/element/region",
        "leaves the region out of the elements of lists",
    )
    .shows(|_, element| remove(element, "region")),
    fault(
        "stopped-element-has-no-region",
        "list/element/region",
        "leaves the region of a stopped sandbox out",
    )
    .shows(|_, element| {
        if element["status"] == "stopped" {
            remove(element, "region");
        }
    }),
    fault(
        "region-is-an-object",
        "list/element/region",
        "shows the region as an object with a name",
    )
    .shows(|_, element| element["region"] = json!({ "name": element["region"].take() })),
    fault(
        "element-has-no-created-at",
        "list/element/created-at",
        "leaves created_at out of the elements of lists",
    )
    .shows(|_, element| remove(element, "created_at")),
    fault(
        "created-at-in-seconds",
        "list/element/created-at",
        "shows created_at as a number of seconds",
    )
    .shows(|call, element| element["created_at"] = json!(call.now())),
    fault(
        "created-at-in-words",
        "list/element/created-at",
        "shows created_at as HTTP writes dates",
    )
    .shows(|_, element| element["created_at"] = json!("Thu, 01 Jan 2026 00:00:00 GMT")),
    fault(
        "created-at-in-another-order",
        "list/element/created-at",
        "shows created_at with the month first",
    )
    .shows(|_, element| element["created_at"] = json!("01/31/2026 10:00:00")),
    fault(
        "created-at-on-no-day",
        "list/element/created-at",
        "shows a created_at on a 30th of February in eu-west",
    )
    .shows(|_, element| {
        if in_eu_west(element) {
            element["created_at"] = json!("2026-02-30T00:00:00Z");
        }
    }),
    fault(
        "paused-element-has-a-null-created-at",
        "list/element/created-at",
        "has a null for the created_at of a paused sandbox",
    )
    .shows(|_, element| {
        if paused(element) {
            element["created_at"] = Value::Null;
        }
    }),
    fault(
        "created-at-in-seconds-as-text",
        "list/element/created-at",
        "shows created_at as seconds in a text",
    )
    .shows(|call, element| element["created_at"] = json!(call.now().to_string())),
];
