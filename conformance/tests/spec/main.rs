//! The commands on the description: `spec diff`, `spec check` and `spec compare`.

mod binary;
mod check_bad_input;
mod check_rows;
mod compare;
mod diff_command;
mod diff_refused;
mod diff_rows;
mod diff_table;
#[path = "../environment/mod.rs"]
mod environment;
mod nasty;

/// The description of this repository.
pub(crate) const DESCRIPTION: &str = include_str!("../../../openapi/hopx-sandboxes.yaml");

/// The claims of this repository.
pub(crate) const CLAIMS: &str = include_str!("../../../openapi/claims.yaml");

/// The description with one passage in place of another, which has to be there once.
#[track_caller]
pub(crate) fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = DESCRIPTION.to_owned();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "there once: {from}");
        text = text.replace(from, to);
    }
    text
}
