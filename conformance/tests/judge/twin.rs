//! Addressing an exchange of a recording, and changing what the server answered in it.

use hopx_conformance::recording::{
    Answer, Attempt, Exchange, Look, Outcome, Recording, Role, ScenarioRecord,
};
use serde_json::{Map, Value, json};

/// The call of a step, `area/workflow/step`; `@2` behind it is the second one, be it the second
/// page or the second sandbox.
pub(crate) type Address = &'static str;

/// Parts of an address: scenario, step, and which call of the step.
pub(crate) fn parts(address: Address) -> (&'static str, &'static str, usize) {
    let (path, call) = address.split_once('@').unwrap_or((address, "1"));
    let (scenario, step) = path.rsplit_once('/').expect("area/workflow/step");
    (scenario, step, call.parse().expect("a number"))
}

/// Finding the parts of a recording.
pub(crate) trait Addressed {
    fn scenario(&mut self, address: &str) -> &mut ScenarioRecord;
    /// The call of a step, on the first look.
    fn exchange(&mut self, address: Address) -> &mut Exchange;
    /// Every list of the scenarios, in order.
    fn lists(&mut self) -> Vec<&mut Exchange>;
    /// The calls of a step from the given one on never came about.
    fn cut_before(&mut self, address: Address);
    /// Nothing came after this call in its scenario.
    fn end_after(&mut self, address: Address);
    /// The scenarios after this one never came about. A server with a fault would go on with
    /// it, and the rest of the recording knows nothing of it.
    fn end_with(&mut self, address: &str);
    /// The scenario is played once more, with the same answers.
    fn play_again(&mut self, address: &str) -> &mut Look;
    /// An element of a list that shows a sandbox.
    fn element(&mut self, list: Address, id: &str) -> Value;
}

impl Addressed for Recording {
    fn scenario(&mut self, address: &str) -> &mut ScenarioRecord {
        let mut records = self.scenarios.iter_mut();
        let found = records.find(|record| record.address == address);
        found.unwrap_or_else(|| panic!("no scenario {address}"))
    }

    fn exchange(&mut self, address: Address) -> &mut Exchange {
        let (scenario, step, call) = parts(address);
        let look = &mut self.scenario(scenario).looks[0];
        let mut calls = look.exchanges.iter_mut().filter(|made| made.step == step);
        calls
            .nth(call - 1)
            .unwrap_or_else(|| panic!("no call {address}"))
    }

    fn lists(&mut self) -> Vec<&mut Exchange> {
        let looks = self
            .scenarios
            .iter_mut()
            .flat_map(|record| &mut record.looks);
        let calls = looks.flat_map(|look| &mut look.exchanges);
        calls.filter(|made| made.request.method == "GET").collect()
    }

    fn cut_before(&mut self, address: Address) {
        let number = self.exchange(address).number;
        let (scenario, step, _) = parts(address);
        let look = &mut self.scenario(scenario).looks[0];
        look.exchanges
            .retain(|made| made.step != step || made.number < number);
    }

    fn end_after(&mut self, address: Address) {
        let number = self.exchange(address).number;
        let look = &mut self.scenario(parts(address).0).looks[0];
        look.exchanges.retain(|made| made.number <= number);
    }

    fn end_with(&mut self, address: &str) {
        let mut records = self.scenarios.iter();
        let last = records.position(|record| record.address == address);
        self.scenarios.truncate(last.expect("a scenario") + 1);
        self.closing.clear();
    }

    fn play_again(&mut self, address: &str) -> &mut Look {
        let looks = &mut self.scenario(address).looks;
        let mut again = looks[0].clone();
        for exchange in &mut again.exchanges {
            exchange.number += 1000;
            exchange.body(|body| {
                let id = body["request_id"].as_str().map(|id| format!("{id}_again"));
                if let Some(id) = id {
                    body["request_id"] = json!(id);
                }
            });
        }
        looks.push(again);
        looks.last_mut().expect("the look just made")
    }

    fn element(&mut self, list: Address, id: &str) -> Value {
        let data = self.exchange(list).answered().json().expect("JSON")["data"].clone();
        let elements = data.as_array().expect("an array");
        let found = elements.iter().find(|element| element["id"] == id);
        found
            .unwrap_or_else(|| panic!("{list} shows no {id}"))
            .clone()
    }
}

/// Changing what the server answered to a call.
pub(crate) trait Spoil {
    fn answered(&mut self) -> &mut Answer;
    /// Changes the body, where it is JSON.
    fn body(&mut self, change: impl FnOnce(&mut Value));
    fn set(&mut self, pointer: &str, value: Value);
    fn remove(&mut self, pointer: &str);
    /// Sets a header, given in lower case.
    fn header(&mut self, name: &str, value: &str);
    fn no_header(&mut self, name: &str);
    fn raw(&mut self, body: impl Into<Vec<u8>>);
    /// Answers with a status and the envelope of an error.
    fn refuse(&mut self, status: u16, code: &str);
    /// Answers with 200 and a body of these members, beside a request id.
    fn succeed(&mut self, body: Value);
    /// Is refused for the rate limit before it is answered.
    fn limited_at_first(&mut self, change: impl FnOnce(&mut Value));
    /// A list shows a sandbox in that status.
    fn show(&mut self, id: &str, status: &str);
    /// A list does not show a sandbox.
    fn hide(&mut self, id: &str);
    /// A list shows one element more, at its end.
    fn add(&mut self, element: Value);
    /// The ids that a list shows.
    fn ids(&mut self) -> Vec<String>;
    fn page_number(&mut self, page: u32);
    fn poll_number(&mut self, poll: u32);
}

