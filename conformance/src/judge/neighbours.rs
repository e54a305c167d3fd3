//! Sandboxes that the run was not given are not changed by it.
//!
//! On a shared account they change by themselves too. So a change is blamed on the run only
//! where a list before and a list after a single pause or resume show it, from and to the
//! states that this call goes between; where the like shows again when the scenario is played
//! again; and where the account was quiet otherwise, so that not one sandbox was seen to change
//! that the run could not have changed. A change that shows once is observed.

use std::collections::BTreeMap;

use super::finding::Finding;
use crate::contract::Operation;
use crate::recording::{Credential, Exchange, Given, Look, Recording};
use crate::state;

/// What the run did to others: findings on a quiet account, with the scenario that saw them;
/// on a busy one nothing can be said, and the number of changes is given instead.
pub(super) enum Neighbours {
    Quiet {
        findings: Vec<(usize, Finding)>,
        /// Changes that the run may have made and that did not show again.
        once: usize,
    },
    Busy(usize),
}

/// Follows every sandbox that the run was not given through the whole run.
pub(super) fn judge(recording: &Recording) -> Neighbours {
    let mut follower = Follower::new(&recording.given);
    // Other shards pause and resume theirs at the same time.
    let of_all_shards = recording.shard.iter().flat_map(|shard| &shard.sandboxes);
    follower.given.extend(of_all_shards.map(String::as_str));
    for exchange in &recording.opening {
        follower.follow(None, exchange);
    }
    for (index, record) in recording.scenarios.iter().enumerate() {
        for (look, exchange) in record.looks.iter().enumerate().flat_map(|(number, look)| {
            look.exchanges
                .iter()
                .map(move |exchange| (number, exchange))
        }) {
            follower.follow(Some((index, look)), exchange);
        }
    }
    for exchange in &recording.closing {
        follower.follow(None, exchange);
    }
    match follower.by_themselves {
        0 => {
            let findings = follower.confirmed();
            let once = follower.suspects.len() * usize::from(findings.is_empty());
            Neighbours::Quiet { findings, once }
        }
        changes => Neighbours::Busy(changes),
    }
}

/// Whether a look shows a change that the run may have made, so that it takes another look.
pub(super) fn suspects(look: &Look, given: &[Given]) -> bool {
    let mut follower = Follower::new(given);
    for exchange in &look.exchanges {
        follower.follow(Some((0, 0)), exchange);
    }
    !follower.suspects.is_empty()
}

/// A change that the run may have made.
struct Suspect {
    scenario: usize,
    look: usize,
    finding: Finding,
}

/// What is known of a sandbox that the run was not given.
struct Known {
    status: String,
    /// How many pauses and resumes had been made when it was last seen.
    after: usize,
}

#[derive(Default)]
struct Follower<'r> {
    /// Those that the run, or another shard of it, was given: they are not followed.
    given: Vec<&'r str>,
    known: BTreeMap<String, Known>,
    /// Every pause and resume so far, with the status it leads to.
    done: Vec<(Operation, &'static str)>,
    suspects: Vec<Suspect>,
    by_themselves: usize,
}

impl<'r> Follower<'r> {
    fn new(given: &'r [Given]) -> Self {
        Follower {
            given: given.iter().map(|given| given.id.as_str()).collect(),
            ..Follower::default()
        }
    }

    fn follow(&mut self, played: Option<(usize, usize)>, exchange: &Exchange) {
        if let Some(target) = state::target(exchange.operation) {
            let acted = exchange.credential == Credential::Own
                || exchange.answer().is_some_and(|answer| answer.is_success());
            if acted {
                self.done.push((exchange.operation, target));
            }
            return;
        }
        if exchange.credential != Credential::Own {
            return;
        }
        let Some(body) = state::readable_page(exchange) else {
            return;
        };
        for element in state::elements(&body) {
            if let (Some(id), Some(status)) = (state::id(element), state::status(element))
                && !self.given.contains(&id)
            {
                self.sighting(played, exchange, id, &status.to_lowercase());
            }
        }
    }

    fn sighting(
        &mut self,
        played: Option<(usize, usize)>,
        exchange: &Exchange,
        id: &str,
        status: &str,
    ) {
        let seen = Known {
            status: status.to_owned(),
            after: self.done.len(),
        };
        let Some(before) = self.known.insert(id.to_owned(), seen) else {
            return;
        };
        if before.status == status {
            return;
        }
        let since = self.done.get(before.after..).unwrap_or_default();
        match (since, played) {
            ([(operation, target)], Some((scenario, look)))
                if *target == status && before.status == source(*operation) =>
            {
                let finding = changed(exchange, id, &before.status, status, *operation);
                self.suspects.push(Suspect {
                    scenario,
                    look,
                    finding,
                });
            }
            // Several calls came in between: it fits, and proves nothing.
            (several, _)
                if several.iter().any(|(operation, target)| {
                    *target == status && before.status == source(*operation)
                }) => {}
            _ => self.by_themselves += 1,
        }
    }

    /// The changes that show again when the scenario is played again.
    fn confirmed(&self) -> Vec<(usize, Finding)> {
        let again = |suspect: &Suspect| {
            let mut others = self.suspects.iter();
            others.any(|other| {
                other.scenario == suspect.scenario
                    && other.look != suspect.look
                    && other.finding.claim == suspect.finding.claim
            })
        };
        let mut confirmed: Vec<(usize, Finding)> = Vec::new();
        for suspect in self.suspects.iter().filter(|suspect| again(suspect)) {
            let known = confirmed.iter().any(|(scenario, finding)| {
                *scenario == suspect.scenario && finding.claim == suspect.finding.claim
            });
            if !known {
                confirmed.push((suspect.scenario, suspect.finding.clone()));
            }
        }
        confirmed
    }
}

/// The status that an operation is for.
fn source(operation: Operation) -> &'static str {
    match operation {
        Operation::Pause => "running",
        _ => "paused",
    }
}

fn changed(
    exchange: &Exchange,
    id: &str,
    before: &str,
    status: &str,
    operation: Operation,
) -> Finding {
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
    finding.at("/data").of(id, false)
}
