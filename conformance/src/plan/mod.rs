//! What a run is going to do, before it sends anything: scenarios, requests, state changes,
//! and what the rate limit costs.
//!
//! A pure function of the scenarios and of what the run is given. How many requests a list
//! takes depends on the account, so there are three figures: the fewest, the most without
//! anything repeated, and about how many where lists fit on one page.

mod limits;
mod means;
mod reserve;
mod run;
mod scenario;
mod span;
#[cfg(test)]
mod tests;

pub(crate) use limits::{
    AS_WRITTEN_PAGES, BEYOND_THE_LIMIT, FEW_PAGES, HIGHEST_LIMIT, PRO_REQUESTS_A_MINUTE,
};
pub use limits::{REQUESTS_A_MINUTE, minutes_of_waiting};
pub use means::Means;
pub use reserve::{fewest, kept_back};
pub use run::Plan;
pub use scenario::{Planned, fewest_of};
pub use span::Span;
