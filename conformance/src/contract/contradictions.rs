//! Where the description says other than the documentation that it cites, as far as that can
//! be told by a program.
//!
//! Two things can: an example of a response that its own schema or error codes do not allow,
//! though a claim stands behind them; and an error code that the wording of its claim does not
//! have. Which of the levels and wordings are right is for people to tell.

use serde_json::Value;

use super::{Claim, Contract, Operation, ResponseDescription};

/// A place of the description that says other than the claim behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The claim, where one stands behind the place.
    pub claim: Option<String>,
    /// The place, in words.
    pub place: String,
    /// What is said on both sides.
    pub what: String,
}

impl Contract {
    /// Every place where the description says other than its own claims.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for operation in Operation::ALL {
            let described = self.description.operation(operation);
            for status in described.statuses() {
                let place = format!("{} of {}", status, operation.word());
                if let Some(response) = self.description.response(operation, status) {
                    found.extend(self.codes(response, &place));
                    found.extend(examples(response, &place));
                }
            }
        }
        found
    }

    /// The error codes that no wording of their claim has.
    fn codes(&self, response: &ResponseDescription, place: &str) -> Vec<Contradiction> {
        let claim = response.error_code_claim.as_deref();
        let claim = claim.and_then(|id| self.claims.get(id));
        let Some(claim) = claim.filter(|_| !response.error_codes.is_empty()) else {
            return Vec::new();
        };
        let wording = wording(claim);
        let codes = response.error_codes.iter();
        let unsaid = codes.filter(|code| !wording.contains(code.as_str()));
        unsaid
            .map(|code| Contradiction {
                claim: Some(claim.id.clone()),
                place: place.to_owned(),
                what: format!(
                    "the description allows the code {code}, and the claim {} does not have it",
                    claim.id
                ),
            })
            .collect()
    }
}

fn wording(claim: &Claim) -> String {
    let sources = claim.sources.iter().map(|source| source.says.as_str());
    std::iter::once(claim.requirement.as_str())
        .chain(sources)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The examples that do not keep what the description asks of a server.
fn examples(response: &ResponseDescription, place: &str) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (name, example) in &response.examples {
        for misfit in response.schema.misfits(example) {
            found.push(Contradiction {
                claim: misfit.claim.clone(),
                place: format!("{place}, example `{name}` at {}", misfit.pointer),
                what: format!(
                    "the description asks for {}, and its example has {}",
                    misfit.expected, misfit.actual
                ),
            });
        }
        let code = example.get("code").and_then(Value::as_str);
        let allowed = |code: &str| response.error_codes.iter().any(|known| known == code);
        if let Some(code) = code.filter(|code| !response.error_codes.is_empty() && !allowed(code)) {
            found.push(Contradiction {
                claim: response.error_code_claim.clone(),
                place: format!("{place}, example `{name}` at /code"),
                what: format!(
                    "the description allows the codes {}, and its example has {code}",
                    response.error_codes.join(" and ")
                ),
            });
        }
    }
    found
}
