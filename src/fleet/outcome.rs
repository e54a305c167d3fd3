//! What came of one sandbox.

use crate::error::Error;
use crate::generated::open::SandboxStatus;

/// What came of one sandbox of a [`Fleet`](super::Fleet).
#[derive(Debug)]
#[non_exhaustive]
pub struct FleetOutcome {
    /// The id of the sandbox.
    pub id: String,
    /// What was done, or why it was not. Where
    /// [`may_have_acted`](Error::may_have_acted) holds of the error the sandbox may have been
    /// changed all the same; [`RetryPolicy::repeat_changes`](crate::RetryPolicy::repeat_changes)
    /// leaves fewer of them.
    pub result: Result<FleetEffect, Error>,
}

/// What was done to one sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FleetEffect {
    /// The call succeeded.
    #[non_exhaustive]
    Changed {
        /// The new status, as the answer has it.
        status: SandboxStatus,
        /// Identifies the request when asking for help.
        request_id: Option<String>,
    },
    /// Nothing: it was a dry run. The call would have been made.
    Planned,
}
