//! What a run is going to do, before it sends anything: scenarios, requests, state changes,
//! and what the rate limit costs.
//!
//! A pure function of the scenarios and of what the run is given. How many requests a list
//! takes depends on the account, so there are three figures: the fewest, the most without
//! anything repeated, and about how many where lists fit on one page.

use crate::contract::Operation;
use crate::scenario::{Input, Scenario, Status, Step, Walk};

/// The rate limit that is documented (claim `rate-limits/default`).
pub const REQUESTS_A_MINUTE: u32 = 100;
/// The same limit for keys of the Pro tier.
pub(crate) const PRO_REQUESTS_A_MINUTE: u32 = 2 * REQUESTS_A_MINUTE;
/// How many more requests than the limit are sent, where a step spends it on purpose.
pub(crate) const BEYOND_THE_LIMIT: u32 = 5;
/// A higher limit is not spent on purpose.
pub(crate) const HIGHEST_LIMIT: u32 = 1_000;
/// How often what is kept back for putting sandboxes back is enough to do so.
const TIMES_PUT_BACK: u32 = 2;
/// How many pages a walk in pages of the written size goes at the most.
pub(crate) const AS_WRITTEN_PAGES: u32 = 4;
/// Into how many pages a list is cut where it is to take a few of them.
pub(crate) const FEW_PAGES: u32 = 3;

/// What a run is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// How many sandboxes it may pause and resume.
    pub sandboxes: u32,
    /// Whether it has a key of another organisation.
    pub other_key: bool,
    /// How many pages of a list it walks at the most.
    pub max_pages: u32,
}

/// How many of something there are going to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// At least.
    pub least: u32,
    /// About.
    pub about: u32,
    /// At most, where nothing is repeated.
    pub most: u32,
}

/// What a run is going to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Every scenario, in the order they are played.
    pub scenarios: Vec<Planned>,
    /// What finding out costs whom the run is talking to.
    pub opening: Span,
    /// What putting back costs.
    pub closing: Span,
    /// All requests.
    pub requests: Span,
    /// All pauses and resumes of given sandboxes, those that put back among them.
    pub changes: Span,
}

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

impl Plan {
    /// Plans a run.
    pub fn of(scenarios: &[&Scenario], means: Means) -> Self {
        // Nobody knows yet how they are found; one after the other is as good a guess as any.
        let mut statuses: Vec<Status> = (0..means.sandboxes)
            .map(|index| match index % 2 {
                0 => Status::Running,
                _ => Status::Paused,
            })
            .collect();
        let found = statuses.clone();
        let planned: Vec<Planned> = scenarios
            .iter()
            .map(|scenario| planned(scenario, means, &mut statuses))
            .collect();
        let touched = planned.iter().any(|planned| planned.changes.most > 0);
        let displaced = statuses
            .iter()
            .zip(&found)
            .filter(|(now, then)| now != then);
        let displaced = u32::try_from(displaced.count()).unwrap_or(u32::MAX);
        let closing = if touched {
            Span {
                least: 1,
                about: displaced + 1,
                most: means.sandboxes.saturating_add(means.max_pages),
            }
        } else {
            Span::default()
        };
        let back = Span {
            least: 0,
            about: if touched { displaced } else { 0 },
            most: if touched { means.sandboxes } else { 0 },
        };
        let opening = opening(means);
        let sum =
            |of: fn(&Planned) -> Span| planned.iter().map(of).fold(Span::default(), Span::and);
        Plan {
            requests: sum(|planned| planned.requests).and(opening).and(closing),
            changes: sum(|planned| planned.changes).and(back),
            scenarios: planned,
            opening,
            closing,
        }
    }
}

impl Span {
    fn exactly(number: u32) -> Self {
        Span {
            least: number,
            about: number,
            most: number,
        }
    }

    fn and(self, other: Span) -> Self {
        Span {
            least: self.least.saturating_add(other.least),
            about: self.about.saturating_add(other.about),
            most: self.most.saturating_add(other.most),
        }
    }
}

/// How many minutes so many requests have to wait for the documented rate limit.
pub fn minutes_of_waiting(requests: u32) -> u32 {
    requests.saturating_sub(1) / REQUESTS_A_MINUTE
}

/// How many requests are kept back so that given sandboxes can be put back, where the list
/// that shows them takes so many pages.
pub fn kept_back(sandboxes: u32, pages: u32) -> u32 {
    match sandboxes {
        0 => 0,
        _ => sandboxes
            .saturating_add(pages)
            .saturating_mul(TIMES_PUT_BACK),
    }
}

/// The fewest requests that a run has to be allowed: what it takes to begin, and to put back
/// what it might change.
pub fn fewest(means: Means) -> u32 {
    opening(means).least + kept_back(means.sandboxes, 1)
}

/// The fewest requests that a scenario takes.
pub fn fewest_of(scenario: &Scenario, means: Means) -> u32 {
    planned(scenario, means, &mut []).requests.least
}

/// The first list, the other key, and a list that shows the given sandboxes.
fn opening(means: Means) -> Span {
    let least = 1 + u32::from(means.other_key) + means.sandboxes.min(1);
    Span {
        least,
        about: least,
        most: least.saturating_add(means.max_pages),
    }
}

fn planned(scenario: &Scenario, means: Means, statuses: &mut [Status]) -> Planned {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::scenario;

    const MEANS: Means = Means {
        sandboxes: 2,
        other_key: true,
        max_pages: 10,
    };

    fn plan(means: Means) -> Plan {
        let contract = Contract::embedded().expect("the contract");
        let scenarios = scenario::embedded(&contract).expect("the scenarios");
        Plan::of(&scenarios.iter().collect::<Vec<_>>(), means)
    }

    #[test]
    fn more_means_plan_more() {
        let all = plan(MEANS);
        assert!(
            all.scenarios
                .iter()
                .all(|planned| planned.skipped.is_none())
        );
        assert!(
            all.requests.least <= all.requests.about && all.requests.about <= all.requests.most
        );
        let alone = plan(Means {
            sandboxes: 0,
            other_key: false,
            ..MEANS
        });
        assert_eq!(alone.changes, Span::default(), "nothing is given");
        assert_eq!(alone.closing, Span::default(), "nothing is put back");
        assert!(alone.requests.about < all.requests.about);
        let skipped = alone
            .scenarios
            .iter()
            .filter(|planned| planned.skipped.is_some());
        assert!(skipped.count() > 5);
    }

    #[test]
    fn longer_walks_raise_the_most_and_nothing_else() {
        let (few, many) = (
            plan(MEANS),
            plan(Means {
                max_pages: 20,
                ..MEANS
            }),
        );
        assert!(few.requests.most < many.requests.most);
        assert_eq!(
            (few.requests.least, few.requests.about),
            (many.requests.least, many.requests.about)
        );
    }

    #[test]
    fn the_limit_costs_a_minute_for_every_hundred_requests_before_the_last() {
        let rows = [(0, 0), (1, 0), (100, 0), (101, 1), (200, 1), (201, 2)];
        for (requests, minutes) in rows {
            assert_eq!(minutes_of_waiting(requests), minutes, "{requests}");
        }
    }

    #[test]
    fn what_is_kept_back_puts_every_sandbox_back_twice_and_looks() {
        let rows = [((0, 9), 0), ((1, 1), 4), ((2, 1), 6), ((2, 5), 14)];
        for ((sandboxes, pages), kept) in rows {
            assert_eq!(kept_back(sandboxes, pages), kept, "{sandboxes}, {pages}");
        }
        assert_eq!(fewest(MEANS), 9, "3 to begin and 6 to put back");
    }
}
