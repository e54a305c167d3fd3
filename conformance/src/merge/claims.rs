//! What all shards together say of each claim.

use crate::report::document::{ClaimReport, ClaimResult, Document};

/// The claims of one more shard, beside what those before it have said.
pub(super) fn join(claims: &mut Vec<ClaimReport>, document: &Document) {
    if claims.is_empty() {
        claims.clone_from(&document.claims);
        return;
    }
    for more in &document.claims {
        match claims.iter_mut().find(|claim| claim.id == more.id) {
            Some(claim) => {
                claim.findings.extend(&more.findings);
                claim.result = worse(claim.result, more.result);
            }
            None => claims.push(more.clone()),
        }
    }
}

/// Broken in any is broken; held in any, and broken in none, is held.
fn worse(one: ClaimResult, other: ClaimResult) -> ClaimResult {
    let says = |result: &ClaimResult| match result {
        ClaimResult::Broken => 5,
        ClaimResult::Known => 4,
        ClaimResult::Held => 3,
        ClaimResult::Observed => 2,
        ClaimResult::NotTestable => 1,
        ClaimResult::Unchecked => 0,
    };
    match says(&other) > says(&one) {
        true => other,
        false => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_shard_has_seen_outweighs_what_another_has_not() {
        use ClaimResult::{Broken, Held, Known, NotTestable, Observed, Unchecked};
        for (one, other, both) in [
            (Held, Broken, Broken),
            (Known, Broken, Broken),
            (Held, Known, Known),
            (Unchecked, Held, Held),
            (Unchecked, Unchecked, Unchecked),
            (Observed, Observed, Observed),
            (NotTestable, NotTestable, NotTestable),
        ] {
            assert_eq!(worse(one, other), both);
            assert_eq!(worse(other, one), both);
        }
    }
}
