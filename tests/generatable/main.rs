//! Every rule of what the generator can take refuses the edit that it is there for.

mod edits;
#[path = "../../build/generatable/mod.rs"]
mod generatable;
mod refused;

use serde_json::json;

use edits::*;
use refused::refused;

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
        member(
            "pair",
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 }),
        ),
        member("extra", json!({ "type": "string" })),
        in_operation(
            "requestBody",
            json!({ "content": {
                "application/octet-stream": { "schema": { "type": "string", "format": "binary" } }
            } }),
        ),
        with(
            &format!("{ITEM}/parameters"),
            json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }]),
        ),
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
