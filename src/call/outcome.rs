//! What an exchange comes to.

use std::time::SystemTime;

use crate::error::{Error, ErrorKind, Received};
use crate::rate_limit::after;

use super::answer::{Answer, End};
use super::attempts::Call;

pub(super) const LATE: &str = "no whole answer in time";

impl Call<'_> {
    /// Whether an answer that came at `now` is one that the description lists as a success,
    /// and came whole.
    pub(super) fn judged(&self, answer: &mut Answer, now: SystemTime) -> Result<(), Error> {
        if !self.successes.contains(&answer.status.as_u16()) {
            return Err(self.refused(answer, self.head(answer), now));
        }
        match std::mem::replace(&mut answer.end, End::Whole) {
            End::Whole => Ok(()),
            End::TooLarge => Err(self.too_large().received(self.head(answer))),
            End::Broken(error) => Err(self.broken(error).received(self.head(answer))),
        }
    }

    fn head(&self, answer: &Answer) -> Received {
        Received::head(answer.status, &answer.headers, &self.transport.credential)
    }

    fn refused(&self, answer: &Answer, head: Received, now: SystemTime) -> Error {
        let (status, headers) = (answer.status, &answer.headers);
        let mut received = head.read_body(&answer.body, &self.transport.credential);
        let told = after::in_headers(status, headers, now);
        received.retry_after = received.retry_after.max(told);
        let redirected = status.is_redirection() && headers.contains_key("location");
        let error = if redirected {
            let problem = format!("{status}, and redirects are not followed");
            Error::new(ErrorKind::Redirect, problem)
        } else {
            Error::new(ErrorKind::Status, status.to_string())
        };
        error.received(received)
    }

    fn too_large(&self) -> Error {
        let limit = self.transport.max_response_size;
        let problem = format!("the answer has more than the {limit} bytes that are read");
        Error::new(ErrorKind::TooLarge, problem)
    }

    /// An exchange that did not come to its end.
    pub(super) fn broken(&self, error: reqwest::Error) -> Error {
        let redirected = error.url().is_some_and(|url| url != self.template.url());
        // A client that was handed in may have been redirected first, and does not say so.
        let certain = !self.transport.handed_in || !self.changes();
        let (kind, problem) = if error.is_connect() && certain {
            (ErrorKind::Connect, "no connection to the server")
        } else if error.is_connect() {
            (
                ErrorKind::Transport,
                "no connection to the server, or to where it redirects",
            )
        } else if error.is_timeout() {
            (ErrorKind::Timeout, LATE)
        } else if error.is_redirect() || error.is_builder() && redirected {
            (ErrorKind::Redirect, "a redirect cannot be followed")
        } else if error.is_builder() {
            (ErrorKind::InvalidRequest, "the request cannot be sent")
        } else {
            (
                ErrorKind::Transport,
                "the connection broke before the answer was complete",
            )
        };
        // A server may send its caller to a URL with the key in it.
        let source = match redirected {
            true => error.without_url(),
            false => error,
        };
        Error::new(kind, problem).because(source)
    }
}
