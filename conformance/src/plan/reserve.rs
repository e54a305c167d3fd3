//! What is kept back of a capped run, so that everything can be put back.

use super::means::Means;
use super::run::opening;

/// How often what is kept back for putting sandboxes back is enough to do so.
const TIMES_PUT_BACK: u32 = 2;

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
