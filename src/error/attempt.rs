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

impl Attempt {
    /// Whether the server may have carried the call out in spite of this: the connection broke
    /// or the time ran out after the request was sent, the answer was a 303, a 408 or a 5xx, or
    /// a success that cannot be read.
    pub fn may_have_acted(&self) -> bool {
        match self.kind {
            ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Decode | ErrorKind::TooLarge => {
                true
            }
            ErrorKind::Status => !self.status.is_some_and(refuses),
            // 303 leads from what was done to what came of it; without a status some redirects
            // have been followed.
            ErrorKind::Redirect => self
                .status
                .is_none_or(|status| status == StatusCode::SEE_OTHER),
            _ => false,
        }
    }
}

/// Whether a status says that the request was turned down before anything was done.
fn refuses(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT
}
