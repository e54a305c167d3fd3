//! Every rule of what the generator can take refuses the edit that it is there for.

#[path = "../build/generatable/mod.rs"]
mod generatable;

use serde_json::{Value, json};

/// A description that the generator takes, small enough to see what an edit changes.
fn description() -> Value {
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

const ITEM: &str = "/paths/~1v1~1sandboxes~1{id}~1pause";
const OPERATION: &str = "/paths/~1v1~1sandboxes~1{id}~1pause/post";

/// The description with one member, named by a pointer, set to a value.
fn with(pointer: &str, value: Value) -> Value {
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

fn without(pointer: &str) -> Value {
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

fn in_operation(name: &str, value: Value) -> Value {
    with(&format!("{OPERATION}/{name}"), value)
}

fn parameter(value: Value) -> Value {
    in_operation("parameters/-", value)
}

fn response(status: &str, value: Value) -> Value {
    in_operation(&format!("responses/{status}"), value)
}

fn schema(name: &str, value: Value) -> Value {
    with(&format!("/components/schemas/{name}"), value)
}

fn member(name: &str, value: Value) -> Value {
    with(
        &format!("/components/schemas/Sandbox/properties/{name}"),
        value,
    )
}

fn json_of(schema: impl Into<Value>) -> Value {
    json!({ "description": "ok", "content": { "application/json": { "schema": schema.into() } } })
}

#[test]
fn the_generator_takes_the_unedited_description() {
    assert_eq!(generatable::check(&description()), []);
}

#[test]
fn the_generator_takes_edits_that_add() {
    let another = json!({
        "operationId": "get_sandbox",
        "parameters": [{ "$ref": "#/components/parameters/Id" }],
        "responses": { "200": json_of(json!({ "$ref": "#/components/schemas/Sandbox" })) }
    });
    let fine = [
        with("/paths/~1v1~1sandboxes~1{id}", json!({ "get": another })),
        in_operation("description", json!("Takes a sandbox to `paused`.")),
        parameter(json!({ "name": "force", "in": "query", "schema": { "type": "boolean" } })),
        parameter(json!({
            "name": "tag", "in": "query", "schema": { "type": "array", "items": { "type": "string" } }
        })),
        parameter(json!({ "name": "X-Trace", "in": "header", "schema": { "type": "string" } })),
        response("409", json!({ "$ref": "#/components/responses/Failed" })),
        member("node_id", json!({ "type": "string", "nullable": true })),
        member("parent", json!({ "$ref": "#/components/schemas/Sandbox" })),
        member(
            "labels",
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        ),
        member("headers", json!({ "$ref": "#/components/schemas/Status" })),
        member("kind", json!({ "type": "string", "enum": ["vm"] })),
        schema(
            "Both",
            json!({ "allOf": [{ "$ref": "#/components/schemas/Sandbox" }] }),
        ),
        schema(
            "Either",
            json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
        ),
        with(&format!("{ITEM}/summary"), json!("Pausing")),
    ];
    for edited in fine {
        assert_eq!(generatable::check(&edited), []);
    }
}

/// Each edit, with the rule that refuses it.
fn refused() -> Vec<(&'static str, Value)> {
    let mut cases = refused_documents();
    cases.extend(refused_operations());
    cases.extend(refused_parameters());
    cases.extend(refused_answers());
    cases.extend(refused_schemas());
    cases
}

fn refused_documents() -> Vec<(&'static str, Value)> {
    let reference = |to: &str| json_of(json!({ "$ref": to }));
    vec![
        ("document", json!(["not", "a", "description"])),
        ("document", Value::Null),
        ("document", without("/paths")),
        ("document", without("/info")),
        ("document", without("/info/version")),
        ("version", with("/openapi", json!("3.1.0"))),
        ("version", without("/openapi")),
        (
            "external-ref",
            response("200", reference("other.yaml#/Sandbox")),
        ),
        (
            "external-ref",
            parameter(json!({ "$ref": "other.yaml#/Id" })),
        ),
        (
            "dangling-ref",
            response("200", reference("#/components/schemas/Nothing")),
        ),
        (
            "dangling-ref",
            response("404", json!({ "$ref": "#/components/responses/Nothing" })),
        ),
        (
            "ref-kind",
            response("404", json!({ "$ref": "#/components/schemas/Error" })),
        ),
        (
            "ref-kind",
            response(
                "200",
                reference("#/components/schemas/Sandbox/properties/id"),
            ),
        ),
        (
            "circular-schema",
            schema("A", json!({ "$ref": "#/components/schemas/A" })),
        ),
        (
            "circular-schema",
            schema(
                "A",
                json!({ "allOf": [{ "$ref": "#/components/schemas/A" }] }),
            ),
        ),
    ]
}

fn refused_operations() -> Vec<(&'static str, Value)> {
    let operation = description()
        .pointer(OPERATION)
        .expect("the pointer names a member")
        .clone();
    let renamed = |id: &str| {
        let mut copy = operation.clone();
        copy["operationId"] = json!(id);
        copy
    };
    vec![
        ("operation-id", without(&format!("{OPERATION}/operationId"))),
        ("operation-id", in_operation("operationId", json!("pre"))),
        ("operation-id", in_operation("operationId", json!(5))),
        (
            "operation-id",
            with(&format!("{ITEM}/put"), operation.clone()),
        ),
        (
            "operation-id",
            with(&format!("{ITEM}/put"), renamed("pause-sandbox")),
        ),
        ("method", with(&format!("{ITEM}/posst"), renamed("other"))),
        (
            "path-ref",
            with("/paths/~1other", json!({ "$ref": "#/components/x" })),
        ),
        ("path-slash", with("/paths/other", json!({}))),
        ("path-braces", with("/paths/~1other~1{id", json!({}))),
        (
            "path-parameter",
            with("/paths/~1other", json!({ "post": renamed("other") })),
        ),
        ("path-parameter", in_operation("parameters", json!([]))),
        ("responses", without(&format!("{OPERATION}/responses"))),
    ]
}

fn refused_parameters() -> Vec<(&'static str, Value)> {
    let text = json!({ "type": "string" });
    let query = |name: &str| json!({ "name": name, "in": "query", "schema": text });
    vec![
        (
            "parameter-name",
            parameter(json!({ "in": "query", "schema": text })),
        ),
        ("parameter-name", parameter(query("send"))),
        (
            "parameter-name",
            in_operation(
                "parameters",
                json!([{ "$ref": "#/components/parameters/Id" }, query("page-size"), query("page_size")]),
            ),
        ),
        (
            "parameter-place",
            parameter(json!({ "name": "a", "in": "cookie", "schema": text })),
        ),
        (
            "parameter-place",
            parameter(json!({ "name": "a", "schema": text })),
        ),
        (
            "parameter-schema",
            parameter(json!({ "name": "a", "in": "query" })),
        ),
        (
            "parameter-schema",
            parameter(json!({
                "name": "a", "in": "query", "schema": { "type": "object" }
            })),
        ),
        (
            "parameter-style",
            parameter(json!({
                "name": "a", "in": "query", "style": "pipeDelimited", "schema": text
            })),
        ),
        (
            "parameter-style",
            parameter(json!({
                "name": "a", "in": "query", "explode": false, "schema": { "type": "array" }
            })),
        ),
        (
            "path-required",
            without("/components/parameters/Id/required"),
        ),
    ]
}

fn refused_answers() -> Vec<(&'static str, Value)> {
    let failed = json!({ "$ref": "#/components/responses/Failed" });
    let inline = json!({ "type": "object" });
    let body = |content: Value| in_operation("requestBody", json!({ "content": content }));
    vec![
        ("default-response", response("default", failed.clone())),
        ("status-range", response("4XX", failed.clone())),
        ("response-status", response("5O3", failed.clone())),
        (
            "success-status",
            in_operation("responses", json!({ "404": failed })),
        ),
        (
            "success-schema",
            response("204", json!({ "description": "nothing" })),
        ),
        (
            "success-schema",
            response(
                "201",
                json_of(json!({ "$ref": "#/components/schemas/Error" })),
            ),
        ),
        (
            "error-schema",
            response("409", json!({ "description": "nothing" })),
        ),
        ("error-schema", response("409", json_of(inline.clone()))),
        (
            "inline-schema",
            in_operation(
                "responses",
                json!({
                    "200": json_of(json!({ "type": "string" })), "404": json_of(inline)
                }),
            ),
        ),
        ("responses", response("200", json!({}))),
        (
            "media-type",
            response(
                "200",
                json!({
                    "description": "ok", "content": { "application/xml": {} }
                }),
            ),
        ),
        (
            "body-schema",
            response(
                "200",
                json!({
                    "description": "ok", "content": { "application/json": {} }
                }),
            ),
        ),
        (
            "body-encoding",
            response(
                "200",
                json!({
                    "description": "ok",
                    "content": { "application/json": { "schema": {}, "encoding": {} } }
                }),
            ),
        ),
        (
            "media-type",
            body(json!({ "multipart/form-data": { "schema": {} } })),
        ),
        (
            "media-type",
            body(json!({ "text/plain": {}, "application/json": {} })),
        ),
        ("body-schema", body(json!({ "application/json": {} }))),
    ]
}

fn refused_schemas() -> Vec<(&'static str, Value)> {
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    vec![
        ("schema", member("color", Value::Null)),
        ("schema", member("color", json!("string"))),
        ("schema-type", member("color", json!({ "type": "strnig" }))),
        (
            "schema-type",
            member("color", json!({ "type": ["string", "null"] })),
        ),
        (
            "schema-not",
            member("color", json!({ "not": { "type": "string" } })),
        ),
        ("schema-name", schema("sandbox", object.clone())),
        ("schema-name", schema("SandboxResources", object.clone())),
        ("schema-name", schema("Result", object)),
        ("member-name", member("Id", json!({ "type": "string" }))),
        (
            "enum",
            member("color", json!({ "type": "string", "enum": [] })),
        ),
        ("enum", member("color", json!({ "enum": [1, "a"] }))),
        (
            "extensible-enum",
            schema("Size", json!({ "type": "string", "x-extensible-enum": [] })),
        ),
        (
            "extensible-enum",
            schema("Size", json!({ "x-extensible-enum": ["a-b", "a_b"] })),
        ),
        (
            "extensible-enum",
            schema("Size", json!({ "x-extensible-enum": ["2xl"] })),
        ),
    ]
}

#[test]
fn every_edit_is_refused_by_its_rule_alone() {
    for (rule, edited) in refused() {
        let rules: Vec<_> = generatable::check(&edited)
            .iter()
            .map(|found| found.rule)
            .collect();
        assert!(rules.contains(&rule), "{rule}: {rules:?} for {edited:#}");
        assert!(
            rules.iter().all(|found| *found == rule),
            "{rule}: {rules:?} for {edited:#}"
        );
    }
}

#[test]
fn a_finding_names_operation_place_rule_and_mend() {
    let edited = response(
        "default",
        json!({ "$ref": "#/components/responses/Failed" }),
    );
    let line = generatable::check(&edited)[0].to_string();
    let expected = "operation pause_sandbox, \
        #/paths/~1v1~1sandboxes~1{id}~1pause/post/responses/default: ";
    assert!(line.starts_with(expected), "{line}");
    assert!(
        line.contains("[rule default-response]; to mend it, "),
        "{line}"
    );
    assert_eq!(line.lines().count(), 1);
}

#[test]
fn an_operation_without_id_is_named_by_method_and_path() {
    let edited = without(&format!("{OPERATION}/operationId"));
    let finding = &generatable::check(&edited)[0];
    assert_eq!(
        finding.operation.as_deref(),
        Some("POST /v1/sandboxes/{id}/pause")
    );
}
