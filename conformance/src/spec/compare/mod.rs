//! Our description beside another party's of the same API: where they agree and where not.
//!
//! The other document need not be made for this: whatever its keywords are, those that are not
//! compared are listed, and nothing of it is refused but another version of OpenAPI.

mod base;
mod bodies;
mod facts;
mod operations;
mod report;
mod schemas;
mod side;

pub use facts::{Fact, Standing};
pub use report::CompareReport;

use super::finding::Finding;
use super::node::Node;
use super::source::Source;
use super::version;
use crate::contract::Claims;
use facts::Facts;

/// Everything that can be said of both, in the order of our description.
///
/// # Errors
///
/// Where one of them is no description in OpenAPI 3.0.
pub fn compare(
    ours: &Source,
    theirs: &Source,
    claims: &Claims,
) -> Result<CompareReport, Vec<Finding>> {
    let refused: Vec<_> = [ours, theirs]
        .into_iter()
        .filter_map(version::unsupported)
        .collect();
    if !refused.is_empty() {
        return Err(refused);
    }
    let mut facts = Facts::new(claims);
    operations::compare(&Node::root(ours), &Node::root(theirs), &mut facts);
    Ok(facts.report(ours, theirs))
}
