//! What a run saw, as plain data: every exchange with every attempt, the raw bytes, the
//! timings, and what was skipped and why.
//!
//! A recording is the only thing that [`crate::replay`] hands to [`crate::judge`]. It never
//! holds a secret: credentials are placeholders, and secret members of bodies are masked
//! before anything is stored (see [`crate::redact`]).

mod auth_header;
mod body;
mod ending;
mod file;
mod har;
mod overlap;
mod wait;

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use auth_header::AuthHeader;
pub use body::Body;
pub use ending::{NotPutBack, Unready};
pub use file::RecordingFile;
pub use har::to_har;
pub use overlap::Overlap;
pub use wait::{Wait, WaitReason};

use crate::contract::Operation;
use crate::shard::Share;

/// Everything that one run saw.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recording {
    /// The base URL that was judged, without credentials.
    pub base_url: String,
    /// What the base URL leads to.
    pub target: TargetKind,
    /// When the run began, in RFC 3339.
    pub started_at: String,
    /// How long the run took, in milliseconds.
    pub took_ms: u64,
    /// The sandboxes that the run was given, with the status each was found in.
    pub given: Vec<Given>,
    /// The calls that found out whom the run is talking to, before the first scenario.
    pub opening: Vec<Exchange>,
    /// Why the run ended before its first scenario, where it did.
    pub unready: Option<Unready>,
    /// One entry for every selected scenario, in the order they ran.
    pub scenarios: Vec<ScenarioRecord>,
    /// Whether the run was interrupted.
    pub interrupted: bool,
    /// The calls that put the given sandboxes back.
    pub closing: Vec<Exchange>,
    /// The sandboxes that could not be put back.
    pub not_put_back: Vec<NotPutBack>,
    /// How many pages of a list were walked at the most.
    pub max_pages: u32,
    /// How many requests the run was allowed, where that was capped.
    #[serde(default)]
    pub max_requests: Option<u32>,
    /// Calls of a scenario that was broken off: too little to judge.
    #[serde(default)]
    pub broken_off: Vec<Exchange>,
    /// Every time that the run waited.
    #[serde(default)]
    pub waits: Vec<Wait>,
    /// Which part of a run it is, where the run was divided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Share>,
}

/// What a base URL leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A server that was named.
    #[default]
    Given,
    /// The mock that comes with this program.
    EmbeddedMock,
}

/// A sandbox that the run may pause and resume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// Its id.
    pub id: String,
    /// The status in which it was found, and to which it is put back; none where no list
    /// could be read.
    pub found: Option<String>,
}

/// What became of one scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScenarioRecord {
    /// `area/workflow`.
    pub address: String,
    /// Whether it ran.
    pub outcome: Outcome,
    /// One entry for each time it was played: more than one where the first left doubts about
    /// sandboxes that the run was not given.
    pub looks: Vec<Look>,
}

/// Whether a scenario ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was played to the end that its steps allow.
    Ran,
    /// It was not played.
    Skipped(
        /// Why, and what would make it run.
        String,
    ),
    /// It was begun and could not be played to its end.
    Errored(
        /// What came in between.
        String,
    ),
}

/// One time through a scenario.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Look {
    /// The inputs of the workflow. Credentials are placeholders.
    pub inputs: BTreeMap<String, String>,
    /// Every call, in the order they were made.
    pub exchanges: Vec<Exchange>,
}

/// One call and what came back, over all its attempts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// The place of this call among all calls of the run, from 1.
    pub number: u32,
    /// The step that made it.
    pub step: String,
    /// Why the step made it.
    pub role: Role,
    /// The operation that was called.
    pub operation: Operation,
    /// Whose credential went along.
    pub credential: Credential,
    /// The sandbox that the path names, decoded.
    pub sandbox: Option<String>,
    /// The query parameters, decoded, in the order they were sent.
    pub query: Vec<(String, String)>,
    /// What was sent.
    pub request: Request,
    /// Every attempt; the last one counts.
    pub attempts: Vec<Attempt>,
    /// Where it was made by one of several clients at the same time: by which, and when, seen
    /// from the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<Overlap>,
}

/// Why a step made a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// To bring a sandbox into the state that the scenario begins with.
    Prepare,
    /// Because the scenario says so.
    Step {
        /// How often the step had been repeated before, waiting for a change to be seen.
        poll: u32,
        /// Which page of the walk this is, from 1.
        page: u32,
        /// Which repetition of a step over several sandboxes this is, from 1.
        turn: u32,
    },
}

