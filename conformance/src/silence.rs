//! Answers that say nothing about what was asked.
//!
//! They are documented, and have their cause elsewhere: in the rate limit, in a failure that
//! passes by itself, in an account that may not do this. A scenario that meets one cannot be
//! played to its end, and no claim is broken by it.

use crate::recording::{Credential, Exchange};
use crate::scenario::{Scenario, Step};

/// A status of no special meaning: criteria that accept it are about failures in general.
const ANY_REFUSAL: u16 = 418;

/// Why the answer to a call says nothing about what was asked; none where it does. The step
/// is the one that made the call, where one did.
pub fn silence(exchange: &Exchange, step: Option<(&Scenario, &Step)>) -> Option<String> {
    let accepts = |status| step.is_some_and(|(scenario, step)| accepts(scenario, step, status));
    match exchange.status()? {
        // A step that spends the rate limit is there to see this.
        429 if step.is_none_or(|(_, step)| !step.exhaust) => {
            Some("the server kept refusing for its rate limit".to_owned())
        }
        status if passes(status) && !accepts(ANY_REFUSAL) => {
            Some(format!("the server answered {status} for the moment"))
        }
        status @ (402 | 403)
            if exchange.credential == Credential::Own && (step.is_none() || accepts(200)) =>
        {
            Some(format!(
                "the account may not do this: the server answered {status}"
            ))
        }
        _ => None,
    }
}

/// Whether a status is documented for a failure that passes by itself.
pub fn passes(status: u16) -> bool {
    matches!(status, 408 | 503)
}

fn accepts(scenario: &Scenario, step: &Step, status: u16) -> bool {
    scenario
        .unmet(step, status)
        .is_some_and(|unmet| unmet.is_empty())
}
