//! What all shards together say of the deviations that were known beforehand.

use crate::judge::{KnownDeviation, Standing, Unplayed};
use crate::report::document::ScenarioReport;
use crate::scenario::Selection;

/// The known deviations of one more shard, beside those before it.
pub(super) fn join(known: &mut Vec<KnownDeviation>, more: Vec<KnownDeviation>) {
    for more in more {
        match known.iter_mut().find(|known| same(known, &more)) {
            Some(known) => {
                known.unplayed = in_neither(&known.unplayed, &more.unplayed);
                known.standing = both(&known.standing, &more.standing, &known.unplayed);
            }
            None => known.push(more),
        }
    }
}

fn same(one: &KnownDeviation, other: &KnownDeviation) -> bool {
    (&one.claim, &one.scope, &one.expires) == (&other.claim, &other.scope, &other.expires)
        && one.reason == other.reason
}

/// The scenarios that neither of two has played to the end.
fn in_neither(one: &[Unplayed], other: &[Unplayed]) -> Vec<Unplayed> {
    let in_both = one.iter().filter_map(|first| {
        let second = other
            .iter()
            .find(|second| second.scenario == first.scenario)?;
        // The one that had it knows why it did not come to its end.
        let told = if first.selected { first } else { second };
        Some(told.clone())
    });
    in_both.collect()
}

/// Where a deviation stands by two shards, beside the scenarios that neither has played.
fn both(one: &Standing, other: &Standing, unplayed: &[Unplayed]) -> Standing {
    let seen = |standing: &Standing| match standing {
        Standing::Occurs { findings } | Standing::Expired { findings } => *findings,
        Standing::Stale | Standing::NotChecked(_) => 0,
    };
    let findings = seen(one) + seen(other);
    match (one, other) {
        (Standing::Expired { .. }, _) | (_, Standing::Expired { .. }) => {
            Standing::Expired { findings }
        }
        (Standing::Occurs { .. }, _) | (_, Standing::Occurs { .. }) => {
            Standing::Occurs { findings }
        }
        // No scenario would tell.
        (Standing::NotChecked(one), Standing::NotChecked(other))
            if one == other && unplayed.is_empty() =>
        {
            Standing::NotChecked(one.clone())
        }
        _ => Standing::unseen(unplayed),
    }
}

/// Takes one more finding for known, where a deviation covers it that has not expired.
pub(super) fn covers(known: &mut [KnownDeviation], claim: &str, scenario: &ScenarioReport) -> bool {
    for known in known.iter_mut().filter(|known| known.claim == claim) {
        let findings = match known.standing {
            Standing::Expired { .. } => continue,
            Standing::Occurs { findings } => findings,
            Standing::Stale | Standing::NotChecked(_) => 0,
        };
        let steps = scenario.steps.iter().map(|step| step.address.as_str());
        let steps: Vec<&str> = steps.collect();
        let scope = Selection::parse(&known.scope);
        if scope.is_ok_and(|scope| scope.names(&scenario.address, &steps)) {
            known.standing = Standing::Occurs {
                findings: findings + 1,
            };
            known.unplayed.clear();
            return true;
        }
    }
    false
}