/// Whose credential a call carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// The key that the run was given.
    Own,
    /// The key of another organisation that the run was given.
    Other,
    /// None, or one that is not valid.
    Invalid,
}

/// What was sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    /// Upper-case method.
    pub method: String,
    /// Path and query as they went over the wire, without the prefix of the base URL.
    pub target: String,
    /// Headers that the scenario asked for, with placeholders in place of credentials.
    pub headers: Vec<(String, String)>,
}

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
    #[serde(with = "bytes")]
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

impl TargetKind {
    /// The target in a word or two.
    pub fn words(self) -> &'static str {
        match self {
            TargetKind::Given => "given",
            TargetKind::EmbeddedMock => "embedded mock",
        }
    }
}

impl Exchange {
    /// The answer that counts: the one to the last attempt.
    pub fn answer(&self) -> Option<&Answer> {
        self.attempts.last()?.result.as_ref().ok()
    }

    /// Why there is no answer that counts.
    pub fn failure(&self) -> Option<&Failure> {
        self.attempts.last()?.result.as_ref().err()
    }

    /// The status of the answer that counts.
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|answer| answer.status)
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// How often the step had been repeated before.
    pub fn poll(&self) -> u32 {
        match self.role {
            Role::Step { poll, .. } => poll,
            Role::Prepare => 0,
        }
    }

    /// Itself, where no scenario made it.
    fn unaddressed(&self) -> (String, &Self) {
        (self.step.clone(), self)
    }

    /// Whether it was made to bring a sandbox into a state.
    pub fn is_preparation(&self) -> bool {
        self.role == Role::Prepare
    }
}

impl Look {
    /// The calls of a step, preparations left out.
    pub fn step<'l>(&'l self, step: &'l str) -> impl Iterator<Item = &'l Exchange> {
        let of_step = self
            .exchanges
            .iter()
            .filter(move |exchange| exchange.step == step);
        of_step.filter(|exchange| !exchange.is_preparation())
    }

    /// The pages of the walk that counts: the last repetition of a step.
    pub fn last_walk<'l>(&'l self, step: &'l str) -> impl Iterator<Item = &'l Exchange> {
        let last = self.step(step).map(Exchange::poll).max();
        self.step(step)
            .filter(move |exchange| Some(exchange.poll()) == last)
    }
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

impl Recording {
    /// Every exchange of the run, in the order the calls were made.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        let played = self.scenarios.iter().flat_map(|scenario| &scenario.looks);
        let played = played.flat_map(|look| &look.exchanges);
        let begun = self.opening.iter().chain(played).chain(&self.broken_off);
        begun.chain(&self.closing)
    }

    /// Every exchange of the run with the address of what made it, in the order the calls
    /// were made.
    pub fn addressed_exchanges(&self) -> impl Iterator<Item = (String, &Exchange)> {
        let played = self.scenarios.iter().flat_map(|record| {
            let exchanges = record.looks.iter().flat_map(|look| &look.exchanges);
            exchanges.map(|exchange| (format!("{}/{}", record.address, exchange.step), exchange))
        });
        let bare = self.opening.iter().map(Exchange::unaddressed);
        let last = self.broken_off.iter().chain(&self.closing);
        let last = last.map(Exchange::unaddressed);
        bare.chain(played).chain(last)
    }

    /// How many requests went out, every attempt counted.
    pub fn requests(&self) -> usize {
        self.exchanges()
            .map(|exchange| exchange.attempts.len())
            .sum()
    }
}

/// Bodies are text nearly always; what is not UTF-8 is kept in base64.
mod bytes {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Stored {
        Text(String),
        Base64(String),
    }

    pub(super) fn serialize<S: Serializer>(body: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(body) {
            Ok(text) => Stored::Text(text.to_owned()),
            Err(_) => Stored::Base64(STANDARD.encode(body)),
        }
        .serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        source: D,
    ) -> Result<super::Body, D::Error> {
        let bytes = match Stored::deserialize(source)? {
            Stored::Text(text) => text.into_bytes(),
            Stored::Base64(text) => STANDARD.decode(text).map_err(D::Error::custom)?,
        };
        Ok(bytes.into())
    }
}
