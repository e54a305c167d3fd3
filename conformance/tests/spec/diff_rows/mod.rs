//! Edits of the description, and what each of them is.

mod answers;
mod around;
mod members;
mod operations;
mod parameters;

use hopx_conformance::spec::Step;
use hopx_conformance::spec::diff::Effect;

/// An edit and what is to be found: id, callers, users.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [(&'static str, &'static str)],
    pub(crate) found: &'static [(&'static str, Effect, Effect)],
    pub(crate) step: Step,
}

/// The whole table.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    let tables = [
        answers::ROWS,
        around::ROWS,
        members::ROWS,
        operations::ROWS,
        parameters::ROWS,
    ];
    tables.into_iter().flatten()
}
