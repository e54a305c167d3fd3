//! The plan of a whole run.

use super::means::Means;
use super::scenario::{Planned, planned};
use super::span::Span;
use crate::scenario::{Scenario, Status};

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

/// The first list, the other key, and a list that shows the given sandboxes.
pub(super) fn opening(means: Means) -> Span {
    let least = 1 + u32::from(means.other_key) + means.sandboxes.min(1);
    Span {
        least,
        about: least,
        most: least.saturating_add(means.max_pages),
    }
}
