//! What the generator can take.
//!
//! The generator panics on some descriptions, drops parts of others without a word, and
//! writes code that does not compile for a few. Each of these has a rule here, so that an
//! edit is refused with its place and with what to do instead. The module works on a
//! description parsed into JSON and needs nothing else, so whoever reads descriptions can
//! use it.

mod answers;
mod bodies;
mod document;
pub(crate) mod names;
mod operations;
mod parameters;
mod paths;
mod place;
mod references;
mod schemas;

use std::fmt;

use serde_json::Value;

use place::Place;

/// One reason why the generator cannot take a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// A JSON pointer into the description.
    pub(crate) place: String,
    /// The operation that the place belongs to, if it belongs to one.
    pub(crate) operation: Option<String>,
    pub(crate) rule: &'static str,
    pub(crate) problem: String,
    pub(crate) mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            operation,
            rule,
            problem,
            mend,
        } = self;
        if let Some(operation) = operation {
            write!(formatter, "operation {operation}, ")?;
        }
        write!(
            formatter,
            "#{place}: {problem} [rule {rule}]; to mend it, {mend}"
        )
    }
}

/// A rule, or several about the same thing.
type Rules = fn(&Place<'_>) -> Vec<Finding>;

/// What the other rules rely on: as long as it is wrong, they would only repeat it.
const FIRST: [Rules; 2] = [document::check, references::check];

const REST: [Rules; 6] = [
    paths::check,
    operations::check,
    parameters::check,
    answers::check,
    bodies::check,
    schemas::check,
];

/// Everything in a description that the generator cannot take, in the order of the rules.
pub(crate) fn check(description: &Value) -> Vec<Finding> {
    let root = Place::root(description);
    for rules in FIRST {
        let findings = rules(&root);
        if !findings.is_empty() {
            return findings;
        }
    }
    REST.into_iter().flat_map(|rules| rules(&root)).collect()
}
