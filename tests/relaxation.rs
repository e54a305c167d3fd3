//! Rows of the relaxation that today's description does not need, and its table.

#[path = "../build/finish/bounds.rs"]
mod bounds;
#[path = "../build/generatable/names.rs"]
#[expect(dead_code, reason = "keywords are another test's")]
mod names;
#[path = "../build/relax/mod.rs"]
mod relax;

/// Where the relaxation looks for the names.
mod generatable {
    pub(crate) use crate::names;
}

use serde_json::{Value, json};

fn relaxed(schema: &Value) -> Value {
    let description = json!({ "paths": {}, "components": { "schemas": { "A": schema } } });
    relax::relaxed(&description)["components"]["schemas"]["A"].take()
}

fn member(schema: &Value) -> Value {
    relaxed(&json!({ "required": ["m"], "properties": { "m": schema } }))["properties"]["m"].take()
}

fn optional(schema: &Value) -> Value {
    relaxed(&json!({ "properties": { "m": schema } }))["properties"]["m"].take()
}

#[test]
fn bounds_and_closed_sets_go() {
    let cases = [
        (
            json!({ "type": "integer", "enum": [1, 2] }),
            json!({ "type": "integer" }),
        ),
        (json!({ "enum": ["a"] }), json!({ "type": "string" })),
        (
            json!({ "type": "string", "format": "uuid", "default": "x" }),
            json!({ "type": "string" }),
        ),
        (
            json!({ "type": "number", "maximum": 2.5 }),
            json!({ "type": "number" }),
        ),
        (
            json!({ "type": "object", "additionalProperties": false }),
            json!({ "type": "object" }),
        ),
    ];
    for (described, expected) in cases {
        assert_eq!(member(&described), expected);
    }
}

#[test]
fn a_member_that_may_appear_is_loose_and_named_after_its_owner() {
    let inner = json!({ "type": "object", "properties": { "n": { "type": "integer" } } });
    let loose = optional(&json!({ "description": "D", "type": "array", "items": inner }));
    assert_eq!(loose["description"], "D");
    let rust = &loose["x-rust-type"];
    assert_eq!(rust["path"], "hopx_client::Loose");
    assert_eq!(rust["parameters"][0]["title"], "A_m");
    let item = &rust["parameters"][0]["items"];
    assert_eq!(
        item["properties"]["n"]["x-rust-type"]["path"],
        "hopx_client::Loose"
    );
}

#[test]
fn a_member_that_leads_back_to_its_owner_is_left_to_the_generator() {
    let itself = json!({ "$ref": "#/components/schemas/A" });
    assert_eq!(optional(&itself), itself);
    let list = json!({ "type": "array", "items": itself });
    assert_eq!(optional(&list), list);
}

#[test]
fn promised_lists_and_nullable_members_may_be_absent_and_others_may_not() {
    let schema = relaxed(&json!({
        "required": ["list", "maybe", "must", "request_id"],
        "properties": {
            "list": { "type": "array", "items": {} },
            "maybe": { "type": "string", "nullable": true },
            "must": { "type": "string" },
            "request_id": { "type": "string" }
        }
    }));
    assert_eq!(schema["required"], json!(["must"]));
}

#[test]
fn every_row_of_the_table_says_why() {
    let table = relax::documentation();
    assert_eq!(table.lines().count(), relax::TABLE.len() + 2);
    for row in relax::TABLE {
        assert!(!row.because.is_empty(), "{}", row.described);
    }
}

#[test]
fn setters_hold_integers_to_their_bounds_as_they_are_described() {
    let table = [
        (json!({ "type": "integer" }), None),
        (
            json!({ "type": "integer", "minimum": 1, "maximum": 9 }),
            Some((1, 9)),
        ),
        (
            json!({ "type": "integer", "minimum": 1, "exclusiveMinimum": true }),
            Some((2, i64::MAX)),
        ),
        (
            json!({ "type": "integer", "maximum": 9, "exclusiveMaximum": true }),
            Some((i64::MIN, 8)),
        ),
        (
            json!({ "type": "integer", "maximum": 1e3 }),
            Some((i64::MIN, 1000)),
        ),
        (
            json!({ "type": "integer", "minimum": 0.5, "exclusiveMinimum": true }),
            Some((1, i64::MAX)),
        ),
        // What is no integer has no bounds that a setter could hold.
        (json!({ "type": "number", "minimum": 1 }), None),
        (json!({ "type": "string", "minimum": 1 }), None),
    ];
    for (schema, expected) in table {
        assert_eq!(bounds::of(&schema), expected, "{schema}");
    }
}
