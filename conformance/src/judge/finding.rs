//! What a check has to say about an exchange.

use serde::{Deserialize, Serialize};

use super::verdict::Who;
use crate::recording::Exchange;

/// One statement of the documentation that a server did not keep, and how that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The claim that is broken.
    pub claim: String,
    /// Who is out of line.
    #[serde(default)]
    pub who: Who,
    /// The step that showed it.
    pub step: String,
    /// The number of the exchange that showed it.
    pub exchange: u32,
    /// Where in the response, where that helps: a JSON pointer or a header.
    pub place: Option<String>,
    /// What was wanted.
    pub expected: String,
    /// What was there.
    pub actual: String,
    /// The sandbox that it is said of, where it is said of one.
    pub sandbox: Option<String>,
    /// Whether it counts only if it shows again on a second look: it is said of sandboxes that
    /// the run was not given, which come and go, or of a list that nobody waits for.
    pub of_others: bool,
}

impl Finding {
    /// A finding about an exchange, by claim.
    pub fn new(
        claim: &str,
        step: &str,
        exchange: u32,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        Finding {
            claim: claim.to_owned(),
            who: Who::Server,
            step: step.to_owned(),
            exchange,
            place: None,
            expected: expected.into(),
            actual: actual.into(),
            sandbox: None,
            of_others: false,
        }
    }

    /// A finding about an exchange, which names itself.
    pub(super) fn about(
        exchange: &Exchange,
        claim: &str,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) -> Self {
        Finding::new(claim, &exchange.step, exchange.number, expected, actual)
    }

    /// The same, with the place in the response.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The same, said of a sandbox, which the run was given or not.
    pub fn of(mut self, sandbox: &str, given: bool) -> Self {
        self.sandbox = Some(sandbox.to_owned());
        self.of_others = !given;
        self
    }

    /// Whether another look shows the same.
    pub fn shows_again(&self, other: &Finding) -> bool {
        self.claim == other.claim && self.step == other.step && self.sandbox == other.sandbox
    }
}
