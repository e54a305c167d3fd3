//! The `x-` extensions of a scenario: what Arazzo has no word for.
//!
//! Other Arazzo tools ignore them; read plainly, a document plays the first page of a walk
//! and the first sandbox of a repetition.

use std::num::NonZeroUsize;

use schemars::JsonSchema;
use serde::Deserialize;

/// Extensions of a workflow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WorkflowExtensions {
    /// Short name of the page that documents the scenario.
    #[serde(rename = "x-page", default)]
    pub(super) page: String,
    /// The state in which the given sandboxes must be beforehand.
    #[serde(rename = "x-sandbox")]
    pub(super) sandbox: Option<Preparation>,
}

/// Extensions of a step.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepExtensions {
    /// The claims that the criteria of the step check.
    #[serde(rename = "x-claims", default)]
    pub(super) claims: Vec<String>,
    /// How far `next_cursor` is followed.
    #[serde(rename = "x-walk")]
    pub(super) walk: Option<Walk>,
    /// Repeats the step for every given sandbox that the named step showed.
    #[serde(rename = "x-each")]
    pub(super) each: Option<String>,
    /// Which of the given sandboxes the step works on, from 1.
    #[serde(rename = "x-nth")]
    pub(super) nth: Option<NonZeroUsize>,
    /// The error code that the answer must carry.
    #[serde(rename = "x-error-code")]
    pub(super) error_code: Option<ErrorCodeExtension>,
    /// Why the request is not one that the description allows.
    #[serde(rename = "x-deliberate")]
    pub(super) deliberate: Option<String>,
    /// The credential goes out in the header that the step names.
    #[serde(rename = "x-header-as-written", default)]
    pub(super) header_as_written: bool,
    /// The credential is the key of the run with a wrong secret, in place of the written one.
    #[serde(rename = "x-half-a-key", default)]
    pub(super) half_a_key: bool,
    /// The step is repeated, without waiting, until the server refuses it for the rate limit.
    #[serde(rename = "x-exhaust", default)]
    pub(super) exhaust: bool,
}

/// An error code and the claim that fixes it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorCodeExtension {
    pub(super) code: String,
    pub(super) claim: String,
}

/// The state in which given sandboxes must be before a scenario begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preparation {
    /// The status.
    pub status: Status,
    /// Whether every given sandbox is brought into it, rather than the one that the
    /// scenario works on.
    #[serde(default)]
    pub every: bool,
}

/// A status that pause and resume lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// `running`
    Running,
    /// `paused`
    Paused,
}

/// How far a step follows `next_cursor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Walk {
    /// Page by page to the end, in the largest pages that the server serves, up to
    /// `--max-pages`.
    Whole,
    /// The same, but no further than until every given sandbox was seen.
    Found,
    /// In pages of the size that the step asks for, and no more than the first few.
    AsWritten,
    /// In pages so small that the list takes a few of them, by what an earlier walk of the
    /// same list showed.
    Few,
}

impl Status {
    /// The status as the wire spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Paused => "paused",
        }
    }
}
