//! The census: for every claim what checks it, or why nothing can.
//!
//! A pure function of the contract and the scenarios. The command `claims` prints it, and a
//! test fails where a claim has neither.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::{Claim, Contract, Level};
use crate::judge::CHECKS;
use crate::scenario::Scenario;

/// A claim, and what accounts for it.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The claim.
    pub id: String,
    /// What breaking it means.
    pub level: Level,
    /// Everything that checks it.
    pub checks: Vec<CheckedBy>,
    /// Why the three endpoints cannot show it.
    pub untestable: Option<String>,
}

/// Something that checks a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CheckedBy {
    /// The criteria of a step.
    Step {
        /// `area/workflow/step`.
        address: String,
        /// The criteria, as the document words them.
        criteria: Vec<String>,
    },
    /// The error code that a step asks for.
    ErrorCode {
        /// `area/workflow/step`.
        address: String,
        /// The code.
        code: String,
    },
    /// The description: every answer is held against its schemas, headers and error codes.
    Description {
        /// The places among these that name the claim.
        places: Vec<String>,
    },
    /// A check that looks at many answers together.
    Invariant {
        /// Its file in the judge.
        name: String,
    },
    /// A check that looks at every answer by itself.
    Wire {
        /// Its file in the judge.
        name: String,
    },
}

impl Entry {
    /// Whether nothing checks the claim, and nothing says why.
    pub fn is_orphan(&self) -> bool {
        self.checks.is_empty() && self.untestable.is_none()
    }

    /// The area of the claim.
    pub fn area(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

/// Takes the census of all claims, in the order of their file.
pub fn take(contract: &Contract, scenarios: &[Scenario]) -> Vec<Entry> {
    let claims = contract.claims.all.iter();
    claims
        .map(|claim| entry(claim, contract, scenarios))
        .collect()
}

fn entry(claim: &Claim, contract: &Contract, scenarios: &[Scenario]) -> Entry {
    let mut checks = in_scenarios(&claim.id, scenarios);
    let places: Vec<String> = contract.description.judged_places_of(&claim.id).collect();
    if !places.is_empty() {
        checks.push(CheckedBy::Description { places });
    }
    let in_code = CHECKS
        .iter()
        .filter(|check| check.claims.contains(&claim.id.as_str()));
    checks.extend(in_code.map(|check| {
        let name = check.name.to_owned();
        match check.invariant {
            true => CheckedBy::Invariant { name },
            false => CheckedBy::Wire { name },
        }
    }));
    Entry {
        id: claim.id.clone(),
        level: claim.level,
        checks,
        untestable: claim.untestable.clone(),
    }
}

fn in_scenarios(claim: &str, scenarios: &[Scenario]) -> Vec<CheckedBy> {
    let mut checks = Vec::new();
    for scenario in scenarios {
        for step in &scenario.steps {
            let address = || scenario.step_address(&step.id);
            if step.claims.iter().any(|named| named == claim) {
                checks.push(CheckedBy::Step {
                    address: address(),
                    criteria: step.criteria.clone(),
                });
            }
            if let Some(code) = step.error_code.as_ref().filter(|code| code.claim == claim) {
                checks.push(CheckedBy::ErrorCode {
                    address: address(),
                    code: code.code.clone(),
                });
            }
        }
    }
    checks
}
