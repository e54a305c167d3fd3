//! A call and what came back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reproduce;
use crate::contract::Operation;
use crate::recording::{Answer, Attempt, Credential, Exchange, Failure, Role};

/// A call, over all its attempts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExchangeReport {
    /// Its place among all calls of the run, from 1.
    pub number: u32,
    /// What made it: `area/workflow/step`, or what else the run was about.
    pub by: String,
    /// Why the step made it.
    pub role: Role,
    /// The operation that was called.
    pub operation: Operation,
    /// Whose credential went along.
    pub credential: Credential,
    /// The sandbox that the path names, decoded.
    pub sandbox: Option<String>,
    /// Upper-case method.
    pub method: String,
    /// Path and query as they went over the wire, without the prefix of the base URL.
    pub path: String,
    /// Headers that the scenario asked for, with placeholders in place of credentials.
    pub headers: Vec<Header>,
    /// The same call with curl, for a shell; keys come from the environment. None where the
    /// credential is one that is made up for the run.
    pub curl: Option<String>,
    /// Every attempt; the last one counts.
    pub attempts: Vec<AttemptReport>,
    /// The numbers of the findings that it shows.
    pub findings: Vec<u32>,
}

/// One try at a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttemptReport {
    /// When it began, in milliseconds since the run began.
    pub at_ms: u64,
    /// How long it took until the body was read, in milliseconds.
    pub took_ms: u64,
    /// The status code; none where there was no answer.
    pub status: Option<u16>,
    /// Headers in the order received, names in lower case.
    pub headers: Vec<Header>,
    /// The request id that the body carries.
    #[serde(default)]
    pub request_id: Option<String>,
    /// The body, secrets masked.
    pub body: Option<Body>,
    /// Why the body could not be read to its end or decoded, where that happened.
    pub broken: Option<String>,
    /// Why there was no answer.
    pub failure: Option<Failure>,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A body, whole up to a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// What it says.
    pub content: String,
    /// What `content` is.
    pub encoding: Encoding,
    /// How many bytes the whole has.
    pub bytes: usize,
    /// Whether `content` is no more than its beginning.
    pub cut: bool,
}

/// How the bytes of a body are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As they are.
    Text,
    /// In base64, since they are no text.
    Base64,
}

/// So many bytes of a body are kept: more than any page of a list that fits on a screen.
const LONGEST: usize = 64 * 1024;

impl ExchangeReport {
    /// What a recording holds of it.
    pub(super) fn of(base_url: &str, by: String, exchange: &Exchange) -> Self {
        let request = &exchange.request;
        ExchangeReport {
            number: exchange.number,
            by,
            role: exchange.role,
            operation: exchange.operation,
            credential: exchange.credential,
            sandbox: exchange.sandbox.clone(),
            method: request.method.clone(),
            path: request.target.clone(),
            headers: headers(&request.headers),
            curl: reproduce::curl(base_url, request),
            attempts: exchange.attempts.iter().map(AttemptReport::of).collect(),
            findings: Vec::new(),
        }
    }

    /// The attempt that counts.
    pub fn last(&self) -> Option<&AttemptReport> {
        self.attempts.last()
    }
}

impl AttemptReport {
    fn of(attempt: &Attempt) -> Self {
        let answer = attempt.result.as_ref().ok();
        AttemptReport {
            at_ms: attempt.at_ms,
            took_ms: attempt.took_ms,
            status: answer.map(|answer| answer.status),
            headers: answer.map_or(Vec::new(), |answer| headers(&answer.headers)),
            request_id: answer.and_then(request_id),
            body: answer.and_then(Body::of),
            broken: answer.and_then(|answer| answer.broken.clone()),
            failure: attempt.result.as_ref().err().cloned(),
        }
    }
}

impl Body {
    fn of(answer: &Answer) -> Option<Self> {
        let body: &[u8] = &answer.body;
        let cut = body.len() > LONGEST;
        let (content, encoding) = match std::str::from_utf8(body) {
            Ok(text) => (beginning(text).to_owned(), Encoding::Text),
            Err(_) => (
                STANDARD.encode(&body[..body.len().min(LONGEST)]),
                Encoding::Base64,
            ),
        };
        (!body.is_empty()).then_some(Body {
            content,
            encoding,
            bytes: body.len(),
            cut,
        })
    }
}

fn request_id(answer: &Answer) -> Option<String> {
    let body = answer.json()?;
    let id = body.get("request_id")?.as_str()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// No more of a text than is kept, cut between two characters.
fn beginning(text: &str) -> &str {
    let mut ends = (0..=text.len().min(LONGEST)).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

fn headers(headers: &[(String, String)]) -> Vec<Header> {
    let headers = headers.iter().map(|(name, value)| Header {
        name: name.clone(),
        value: value.clone(),
    });
    headers.collect()
}
