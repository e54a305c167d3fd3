//! Sandboxes that the run was not given are not changed by it.
//!
//! On a shared account they change by themselves too. So a change is blamed on the run only
//! where a list before and a list after a single pause or resume show it; where the like shows
//! again when the scenario is played again; and where the account was quiet otherwise, so that
//! not one sandbox was seen to change that the run could not have changed. A change from and to
//! the states that the call goes between, and that shows once, is observed; any other that shows
//! once is one of those that sandboxes make by themselves.

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
    match follower.by_themselves + follower.unlikely() {
        0 => {
            let findings = follower.confirmed();
            let once = follower.suspects.len() * usize::from(findings.is_empty());
            Neighbours::Quiet { findings, once }
        }
        changes => Neighbours::Busy(changes),
    }
}

/// What the looks at one scenario so far say of others.
pub(super) struct Glimpse {
    /// Whether they show a change that the run may have made.
    pub(super) suspect: bool,
    /// Whether the account is a busy one, so that nothing can be said in the end.
    pub(super) busy: bool,
}

/// Looks at others over the looks at one scenario.
pub(super) fn glimpse(looks: &[Look], given: &[Given]) -> Glimpse {
    let mut follower = Follower::new(given);
    for (number, look) in looks.iter().enumerate() {
        for exchange in &look.exchanges {
            follower.follow(Some((0, number)), exchange);
        }
    }
    let by_themselves = follower.by_themselves > 0;
    Glimpse {
        suspect: !follower.suspects.is_empty(),
        busy: by_themselves || looks.len() > 1 && follower.unlikely() > 0,
    }
}

/// A change that the run may have made.
struct Suspect {
    scenario: usize,
    look: usize,
    /// From which status to which.
    change: (String, String),
    /// Whether these are the ones that the call goes between.
    likely: bool,
    finding: Finding,
}

impl Suspect {
    /// Whether another one shows the same on another look at the scenario.
    fn shows_again(&self, other: &Suspect) -> bool {
        self.scenario == other.scenario
            && self.look != other.look
            && self.finding.claim == other.finding.claim
            && (self.likely && other.likely || self.change == other.change)
    }
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
            ([(operation, target)], Some((scenario, look))) => {
                let finding = changed(exchange, id, &before.status, status, *operation);
                self.suspects.push(Suspect {
                    scenario,
                    look,
                    likely: *target == status && before.status == source(*operation),
                    change: (before.status, status.to_owned()),
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

    fn again(&self, suspect: &Suspect) -> bool {
        let mut others = self.suspects.iter();
        others.any(|other| suspect.shows_again(other))
    }

    /// How many changes showed once and are not those that the call is for.
    fn unlikely(&self) -> usize {
        let suspects = self.suspects.iter();
        suspects
            .filter(|suspect| !suspect.likely && !self.again(suspect))
            .count()
    }

    /// The changes that show again when the scenario is played again.
    fn confirmed(&self) -> Vec<(usize, Finding)> {
        let mut confirmed: Vec<(usize, Finding)> = Vec::new();
        for suspect in self.suspects.iter().filter(|suspect| self.again(suspect)) {
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
