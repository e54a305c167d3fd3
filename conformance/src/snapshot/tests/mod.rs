//! Which answers give the same text, and which give another.

mod documented;
mod full;
mod telling;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use super::{Normaliser, promised};
use crate::contract::{Contract, Operation};
use crate::recording::{Answer, Attempt, Credential, Exchange, Request, Role};
use crate::scenario::{ErrorCode, Scenario, Step, Walk};

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::embedded().expect("the contract"));

/// The steps of the scenario that the tests play.
fn scenario() -> Scenario {
    let steps = vec![
        step("list", Operation::List, "list/200", "$statusCode == 200"),
        step(
            "paused",
            Operation::List,
            "list/filter/status",
            "$statusCode == 200",
        ),
        step("pause", Operation::Pause, "pause/200", "$statusCode == 200"),
        step(
            "again",
            Operation::Pause,
            "pause/repeat",
            "$statusCode == 200 || $statusCode == 409",
        ),
        step(
            "resume",
            Operation::Resume,
            "resume/200",
            "$statusCode == 200",
        ),
        step(
            "no-key",
            Operation::List,
            "errors/401/code",
            "$statusCode == 401",
        ),
        Step {
            error_code: Some(ErrorCode {
                code: "INVALID_TOKEN".to_owned(),
                claim: "errors/401/invalid-key".to_owned(),
            }),
            ..step(
                "bad-key",
                Operation::List,
                "errors/401/code",
                "$statusCode == 401",
            )
        },
        step(
            "unknown",
            Operation::Pause,
            "errors/404/code",
            "$statusCode == 404",
        ),
        step(
            "observed",
            Operation::List,
            "list/limit/default",
            "$statusCode == 200",
        ),
        Step {
            walk: Some(Walk::AsWritten),
            ..step(
                "one-a-page",
                Operation::List,
                "list/200",
                "$statusCode == 200",
            )
        },
    ];
    let document = json!({
        "arazzo": "1.1.0",
        "info": { "title": "Tests", "version": "1" },
        "sourceDescriptions": [],
        "workflows": [{
            "workflowId": "everything",
            "steps": [
                {
                    "stepId": "paused",
                    "operationId": "list_sandboxes",
                    "parameters": [{ "name": "status", "in": "query", "value": "paused" }],
                },
            ],
        }],
    });
    Scenario {
        address: "tests/everything".to_owned(),
        file: "tests.arazzo.yaml".to_owned(),
        summary: String::new(),
        page: "list".to_owned(),
        needs: BTreeSet::new(),
        preparation: None,
        steps,
        document: Arc::new(serde_json::from_value(document).expect("a document")),
        workflow: "everything".to_owned(),
    }
}

fn step(id: &str, operation: Operation, claim: &str, criterion: &str) -> Step {
    Step {
        id: id.to_owned(),
        operation,
        claims: vec![claim.to_owned()],
        criteria: vec![criterion.to_owned()],
        walk: None,
        each: None,
        nth: None,
        error_code: None,
        deliberate: None,
        header_as_written: false,
        half_a_key: false,
        exhaust: false,
    }
}

/// A call of a step and its answer.
fn exchange(step: &str, status: u16, body: &str) -> Exchange {
    let scenario = scenario();
    let operation = scenario.step(step).expect("a step").operation;
    let sandbox = (operation != Operation::List).then(|| "one".to_owned());
    let query = match step {
        "paused" => vec![("status".to_owned(), "paused".to_owned())],
        _ => Vec::new(),
    };
    let answer = Answer {
        status,
        headers: vec![(
            "content-type".to_owned(),
            "Application/JSON; charset=utf-8".to_owned(),
        )],
        body: body.as_bytes().to_vec().into(),
        broken: None,
    };
    Exchange {
        number: 1,
        step: step.to_owned(),
        role: Role::Step {
            poll: 0,
            page: 1,
            turn: 1,
        },
        operation,
        credential: Credential::Own,
        sandbox,
        query,
        request: Request {
            method: String::new(),
            target: String::new(),
            headers: Vec::new(),
        },
        attempts: vec![Attempt {
            at_ms: 0,
            took_ms: 0,
            unix_seconds: 0,
            result: Ok(answer),
        }],
        overlap: None,
    }
}

/// What the documentation promises of a step.
fn promise(step: &str) -> Option<String> {
    let scenario = scenario();
    promised(&CONTRACT, &scenario, scenario.step(step).expect("a step"))
}

/// The documented text of one exchange, in a run that was given the sandboxes one and two.
fn documented(exchange: &Exchange) -> Option<String> {
    texts(std::slice::from_ref(exchange)).remove(0)
}

/// The documented texts of several exchanges of one look.
fn texts(exchanges: &[Exchange]) -> Vec<Option<String>> {
    let scenario = scenario();
    let mut normaliser = Normaliser::new(&CONTRACT, &scenario, ["one", "two"]);
    let texts = exchanges
        .iter()
        .map(|exchange| normaliser.documented(exchange));
    texts.collect()
}

/// The full texts of several exchanges of one look.
fn full_texts(exchanges: &[Exchange]) -> Vec<String> {
    let scenario = scenario();
    let mut normaliser = Normaliser::new(&CONTRACT, &scenario, ["one", "two"]);
    let texts = exchanges.iter().map(|exchange| normaliser.full(exchange));
    texts.map(|text| text.expect("a text")).collect()
}

/// A conforming element of a list.
fn element(id: &str) -> Value {
    json!({
        "id": id,
        "object": "sandbox",
        "status": "paused",
        "public_host": "https://host.example",
        "template_name": "code-interpreter",
        "region": "us-east",
        "created_at": "2026-01-01T00:00:00Z",
    })
}

/// A conforming page with these elements.
fn page(elements: &[Value]) -> Value {
    json!({ "object": "list", "data": elements, "has_more": false, "request_id": "r1" })
}

/// A value with some members added or in place of others.
fn with(value: &Value, members: Value) -> Value {
    let mut changed: BTreeMap<String, Value> =
        serde_json::from_value(value.clone()).expect("an object");
    let members: BTreeMap<String, Value> = serde_json::from_value(members).expect("an object");
    changed.extend(members);
    json!(changed)
}

/// A value without one of its members.
fn without(value: &Value, member: &str) -> Value {
    let mut changed = value.clone();
    changed.as_object_mut().expect("an object").remove(member);
    changed
}
