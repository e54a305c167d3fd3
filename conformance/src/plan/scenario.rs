//! The plan of one scenario.

use super::limits::{
    AS_WRITTEN_PAGES, BEYOND_THE_LIMIT, FEW_PAGES, HIGHEST_LIMIT, REQUESTS_A_MINUTE,
};
use super::means::Means;
use super::span::Span;
use crate::contract::Operation;
use crate::scenario::{Input, Scenario, Status, Step, Walk};

/// What a scenario is going to do.
#[derive(Clone, Debug)]
pub struct Planned {
    /// `area/workflow`.
    pub address: String,
    /// Why it is not going to be played.
    pub skipped: Option<&'static str>,
    /// Its requests.
    pub requests: Span,
    /// The pauses and resumes of given sandboxes among them.
    pub changes: Span,
}

/// The fewest requests that a scenario takes.
pub fn fewest_of(scenario: &Scenario, means: Means) -> u32 {
    planned(scenario, means, &mut []).requests.least
}

/// Plans a scenario. The sandboxes are in these statuses before it, and in others after it.
pub(super) fn planned(scenario: &Scenario, means: Means, statuses: &mut [Status]) -> Planned {
    let address = scenario.address.clone();
    if let Some(reason) = missing(scenario, means) {
        return Planned {
            address,
            skipped: Some(reason),
            requests: Span::default(),
            changes: Span::default(),
        };
    }
    let mut changes = prepared(scenario, means, statuses);
    let mut lists = Span::default();
    for step in &scenario.steps {
        if step.exhaust {
            lists = lists.and(exhausting());
            continue;
        }
        if step.operation == Operation::List {
            lists = lists.and(listed(step, means));
            continue;
        }
        let calls = if step.each.is_some() {
            Span {
                least: 1,
                about: means.sandboxes,
                most: means.sandboxes,
            }
        } else {
            Span::exactly(1)
        };
        if scenario.changes_state() {
            changes = changes.and(calls);
            change(scenario, step, statuses);
        } else {
            lists = lists.and(calls);
        }
    }
    Planned {
        address,
        skipped: None,
        requests: lists.and(changes),
        changes,
    }
}

fn missing(scenario: &Scenario, means: Means) -> Option<&'static str> {
    if scenario.needs.contains(&Input::OtherApiKey) && !means.other_key {
        return Some("needs --other-api-key");
    }
    let sandbox = scenario.needs.contains(&Input::Sandbox) && means.sandboxes == 0;
    sandbox.then_some("needs --sandbox")
}

/// Bringing the given sandboxes into the state that a scenario begins with.
fn prepared(scenario: &Scenario, means: Means, statuses: &mut [Status]) -> Span {
    let Some(preparation) = scenario.preparation else {
        return Span::default();
    };
    let concerned = if preparation.every {
        means.sandboxes
    } else {
        1
    };
    let mut about = 0;
    for status in statuses.iter_mut().take(concerned as usize) {
        if *status != preparation.status {
            *status = preparation.status;
            about += 1;
        }
    }
    Span {
        least: 0,
        about,
        most: concerned,
    }
}

/// What a pause or resume leaves behind. Whoever calls with another key changes nothing.
fn change(scenario: &Scenario, step: &Step, statuses: &mut [Status]) {
    if scenario.needs.contains(&Input::OtherApiKey) {
        return;
    }
    let status = match step.operation {
        Operation::Pause => Status::Paused,
        Operation::Resume => Status::Running,
        Operation::List => return,
    };
    let concerned = if step.each.is_some() {
        statuses.len()
    } else {
        1
    };
    for concerned in statuses.iter_mut().take(concerned) {
        *concerned = status;
    }
}

/// Calls until the server refuses one.
fn exhausting() -> Span {
    Span {
        least: 1,
        about: REQUESTS_A_MINUTE,
        most: 2 * HIGHEST_LIMIT + BEYOND_THE_LIMIT,
    }
}

fn listed(step: &Step, means: Means) -> Span {
    let (about, most) = match step.walk {
        None => (1, 1),
        Some(Walk::Whole | Walk::Found) => (1, means.max_pages),
        Some(Walk::Few) => (FEW_PAGES.min(means.max_pages), means.max_pages),
        Some(Walk::AsWritten) => {
            let pages = AS_WRITTEN_PAGES.min(means.max_pages);
            (pages, pages)
        }
    };
    Span {
        least: 1,
        about,
        most,
    }
}
