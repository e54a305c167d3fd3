//! Sandboxes that the run was not given are not changed by it.
//!
//! On a shared account they change by themselves too. So a change is blamed on the run only
//! if it goes where a pause or resume went that was made since the sandbox was last seen, if
//! a later list shows it still, and if the account was quiet otherwise: not one sandbox was
//! seen to change that the run could not have changed.

use std::collections::BTreeMap;

use super::finding::Finding;
use crate::contract::Operation;
use crate::recording::{Credential, Exchange, Recording};
use crate::state;

/// A change of a sandbox that the run was not given.
struct Suspect {
    scenario: usize,
    finding: Finding,
    status: String,
    seen_again: bool,
}

/// What is known of a sandbox that the run was not given.
struct Known {
    status: String,
    /// How many pauses and resumes had been made when it was last seen.
    after: usize,
}

/// What the run did to others: findings on a quiet account, with the scenario that saw them;
/// on a busy one nothing can be said, and the number of changes is given instead.
pub(super) enum Neighbours {
    Quiet(Vec<(usize, Finding)>),
    Busy(usize),
}

/// Follows every sandbox that the run was not given through the whole run.
pub(super) fn judge(recording: &Recording) -> Neighbours {
    let mut follower = Follower {
        given: recording
            .given
            .iter()
            .map(|given| given.id.as_str())
            .collect(),
        ..Follower::default()
    };
    for exchange in &recording.opening {
        follower.follow(None, exchange);
    }
    for (index, record) in recording.scenarios.iter().enumerate() {
        for exchange in record.looks.iter().flat_map(|look| &look.exchanges) {
            follower.follow(Some(index), exchange);
        }
    }
    for exchange in &recording.closing {
        follower.follow(None, exchange);
    }
    if follower.by_themselves > 0 {
        return Neighbours::Busy(follower.by_themselves);
    }
    let confirmed = follower
        .suspects
        .into_values()
        .filter(|suspect| suspect.seen_again);
    Neighbours::Quiet(
        confirmed
            .map(|suspect| (suspect.scenario, suspect.finding))
            .collect(),
    )
}

#[derive(Default)]
struct Follower<'r> {
    given: Vec<&'r str>,
    known: BTreeMap<String, Known>,
    /// Every pause and resume so far, with the status it leads to.
    done: Vec<(Operation, &'static str)>,
    suspects: BTreeMap<String, Suspect>,
    by_themselves: usize,
}

impl Follower<'_> {
    fn follow(&mut self, scenario: Option<usize>, exchange: &Exchange) {
        if let Some(target) = state::target(exchange.operation) {
            let acted = exchange.credential == Credential::Own
                || exchange.answer().is_some_and(|answer| answer.is_success());
            if acted {
                self.done.push((exchange.operation, target));
            }
            return;
        }
        let Some(body) = state::readable_page(exchange) else {
            return;
        };
        for element in state::elements(&body) {
            if let (Some(id), Some(status)) = (state::id(element), state::status(element))
                && !self.given.contains(&id)
            {
                self.sighting(scenario, exchange, id, &status.to_lowercase());
            }
        }
    }

    fn sighting(&mut self, scenario: Option<usize>, exchange: &Exchange, id: &str, status: &str) {
        let seen = Known {
            status: status.to_owned(),
            after: self.done.len(),
        };
        let Some(before) = self.known.insert(id.to_owned(), seen) else {
            return;
        };
        if before.status == status {
            if let Some(suspect) = self
                .suspects
                .get_mut(id)
                .filter(|suspect| suspect.status == status)
            {
                suspect.seen_again = true;
            }
            return;
        }
        let since = self.done.get(before.after..).unwrap_or_default();
        match (
            since.iter().rfind(|(_, target)| *target == status),
            scenario,
        ) {
            (Some((operation, _)), Some(scenario)) => {
                self.suspect(scenario, exchange, id, &before.status, status, *operation);
            }
            (Some(_), None) => {}
            (None, _) => self.by_themselves += 1,
        }
    }

    fn suspect(
        &mut self,
        scenario: usize,
        exchange: &Exchange,
        id: &str,
        before: &str,
        status: &str,
        operation: Operation,
    ) {
        let claim = match operation {
            Operation::Pause => "pause/effect/only-that",
            _ => "resume/effect/only-that",
        };
        let expected = format!("sandbox {id} as {before}: the run was not given it");
        let finding = Finding::new(
            claim,
            &exchange.step,
            exchange.number,
            expected,
            format!("shown as {status}"),
        );
        let finding = finding.at("/data").of(id, false);
        let suspect = Suspect {
            scenario,
            finding,
            status: status.to_owned(),
            seen_again: false,
        };
        self.suspects.entry(id.to_owned()).or_insert(suspect);
    }
}
