//! One call of a run, over all its attempts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attempt::{Answer, Attempt, Failure};
use super::overlap::Overlap;
use crate::contract::Operation;

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
    pub(super) fn unaddressed(&self) -> (String, &Self) {
        (self.step.clone(), self)
    }

    /// Whether it was made to bring a sandbox into a state.
    pub fn is_preparation(&self) -> bool {
        self.role == Role::Prepare
    }
}
