//! What changed between two descriptions, for those who call the API and for those who use
//! the crate that is generated from it.

mod base;
mod body;
mod bounds;
mod change;
mod comparison;
mod components;
mod direction;
mod documentation;
mod enums;
mod members;
mod operations;
mod parameters;
mod paths;
mod report;
mod responses;
mod same;
mod schema;
mod security;
mod servers;
mod shift;
mod types;

pub use change::{Change, Effect, Judged};
pub use report::DiffReport;

use super::finding::Finding;
use super::source::Source;
use comparison::Comparison;

/// Every change from one description to another, in the order of the description.
///
/// # Errors
///
/// Everything that the comparison has no rule for, or that is no description in OpenAPI 3.0,
/// by name and place: nothing is passed over in silence.
pub fn changes(old: &Source, new: &Source) -> Result<Vec<Change>, Vec<Finding>> {
    let refused: Vec<Finding> = [old, new].into_iter().filter_map(no_description).collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    if old.value == new.value {
        return Ok(Vec::new());
    }
    let mut comparison = Comparison::new(old, new);
    comparison.documents();
    comparison.done()
}

fn no_description(source: &Source) -> Option<Finding> {
    super::version::unsupported(source)
}
