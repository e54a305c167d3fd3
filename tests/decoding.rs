//! The client decodes what the description promises, and whatever else may well arrive.

use hopx_client::types::{Error, PausedSandbox, ResumedSandbox, Sandbox, SandboxList};
use hopx_client::{Loose, SandboxStatus};
use serde_json::{Value, json};

fn sandbox() -> Value {
    json!({
        "id": "sandbox_abc123xyz",
        "object": "sandbox",
        "status": "running",
        "public_host": "https://sandbox-abc123xyz.hopx.dev",
        "template_name": "code-interpreter",
        "region": "us-east",
        "created_at": "2026-01-01T00:00:00Z"
    })
}

fn list() -> Value {
    json!({
        "object": "list",
        "data": [sandbox()],
        "has_more": false,
        "next_cursor": null,
        "request_id": "req_abc123"
    })
}

fn with(mut object: Value, member: &str, value: Value) -> Value {
    object[member] = value;
    object
}

fn without(mut object: Value, member: &str) -> Value {
    let removed = object
        .as_object_mut()
        .and_then(|members| members.remove(member));
    assert!(removed.is_some(), "{member}");
    object
}

fn decoded<T: serde::de::DeserializeOwned>(body: impl Into<Value>) -> T {
    let body = body.into().to_string();
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

#[test]
fn a_documented_list_keeps_every_member() {
    let list: SandboxList = decoded(list());
    assert_eq!(list.data.len(), 1);
    assert_eq!(list.data[0].id, "sandbox_abc123xyz");
    assert_eq!(list.data[0].status, SandboxStatus::Running);
    assert_eq!(list.data[0].region.as_deref(), Some("us-east"));
    assert!(!list.has_more);
    assert_eq!(list.next_cursor, None);
    assert_eq!(list.request_id, Some(Loose::Known("req_abc123".to_owned())));
}

#[test]
fn a_list_without_data_is_an_empty_list() {
    for body in [with(list(), "data", Value::Null), without(list(), "data")] {
        assert!(decoded::<SandboxList>(body).data.is_empty());
    }
}

#[test]
fn lists_decode_in_every_legal_and_many_sloppy_shapes() {
    let shapes = [
        with(list(), "data", json!([])),
        with(list(), "url", json!("/v1/sandboxes")),
        with(list(), "unheard_of", json!({ "a": [1] })),
        with(list(), "object", json!("page")),
        with(list(), "next_cursor", json!("opaque")),
        with(list(), "next_cursor", json!(5)),
        without(list(), "next_cursor"),
        with(list(), "request_id", Value::Null),
        without(list(), "request_id"),
    ];
    for body in shapes {
        decoded::<SandboxList>(body);
    }
}

#[test]
fn sandboxes_decode_in_every_legal_and_many_sloppy_shapes() {
    let odd = [
        json!(null),
        json!(true),
        json!(-7),
        json!(1.5),
        json!("text"),
        json!([]),
        json!({}),
    ];
    let optional = [
        "auth_token",
        "direct_url",
        "expires_at",
        "internet_access",
        "live_mode",
        "node_id",
        "organization_id",
        "preview_url",
        "request_id",
        "resources",
        "template_id",
        "timeout_seconds",
        "token_expires_at",
        "unheard_of",
        "updated_at",
    ];
    for member in optional {
        for value in &odd {
            decoded::<Sandbox>(with(sandbox(), member, value.clone()));
        }
    }
    decoded::<Sandbox>(with(sandbox(), "region", Value::Null));
    decoded::<Sandbox>(without(sandbox(), "region"));
    decoded::<Sandbox>(with(sandbox(), "public_host", json!("not a URL")));
    decoded::<Sandbox>(with(sandbox(), "id", json!("")));
    decoded::<Sandbox>(with(sandbox(), "created_at", json!("yesterday")));
}

#[test]
fn an_odd_member_inside_resources_spoils_nothing() {
    let resources = json!({ "vcpu": 2, "memory_mb": "512 MB", "gpu": 1 });
    let sandbox: Sandbox = decoded(with(sandbox(), "resources", resources));
    let resources = sandbox.resources.and_then(Loose::into_known).unwrap();
    assert_eq!(resources.vcpu, Some(Loose::Known(2)));
    assert_eq!(resources.memory_mb, Some(Loose::Other(json!("512 MB"))));
    assert_eq!(resources.disk_mb, None);
}

#[test]
fn a_contested_member_is_kept_in_either_type() {
    let number: Sandbox = decoded(with(sandbox(), "organization_id", json!(42)));
    assert_eq!(
        number.organization_id.as_ref().and_then(Loose::known),
        Some(&42)
    );
    let text: Sandbox = decoded(with(sandbox(), "organization_id", json!("org_42")));
    assert_eq!(text.organization_id, Some(Loose::Other(json!("org_42"))));
}

#[test]
fn a_status_is_exact_or_unknown() {
    let status = |text: &str| decoded::<Sandbox>(with(sandbox(), "status", json!(text))).status;
    assert_eq!(status("paused"), SandboxStatus::Paused);
    assert_eq!(status("deleted"), SandboxStatus::Deleted);
    assert_eq!(
        status("hibernating"),
        SandboxStatus::Unknown("hibernating".to_owned())
    );
    assert_eq!(
        status("RUNNING"),
        SandboxStatus::Unknown("RUNNING".to_owned())
    );
}

#[test]
fn what_a_client_cannot_do_without_stays_an_error() {
    for member in ["id", "status"] {
        assert!(serde_json::from_value::<Sandbox>(without(sandbox(), member)).is_err());
        assert!(serde_json::from_value::<Sandbox>(with(sandbox(), member, Value::Null)).is_err());
    }
    assert!(serde_json::from_value::<SandboxList>(without(list(), "has_more")).is_err());
    assert!(serde_json::from_value::<SandboxList>(with(list(), "data", json!({}))).is_err());
    assert!(serde_json::from_value::<PausedSandbox>(json!({ "status": "paused" })).is_err());
}

#[test]
fn pauses_and_resumes_decode_without_request_id_and_in_other_states() {
    let paused: PausedSandbox = decoded(json!({ "id": "a", "status": "paused" }));
    assert_eq!(paused.status, SandboxStatus::Paused);
    let pausing: PausedSandbox = decoded(json!({ "id": "a", "status": "pausing", "extra": 1 }));
    assert_eq!(pausing.status, SandboxStatus::Unknown("pausing".to_owned()));
    let resumed: ResumedSandbox =
        decoded(json!({ "id": "a", "status": "running", "request_id": null }));
    assert_eq!(resumed.status, SandboxStatus::Running);
}

#[test]
fn an_error_keeps_what_it_says_whatever_else_is_missing() {
    let full: Error = decoded(json!({
        "error": "Rate limit exceeded", "code": "RATE_LIMIT_EXCEEDED",
        "request_id": "req_abc123", "retry_after": 30
    }));
    assert_eq!(full.retry_after, Some(Loose::Known(30)));
    let bare: Error = decoded(json!({ "code": "CONFLICT" }));
    assert_eq!(bare.code, Some(Loose::Known("CONFLICT".to_owned())));
    let nested: Error = decoded(json!({ "error": { "message": "no" }, "request_id": "req_1" }));
    assert_eq!(nested.error, Some(Loose::Other(json!({ "message": "no" }))));
    assert_eq!(nested.request_id, Some(Loose::Known("req_1".to_owned())));
    decoded::<Error>(json!({}));
}

#[test]
fn a_secret_is_shown_to_nobody_who_does_not_ask() {
    for value in [json!("eyJhbGciOi"), json!({ "token": "eyJhbGciOi" })] {
        let sandbox: Sandbox = decoded(with(sandbox(), "auth_token", value));
        assert!(!format!("{sandbox:?}").contains("eyJhbGciOi"));
        assert!(
            !serde_json::to_string(&sandbox)
                .unwrap()
                .contains("eyJhbGciOi")
        );
        assert!(sandbox.auth_token.unwrap().expose().contains("eyJhbGciOi"));
    }
}

#[test]
fn types_describe_themselves_as_json_schemas() {
    let schema = schemars::schema_for!(SandboxList).to_value();
    assert_eq!(schema["properties"]["has_more"]["type"], "boolean");
    assert_eq!(
        schema["properties"]["data"]["items"]["$ref"],
        "#/$defs/Sandbox"
    );
    let status = &schema["$defs"]["SandboxStatus"];
    assert_eq!(status["type"], "string");
    assert_eq!(status["examples"][1], "running");
    for schema in [
        schemars::schema_for!(PausedSandbox),
        schemars::schema_for!(ResumedSandbox),
        schemars::schema_for!(Error),
    ] {
        assert_eq!(schema.to_value()["type"], "object");
    }
}

#[test]
fn what_was_decoded_can_be_written_and_read_again() {
    let body = with(
        list(),
        "data",
        json!([with(sandbox(), "status", json!("odd"))]),
    );
    let once: SandboxList = decoded(body);
    let written = serde_json::to_value(&once).unwrap();
    assert_eq!(written["data"][0]["status"], "odd");
    let twice: SandboxList = decoded(written.clone());
    assert_eq!(serde_json::to_value(&twice).unwrap(), written);
}
