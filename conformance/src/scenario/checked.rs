//! A scenario that was read and checked against the contract.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Arc;

use roas_arazzo::v1_1::Description;

use super::extension::{Preparation, Walk};
use crate::contract::Operation;

/// One documented scenario, checked against the contract.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// `area/workflow`.
    pub address: String,
    /// The file it stands in, as messages name it.
    pub file: String,
    /// What it shows, in one line.
    pub summary: String,
    /// Short name of the page that documents it.
    pub page: String,
    /// Inputs that it cannot do without.
    pub needs: BTreeSet<Input>,
    /// The state that it begins with.
    pub preparation: Option<Preparation>,
    /// Its steps, in the order they are played.
    pub steps: Vec<Step>,
    /// The document that it stands in, for the engine.
    pub document: Arc<Description>,
    /// Its name in that document.
    pub workflow: String,
}

/// An input of a workflow. The names are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// `api_key`: the credential of the run.
    ApiKey,
    /// `other_api_key`: a credential of another organisation.
    OtherApiKey,
    /// `sandbox`: the id of a sandbox that may be paused and resumed.
    Sandbox,
}

/// One step of a scenario.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name in the workflow.
    pub id: String,
    /// The operation it calls.
    pub operation: Operation,
    /// The claims that its criteria check.
    pub claims: Vec<String>,
    /// Its criteria, as the document words them.
    pub criteria: Vec<String>,
    /// How far it follows `next_cursor`.
    pub walk: Option<Walk>,
    /// The step whose sandboxes it is repeated for.
    pub each: Option<String>,
    /// Which of the given sandboxes it works on, from 1, where it is not the first.
    pub nth: Option<NonZeroUsize>,
    /// The error code that the answer must carry, with the claim that says so.
    pub error_code: Option<ErrorCode>,
    /// Why it sends what the description does not allow, where it does.
    pub deliberate: Option<String>,
    /// Whether its credential goes out in the header that the document names, whatever
    /// header the run was told to use.
    pub header_as_written: bool,
    /// Whether its credential is the key of the run with a wrong secret, in place of the one
    /// that the document names.
    pub half_a_key: bool,
    /// Whether it is repeated, without waiting, until the server refuses it for the rate limit.
    pub exhaust: bool,
}

/// An error code that a step asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code.
    pub code: String,
    /// The claim that fixes it.
    pub claim: String,
}

impl Scenario {
    /// The step of that name.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Whether it pauses or resumes sandboxes that the run was given.
    pub fn changes_state(&self) -> bool {
        self.needs.contains(&Input::Sandbox)
    }

    /// Whether it spends the rate limit of the key on purpose: a run plays it only if it may.
    pub fn exhausts(&self) -> bool {
        self.steps.iter().any(|step| step.exhaust)
    }

    /// How many given sandboxes it works on at the least.
    pub fn sandboxes(&self) -> usize {
        let nth = self.steps.iter().filter_map(|step| step.nth);
        nth.map(NonZeroUsize::get)
            .max()
            .unwrap_or(usize::from(self.changes_state()))
    }

    /// The address of one of its steps.
    pub fn step_address(&self, step: &str) -> String {
        format!("{}/{step}", self.address)
    }
}

impl Input {
    /// Every input there is.
    pub const ALL: [Input; 3] = [Input::ApiKey, Input::OtherApiKey, Input::Sandbox];

    /// The name of the input in a workflow.
    pub fn name(self) -> &'static str {
        match self {
            Input::ApiKey => "api_key",
            Input::OtherApiKey => "other_api_key",
            Input::Sandbox => "sandbox",
        }
    }
}
