//! What shards say besides findings and claims, each thing once.

use crate::evidence::{Gap, Warning};
use crate::judge::{Observation, OwnFault};
use crate::report::document::Document;

/// Observations of one more shard: the same one is counted on.
pub(super) fn observations(all: &mut Vec<Observation>, more: &[Observation]) {
    for more in more {
        let mut known = all.iter_mut();
        match known.find(|known| known.claim == more.claim && known.seen == more.seen) {
            Some(known) => known.times += more.times,
            None => all.push(more.clone()),
        }
    }
}

/// Faults of ours in one more shard. What the description gets wrong, every shard says.
pub(super) fn own_faults(all: &mut Vec<OwnFault>, more: &[OwnFault]) {
    for more in more {
        if more.exchange > 0 || !all.contains(more) {
            all.push(more.clone());
        }
    }
}

/// What the shards leave unproven. What not all of them say is said with their numbers.
pub(super) fn evidence(documents: &[&Document]) -> Vec<Warning> {
    let busy = |document: &&&Document| !document.scenarios.is_empty();
    let busy: Vec<_> = documents.iter().filter(busy).collect();
    let mut gaps: Vec<(&Warning, Vec<u32>)> = Vec::new();
    for document in &busy {
        let number = document.shard.as_ref().map_or(0, |shard| shard.number);
        for gap in &document.evidence {
            let mut known = gaps.iter_mut();
            match known.find(|(known, _)| *known == gap) {
                Some((_, shards)) => shards.push(number),
                None => gaps.push((gap, vec![number])),
            }
        }
    }
    let told = gaps.into_iter().map(|(gap, shards)| {
        // These name the scenarios that they are about.
        let named = matches!(gap.gap, Gap::NotPlayed | Gap::OneSandbox);
        let says = match named || shards.len() == busy.len() {
            true => gap.says.clone(),
            false => format!("in {}: {}", numbered(&shards), gap.says),
        };
        Warning {
            says,
            ..gap.clone()
        }
    });
    told.collect()
}

/// Shards by their numbers, in words.
pub(super) fn numbered(shards: &[u32]) -> String {
    let all: Vec<String> = shards.iter().map(ToString::to_string).collect();
    match all.as_slice() {
        [one] => format!("shard {one}"),
        [many @ .., last] => format!("shards {} and {last}", many.join(", ")),
        [] => "no shard".to_owned(),
    }
}
