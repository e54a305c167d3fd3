//! The verdict: a pure function of the contract, the scenarios and a recording.
//!
//! It does no I/O, so a stored recording can be judged again without a network.

mod accounting;
mod agreement;
mod answer;
mod body;
mod cause;
mod check;
mod claims;
mod decode;
mod deviation;
mod doubts;
mod finding;
mod headers;
mod listing;
mod neighbours;
mod observed;
mod overlap;
mod permission;
mod recording;
mod request_ids;
mod restless;
mod sent;
mod snapshots;
mod verdict;
mod wire;

pub use claims::{CHECKS, CodeCheck, check_claims};
pub use deviation::{KnownDeviation, Standing, Unplayed};
pub use doubts::Doubts;
pub use finding::Finding;
pub use recording::Judge;
pub use verdict::{
    ClaimCounts, Counts, Observation, OwnFault, ScenarioResult, ScenarioVerdict, Verdict, Who,
};
