//! A description that the generator takes, and ways to edit it.

use serde_json::{Value, json};

/// A description that the generator takes, small enough to see what an edit changes.
pub(crate) fn description() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Sandboxes", "version": "1" },
        "paths": {
            "/v1/sandboxes/{id}/pause": {
                "post": {
                    "operationId": "pause_sandbox",
                    "parameters": [{ "$ref": "#/components/parameters/Id" }],
                    "responses": {
                        "200": {
                            "description": "paused",
                            "content": {
                                "application/json": {
                                    "schema": { "$ref": "#/components/schemas/Sandbox" }
                                }
                            }
                        },
                        "404": { "$ref": "#/components/responses/Failed" },
                        "500": { "$ref": "#/components/responses/Failed" }
                    }
                }
            }
        },
        "components": {
            "parameters": {
                "Id": { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }
            },
            "responses": {
                "Failed": {
                    "description": "failed",
                    "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/Error" } }
                    }
                }
            },
            "schemas": {
                "Error": { "type": "object", "properties": { "code": { "type": "string" } } },
                "Sandbox": {
                    "type": "object",
                    "required": ["id", "status"],
                    "properties": {
                        "id": { "type": "string" },
                        "status": { "$ref": "#/components/schemas/Status" },
                        "resources": { "type": "object", "properties": { "vcpu": { "type": "integer" } } }
                    }
                },
                "Status": { "type": "string", "x-extensible-enum": ["paused", "running"] }
            }
        }
    })
}

pub(crate) const ITEM: &str = "/paths/~1v1~1sandboxes~1{id}~1pause";
pub(crate) const OPERATION: &str = "/paths/~1v1~1sandboxes~1{id}~1pause/post";

/// The description with one member, named by a pointer, set to a value.
pub(crate) fn with(pointer: &str, value: Value) -> Value {
    let mut edited = description();
    let (around, name) = pointer
        .rsplit_once('/')
        .expect("the pointer names a member");
    let name = name.replace("~1", "/").replace("~0", "~");
    match edited
        .pointer_mut(around)
        .expect("the pointer names a member")
    {
        Value::Object(members) => drop(members.insert(name, value)),
        Value::Array(items) => items.push(value),
        scalar => panic!("{scalar} has no members"),
    }
    edited
}

pub(crate) fn without(pointer: &str) -> Value {
    let mut edited = description();
    let (around, name) = pointer
        .rsplit_once('/')
        .expect("the pointer names a member");
    let members = edited
        .pointer_mut(around)
        .expect("the pointer names a member")
        .as_object_mut()
        .expect("the pointer names a member");
    members.remove(name).expect("the pointer names a member");
    edited
}

pub(crate) fn in_operation(name: &str, value: Value) -> Value {
    with(&format!("{OPERATION}/{name}"), value)
}

pub(crate) fn parameter(value: Value) -> Value {
    in_operation("parameters/-", value)
}

pub(crate) fn response(status: &str, value: Value) -> Value {
    in_operation(&format!("responses/{status}"), value)
}

pub(crate) fn schema(name: &str, value: Value) -> Value {
    with(&format!("/components/schemas/{name}"), value)
}

pub(crate) fn member(name: &str, value: Value) -> Value {
    with(
        &format!("/components/schemas/Sandbox/properties/{name}"),
        value,
    )
}

pub(crate) fn json_of(schema: impl Into<Value>) -> Value {
    json!({ "description": "ok", "content": { "application/json": { "schema": schema.into() } } })
}
