//! Sandboxes that change while a scenario is looked at.
//!
//! Lists of different filters may learn of a change at different times. What they say of a
//! sandbox that somebody keeps changing is no evidence against any of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::recording::{Credential, Look};
use crate::state;

/// The sandboxes that one and the same step showed in different statuses on different looks.
pub(super) fn seen_in(looks: &[Look]) -> BTreeSet<String> {
    let mut known: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut restless = BTreeSet::new();
    for exchange in looks.iter().flat_map(|look| &look.exchanges) {
        let body = state::readable_page(exchange);
        let elements = body.iter().flat_map(|body| state::elements(body));
        for element in elements.filter(|_| exchange.credential == Credential::Own) {
            let (Some(id), Some(status)) = (state::id(element), state::status(element)) else {
                continue;
            };
            let place = (exchange.step.clone(), id.to_owned());
            let before = known.insert(place, status.to_lowercase());
            if before.is_some_and(|before| !before.eq_ignore_ascii_case(status)) {
                restless.insert(id.to_owned());
            }
        }
    }
    restless
}
