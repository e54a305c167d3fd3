//! What was found, and is shown.

use super::sequence::Sequence;
use super::together::Round;
use crate::judge::Finding;

/// The shortest way that was found to break a claim.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was done.
    pub way: Way,
    /// What it broke.
    pub findings: Vec<Finding>,
    /// The place among all scenarios of the one that showed it.
    pub scenario: usize,
    /// How many moves the first had that failed.
    pub first: usize,
    /// How many shorter ones were tried.
    pub tries: usize,
    /// Whether everything shorter was tried.
    pub shortest: bool,
    /// The document that reproduces it, as far as a document can.
    pub document: String,
}

/// What was done to break a claim.
#[derive(Clone, Debug)]
pub enum Way {
    /// One call after another.
    Sequence {
        /// The calls; it fails with the last one.
        sequence: Sequence,
        /// Whether it was gone through without harm before the claim was first broken.
        held_before: bool,
    },
    /// Calls at the same time.
    Round {
        /// The calls.
        round: Round,
        /// How often it was made once more after it was found.
        again: usize,
        /// How often it failed then.
        failed: usize,
        /// Whether nothing more was made after it, since a call that failed may act yet.
        ended: bool,
    },
}

impl Way {
    /// How many moves it has.
    pub fn moves(&self) -> usize {
        match self {
            Way::Sequence { sequence, .. } => sequence.moves.len(),
            Way::Round { round, .. } => round.calls.len(),
        }
    }
}
