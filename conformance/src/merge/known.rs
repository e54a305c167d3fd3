//! What all shards together say of the deviations that were known beforehand.

use crate::judge::{KnownDeviation, Standing};
use crate::report::document::ScenarioReport;
use crate::scenario::Selection;

/// What stands for a deviation whose scenarios no shard had all of.
const SEVERAL: &str = "its scenarios are in several shards: a whole run tells";

/// The known deviations of one more shard, beside those before it.
pub(super) fn join(known: &mut Vec<KnownDeviation>, more: Vec<KnownDeviation>) {
    for more in more {
        match known.iter_mut().find(|known| same(known, &more)) {
            Some(known) => known.standing = both(&known.standing, &more.standing),
            None => known.push(more),
        }
    }
}

fn same(one: &KnownDeviation, other: &KnownDeviation) -> bool {
    (&one.claim, &one.scope, &one.expires) == (&other.claim, &other.scope, &other.expires)
        && one.reason == other.reason
}

fn both(one: &Standing, other: &Standing) -> Standing {
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
        (Standing::Stale, _) | (_, Standing::Stale) => Standing::Stale,
        (Standing::NotChecked(one), Standing::NotChecked(other)) if one == other => {
            Standing::NotChecked(one.clone())
        }
        (Standing::NotChecked(_), Standing::NotChecked(_)) => {
            Standing::NotChecked(SEVERAL.to_owned())
        }
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
            return true;
        }
    }
    false
}
