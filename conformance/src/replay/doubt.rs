//! What a run asks of whoever knows what is doubtful.

use crate::recording::{Given, Look};
use crate::scenario::Scenario;

/// Tells whether the looks at a scenario leave doubts about sandboxes that the run was not
/// given.
pub trait Doubt {
    /// Whether the scenario has to be played once more. After the last look that may be taken
    /// it is asked all the same, so that it knows what is settled.
    fn remains(&self, scenario: &Scenario, looks: &[Look], given: &[Given], last: bool) -> bool;
}