impl Spoil for Exchange {
    fn answered(&mut self) -> &mut Answer {
        let attempt = self.attempts.last_mut().expect("an attempt");
        attempt.result.as_mut().expect("an answer")
    }

    fn body(&mut self, change: impl FnOnce(&mut Value)) {
        let answer = self.answered();
        if let Some(body) = answer.json() {
            let mut body = body.into_owned();
            change(&mut body);
            answer.body = body.to_string().into_bytes().into();
        }
    }

    fn set(&mut self, pointer: &str, value: Value) {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
        self.body(|body| match body.pointer_mut(parent).expect("a parent") {
            Value::Array(elements) => elements[name.parse::<usize>().expect("an index")] = value,
            parent => parent[name] = value,
        });
    }

    fn remove(&mut self, pointer: &str) {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
        self.body(|body| match body.pointer_mut(parent).expect("a parent") {
            Value::Array(elements) => {
                elements.remove(name.parse().expect("an index"));
            }
            parent => {
                let members = parent.as_object_mut().expect("an object");
                members.remove(name).expect("the member to be there");
            }
        });
    }

    fn header(&mut self, name: &str, value: &str) {
        self.no_header(name);
        let header = (name.to_owned(), value.to_owned());
        self.answered().headers.push(header);
    }

    fn no_header(&mut self, name: &str) {
        self.answered().headers.retain(|(known, _)| known != name);
    }

    fn raw(&mut self, body: impl Into<Vec<u8>>) {
        self.answered().body = body.into().into();
    }

    fn refuse(&mut self, status: u16, code: &str) {
        let number = self.number;
        let body = json!({ "error": "No", "code": code, "request_id": format!("req_no_{number}") });
        self.answered().status = status;
        self.raw(body.to_string());
    }

    fn succeed(&mut self, mut body: Value) {
        body["request_id"] = json!(format!("req_yes_{}", self.number));
        self.answered().status = 200;
        self.raw(body.to_string());
    }

    fn limited_at_first(&mut self, change: impl FnOnce(&mut Value)) {
        let then: Attempt = self.attempts[0].clone();
        self.refuse(429, "RATE_LIMIT_EXCEEDED");
        self.set("/retry_after", json!(1));
        self.body(change);
        self.attempts.push(then);
    }

    fn show(&mut self, id: &str, status: &str) {
        self.body(|body| {
            let elements = body["data"].as_array_mut().expect("a list");
            let found = elements.iter_mut().find(|element| element["id"] == id);
            found.unwrap_or_else(|| panic!("no {id} in the list"))["status"] = json!(status);
        });
    }

    fn hide(&mut self, id: &str) {
        self.body(|body| {
            let elements = body["data"].as_array_mut().expect("a list");
            let before = elements.len();
            elements.retain(|element| element["id"] != id);
            assert_ne!(elements.len(), before, "no {id} in the list");
        });
    }

    fn add(&mut self, element: Value) {
        self.body(|body| body["data"].as_array_mut().expect("a list").push(element));
    }

    fn ids(&mut self) -> Vec<String> {
        let body = self.answered().json().expect("JSON");
        let elements = body["data"].as_array().expect("a list").iter();
        let ids = elements.filter_map(|element| element["id"].as_str());
        ids.map(str::to_owned).collect()
    }

    fn page_number(&mut self, number: u32) {
        if let Role::Step { page, .. } = &mut self.role {
            *page = number;
        }
    }

    fn poll_number(&mut self, number: u32) {
        if let Role::Step { poll, .. } = &mut self.role {
            *poll = number;
        }
    }
}

/// The same element with other members.
pub(crate) fn with(mut element: Value, members: Value) -> Value {
    let Value::Object(members) = members else {
        panic!("an object");
    };
    element.as_object_mut().expect("an object").extend(members);
    element
}

/// JSON with its members in the opposite order.
pub(crate) fn backwards(value: &Value) -> String {
    let member = |(name, value): (&String, &Value)| format!("{}:{}", json!(name), backwards(value));
    match value {
        Value::Object(members) => {
            let members: Vec<_> = reversed(members).map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(backwards).collect();
            format!("[{}]", elements.join(","))
        }
        plain => plain.to_string(),
    }
}

fn reversed(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let members: Vec<_> = members.iter().collect();
    members.into_iter().rev()
}

/// What a scenario comes to that could not be played to its end.
pub(crate) fn given_up() -> Outcome {
    Outcome::Errored("the server answered no more".to_owned())
}
