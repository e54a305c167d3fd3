//! One try at a call: the answer, or why there is none.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body::{Body, stored};

/// One try at a call.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began, in milliseconds since the run began.
    pub at_ms: u64,
    /// How long it took until the body was read, in milliseconds.
    pub took_ms: u64,
    /// The wall clock when the answer was read, in Unix seconds.
    pub unix_seconds: i64,
    /// What came of it.
    pub result: Result<Answer, Failure>,
}

/// What a server answered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers in the order received, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, secrets masked, after content decoding.
    #[serde(with = "stored")]
    pub body: Body,
    /// Why the body could not be read to its end or decoded, where that happened.
    pub broken: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What the HTTP client said of it.
    pub message: String,
}

/// Kinds of failures below HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// No connection could be made.
    Connect,
    /// Nothing came in time.
    Timeout,
    /// The connection ended, or what came was not HTTP.
    Broken,
}

impl Answer {
    /// The first header of that name, which is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON, where it is JSON.
    pub fn json(&self) -> Option<Cow<'_, serde_json::Value>> {
        self.body.json()
    }

    /// Whether the status is one of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
