//! What a plan hangs on besides the scenarios.

/// What a run is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// How many sandboxes it may pause and resume.
    pub sandboxes: u32,
    /// Whether it has a key of another organisation.
    pub other_key: bool,
    /// How many pages of a list it walks at the most.
    pub max_pages: u32,
}
