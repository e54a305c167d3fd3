//! What bodies may hold besides, leave out, and write in another way.

use crate::twin::On::{Any, Changed, Listed, Refused, Status};
use crate::twin::reply::remove;
use crate::twin::{Twin, legal};
use serde_json::{Map, Value, json};

/// What every element has.
const PROMISED: [&str; 7] = [
    "id",
    "object",
    "status",
    "public_host",
    "template_name",
    "region",
    "created_at",
];

/// Gives every member of an element that is not promised a value.
fn set_optional(element: &mut Value, value: &Value) {
    for (name, place) in element.as_object_mut().into_iter().flatten() {
        if !PROMISED.contains(&name.as_str()) {
            *place = value.clone();
        }
    }
}

/// The moment that an element was created, without its zone.
fn created(element: &Value) -> String {
    let text = element["created_at"].as_str().unwrap_or_default();
    text.trim_end_matches('Z').to_owned()
}

/// JSON with its members in the opposite order.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = reversed(members)
                .map(|(name, value)| format!("{}:{}", json!(name), backwards(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(backwards).collect();
            format!("[{}]", elements.join(","))
        }
        plain => plain.to_string(),
    }
}

fn reversed(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().collect::<Vec<_>>().into_iter().rev()
}

pub(super) const TWINS: &[Twin] = &[
    legal(
        "unknown-members",
        "has members in every body that nobody documents",
    )
    .says(Any, |_, reply| {
        reply.set("meta", json!({ "took": 3, "warnings": [null, {}] }));
        reply.set("message", Value::Null);
    }),
    legal(
        "unknown-members-in-elements",
        "has members in every element that nobody documents",
    )
    .shows(|_, element| {
        element["tags"] = json!(["a", { "b": 1.5e3 }]);
        element["owner"] = json!(-12);
    }),
    legal(
        "promised-members-only",
        "has no member in an element that the list's page does not show",
    )
    .shows(|_, element| {
        let members = element.as_object_mut();
        members
            .into_iter()
            .for_each(|members| members.retain(|name, _| PROMISED.contains(&name.as_str())));
    }),
    legal(
        "optional-members-null",
        "has a null for every member that is not promised",
    )
    .shows(|_, element| set_optional(element, &Value::Null)),
    legal(
        "optional-members-as-text",
        "has a text for every member that is not promised",
    )
    .shows(|_, element| set_optional(element, &json!("none"))),
    legal(
        "optional-members-as-objects",
        "has an object for every member that is not promised",
    )
    .shows(|_, element| set_optional(element, &json!({ "value": [1.5] }))),
    legal(
        "organisation-id-as-text",
        "shows organization_id as a text, as older pages do",
    )
    .shows(|_, element| element["organization_id"] = json!("org_1")),
    legal(
        "elements-with-request-ids",
        "has a request id in every element",
    )
    .shows(|_, element| element["request_id"] = json!("req_of_the_creation")),
    legal(
        "no-url",
        "has no url in lists, as the list's page shows them",
    )
    .says(Listed, |_, reply| reply.remove("url")),
    legal("url-with-host", "has a whole URL in lists").says(Listed, |_, reply| {
        reply.set("url", "https://api.hopx.dev/v1/sandboxes?limit=1");
    }),
    legal(
        "total-in-lists",
        "says in every list how many sandboxes there are",
    )
    .says(Listed, |_, reply| reply.set("total_count", 25)),
    legal("errors-with-details", "has details in every error").says(Refused, |_, reply| {
        reply.set("details", json!({ "id": [1, null], "hint": "look it up" }));
        reply.set("status", reply.status.as_u16());
    }),
    legal(
        "errors-with-retry-after",
        "has a retry_after that is null in every error",
    )
    .says(Refused, |_, reply| reply.set("retry_after", Value::Null)),
    legal(
        "errors-in-another-language",
        "has the texts of errors in other languages",
    )
    .says(Refused, |_, reply| {
        reply.set("error", "Nicht gefunden — 見つかりません 🏖");
    }),
    legal(
        "changes-with-the-whole-sandbox",
        "answers a pause or resume with more members of the sandbox",
    )
    .says(Changed, |call, reply| {
        let shown = call.mine(crate::http::shown).unwrap_or_default();
        for (name, value) in shown.as_object().into_iter().flatten() {
            if name != "id" && name != "status" {
                reply.set(name, value.clone());
            }
        }
    }),
    legal(
        "changes-with-the-status-before",
        "says in the answer to a pause or resume what the sandbox was before",
    )
    .says(Changed, |_, reply| reply.set("previous_status", "unknown")),
    legal(
        "template-without-a-name",
        "has an empty template_name in every element",
    )
    .shows(|_, element| element["template_name"] = json!("")),
    legal(
        "hosts-with-port-and-path",
        "shows hosts with port, path and query",
    )
    .shows(|_, element| element["public_host"] = json!("http://127.0.0.1:8080/sandbox/1?x=y")),
    legal("hosts-of-upper-case", "shows hosts in capitals")
        .shows(|_, element| element["public_host"] = json!("HTTPS://SANDBOX.EXAMPLE")),
    legal(
        "regions-null",
        "has no region for any sandbox, and finds none in a region",
    )
    .shows(|_, element| element["region"] = Value::Null)
    .says(Listed, |call, reply| {
        if call.asks("region").is_some() {
            reply.set("data", json!([]));
        }
    }),
    legal(
        "stopped-without-a-region",
        "has no region for stopped sandboxes, and finds them in none",
    )
    .shows(|_, element| {
        if element["status"] == "stopped" {
            element["region"] = Value::Null;
        }
    })
    .says(Listed, |call, reply| {
        if call.asks("region").is_some() {
            reply.data(|elements| elements.retain(|element| !element["region"].is_null()));
        }
    }),
    legal(
        "creating-called-provisioning",
        "shows creating sandboxes in a status that nobody documents, and finds them in no other",
    )
    .shows(|_, element| {
        if element["status"] == "creating" {
            element["status"] = json!("provisioning");
        }
    })
    .says(Listed, |call, reply| {
        if call.asks("status").is_some() {
            reply.data(|elements| elements.retain(|element| element["status"] != "provisioning"));
        }
    }),
    legal(
        "stopped-called-error-or-deleted",
        "shows stopped sandboxes in the statuses of the data model",
    )
    .shows(|_, element| {
        if element["status"] == "stopped" {
            let deleted = element["region"] == "us-east";
            element["status"] = json!(if deleted { "deleted" } else { "error" });
        }
    })
    .says(Listed, |call, reply| {
        if call.asks("status").is_some() {
            reply.data(|elements| {
                elements.retain(|element| {
                    element["status"] != "error" && element["status"] != "deleted"
                });
            });
        }
    }),
    legal(
        "created-with-milliseconds",
        "shows created_at with milliseconds",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}.123Z", created(element)))),
    legal(
        "created-with-nanoseconds",
        "shows created_at with nanoseconds",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}.123456789Z", created(element)))),
    legal(
        "created-with-a-decimal-comma",
        "shows created_at with tenths after a comma",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{},5Z", created(element)))),
    legal(
        "created-with-an-offset",
        "shows created_at with the offset +00:00",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}+00:00", created(element)))),
    legal(
        "created-with-a-short-offset",
        "shows created_at with the offset -0530",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}-0530", created(element)))),
    legal(
        "created-with-the-shortest-offset",
        "shows created_at with the offset +02",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}+02", created(element)))),
    legal("created-without-a-zone", "shows created_at without a zone")
        .shows(|_, element| element["created_at"] = json!(created(element))),
    legal(
        "created-with-microseconds-without-a-zone",
        "shows created_at as Python writes it",
    )
    .shows(|_, element| element["created_at"] = json!(format!("{}.123456", created(element)))),
    legal(
        "created-with-a-space",
        "shows created_at with a space between day and time",
    )
    .shows(|_, element| element["created_at"] = json!(created(element).replace('T', " "))),
    legal(
        "created-in-lower-case",
        "shows created_at with a small t and z",
    )
    .shows(|_, element| {
        element["created_at"] = json!(format!("{}z", created(element).to_lowercase()));
    }),
    legal("created-to-the-minute", "shows created_at without seconds").shows(|_, element| {
        let text = created(element);
        let minutes = text
            .rsplit_once(':')
            .map_or(text.as_str(), |(minutes, _)| minutes);
        element["created_at"] = json!(format!("{minutes}Z"));
    }),
    legal("created-to-the-day", "shows created_at as a day")
        .shows(|_, element| element["created_at"] = json!(created(element).split('T').next())),
    legal(
        "created-without-hyphens",
        "shows created_at in the basic format",
    )
    .shows(|_, element| {
        element["created_at"] = json!(format!("{}Z", created(element).replace(['-', ':'], "")));
    }),
    legal(
        "created-in-a-leap-second",
        "shows a created_at in a leap second",
    )
    .shows(|_, element| element["created_at"] = json!("2016-12-31T23:59:60Z")),
    legal(
        "members-backwards",
        "writes the members of objects in the opposite order",
    )
    .says(Any, |_, reply| {
        let written = reply.json().map(|body| backwards(&body));
        reply.raw(written.unwrap_or_default());
    }),
    legal("indented", "writes JSON with line breaks and indentation").says(Any, |_, reply| {
        let body = reply.json().unwrap_or_default();
        reply.raw(format!("{body:#}"));
    }),
    legal(
        "white-space-around",
        "writes white space before and after JSON",
    )
    .says(Any, |_, reply| {
        reply.text(|text| format!("\r\n\t {text}\n\n"));
    }),
    legal(
        "letters-escaped",
        "writes some letters and every slash with an escape",
    )
    .says(Any, |_, reply| {
        reply.text(|text| text.replace("sandbox", "\\u0073andbox").replace('/', "\\/"));
    }),
    legal(
        "names-escaped",
        "writes the names of members with an escape",
    )
    .says(Any, |_, reply| {
        reply.text(|text| {
            text.replace("\"request_id\"", "\"request\\u005fid\"")
                .replace("\"status\"", "\"\\u0073tatus\"")
        });
    }),
    legal(
        "invalid-request-422",
        "answers 422 in place of 400 where that is no matter of the limit",
    )
    .says(Status(400), |call, reply| {
        if call.asks("status").is_some() || call.asks_for("limit", "0") {
            reply.refuse(422, "VALIDATION_ERROR");
        }
    }),
    legal(
        "next-cursor-absent-at-the-end",
        "leaves next_cursor out where nothing follows",
    )
    .says(Listed, |_, reply| {
        if !reply.has_more() {
            reply.edit(|body| remove(body, "next_cursor"));
        }
    }),
    legal("request-ids-as-uuids", "has UUIDs for request ids").says(Any, |call, reply| {
        reply.set(
            "request_id",
            format!("0189f7ea-ae2c-7809-8aeb-{:012}", call.number),
        );
    }),
    legal(
        "request-ids-as-digits",
        "has texts of digits for request ids",
    )
    .says(Any, |call, reply| {
        reply.set("request_id", call.number.to_string());
    }),
    legal(
        "request-ids-as-traces",
        "has long request ids with slashes, colons and equal signs",
    )
    .says(Any, |call, reply| {
        reply.set(
            "request_id",
            format!(
                "Root=1-67891233-abcdef012345678912345678/{};a:b",
                call.number
            ),
        );
    }),
];
