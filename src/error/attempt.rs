//! One try of a call that failed.

use std::time::Duration;

use reqwest::StatusCode;

use super::ErrorKind;

/// One failed attempt of a call, as [`Error::attempts`](crate::Error::attempts) lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// What it failed at.
    pub kind: ErrorKind,
    /// The status of the answer, if one came.
    pub status: Option<StatusCode>,
    /// The request id of the answer, if it had one.
    pub request_id: Option<String>,
    /// How long the client waited before it tried again; `None` for the last attempt.
    pub waited: Option<Duration>,
}
