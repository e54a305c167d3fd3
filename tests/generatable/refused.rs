//! What the generator cannot take, by rule.

use serde_json::{Value, json};

use super::edits::*;

/// Each edit, with the rule that refuses it.
pub(crate) fn refused() -> Vec<(&'static str, Value)> {
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
        ("operation-id", in_operation("operationId", json!("type"))),
        (
            "operation-id",
            in_operation("operationId", json!("builder")),
        ),
        ("servers", in_operation("servers", json!([]))),
        ("servers", with(&format!("{ITEM}/servers"), json!([]))),
        ("method", with(&format!("{ITEM}/posst"), renamed("other"))),
        ("method", with(&format!("{ITEM}/trace"), renamed("other"))),
        ("path-query", with("/paths/~1other?a=b", json!({}))),
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
        ("parameter-name", parameter(query("client"))),
        ("parameter-name", parameter(query("request"))),
        ("parameter-name", parameter(query("info"))),
        (
            "parameter-name",
            with(
                &format!("{ITEM}/parameters"),
                json!([{ "name": "ID", "in": "header", "schema": text }]),
            ),
        ),
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
            "parameter-schema",
            parameter(json!({
                "name": "a", "in": "header", "schema": { "type": "array", "items": text }
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
        (
            "success-body",
            response("200", json!({ "description": "nothing" })),
        ),
        (
            "success-range",
            in_operation("responses", json!({ "2XX": json_of(json!({})) })),
        ),
        ("responses", response("302", json!({}))),
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
        (
            "body-schema",
            body(json!({ "text/plain": { "schema": { "type": "object" } } })),
        ),
        (
            "body-schema",
            body(json!({ "application/octet-stream": { "schema": { "type": "string" } } })),
        ),
    ]
}

fn refused_schemas() -> Vec<(&'static str, Value)> {
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let extra = json!({
        "type": "object", "additionalProperties": {}, "properties": { "extra": { "type": "string" } }
    });
    vec![
        ("member-name", schema("A", extra)),
        (
            "array-length",
            member(
                "a",
                json!({ "type": "array", "minItems": 33, "maxItems": 33 }),
            ),
        ),
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
