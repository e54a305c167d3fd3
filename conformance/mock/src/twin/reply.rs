//! An answer, as a twin gives it.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// An answer that is not on its way yet.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) delivery: Delivery,
    pub(crate) delay: Duration,
}

/// How a body is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// In one piece, with its length.
    Whole,
    /// In pieces of this many bytes, without saying how long it is.
    Chunked(usize),
    /// Half of it; then the connection closes.
    Truncated,
}

impl Reply {
    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Changes the body. What `change` leaves as it is stays the same byte by byte.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Value)) {
        let Some(before) = self.json() else { return };
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.write(&after);
        }
    }

    pub(super) fn write(&mut self, body: &Value) {
        self.body = body.to_string().into_bytes();
    }

    /// Sends these bytes.
    pub(super) fn raw(&mut self, body: impl Into<Vec<u8>>) {
        self.body = body.into();
    }

    /// Sends what `change` makes of the text.
    pub(super) fn text(&mut self, change: impl FnOnce(String) -> String) {
        let text = String::from_utf8_lossy(&self.body).into_owned();
        self.body = change(text).into_bytes();
    }

    /// Gives a member a value.
    pub(super) fn set(&mut self, member: &str, value: impl Into<Value>) {
        let value = value.into();
        self.edit(|body| body[member] = value);
    }

    pub(super) fn remove(&mut self, member: &str) {
        self.edit(|body| remove(body, member));
    }

    /// What a member says; null if it is not there.
    pub(super) fn member(&self, member: &str) -> Value {
        self.json()
            .and_then(|body| body.get(member).cloned())
            .unwrap_or_default()
    }

    /// Changes every element of a page.
    pub(super) fn elements(&mut self, change: impl FnMut(&mut Value)) {
        self.data(|elements| elements.iter_mut().for_each(change));
    }

    /// Changes the elements of a page.
    pub(super) fn data(&mut self, change: impl FnOnce(&mut Vec<Value>)) {
        self.edit(|body| {
            if let Some(elements) = body.get_mut("data").and_then(Value::as_array_mut) {
                change(elements);
            }
        });
    }

    /// How many elements a page has.
    pub(super) fn len(&self) -> usize {
        self.member("data").as_array().map_or(0, Vec::len)
    }

    pub(super) fn has_more(&self) -> bool {
        self.member("has_more") == true
    }

    /// Says that nothing more follows.
    pub(super) fn end(&mut self) {
        self.edit(|body| {
            body["has_more"] = json!(false);
            body["next_cursor"] = Value::Null;
        });
    }

    /// Answers with an error, under the request id that there is.
    pub(super) fn refuse(&mut self, status: u16, code: &str) {
        let id = self.request_id();
        self.status = StatusCode::from_u16(status).unwrap_or_default();
        self.write(&json!({ "error": "Not this time", "code": code, "request_id": id }));
    }

    /// Answers with success, under the request id that there is.
    pub(super) fn succeed(&mut self, mut body: Value) {
        body["request_id"] = self.request_id();
        self.status = StatusCode::OK;
        self.write(&body);
    }

    fn request_id(&self) -> Value {
        self.member("request_id")
    }

    pub(super) fn header(&mut self, name: &'static str, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
    }

    pub(super) fn no_header(&mut self, name: &str) {
        self.headers.remove(name);
    }

    pub(super) fn media_type(&mut self, media_type: &'static str) {
        let value = HeaderValue::from_static(media_type);
        self.headers.insert(CONTENT_TYPE, value);
    }
}

/// Leaves a member out of an object.
pub(super) fn remove(object: &mut Value, member: &str) {
    if let Some(members) = object.as_object_mut() {
        members.remove(member);
    }
}
