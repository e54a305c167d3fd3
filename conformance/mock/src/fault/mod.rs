//! What a test scripts to go wrong.

mod operation;
mod script;

pub use operation::Operation;

pub(crate) use script::Script;

use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::time::Duration;

/// What goes wrong with a call of an operation, instead of the ordinary answer or on top of it.
///
/// [`ControlPlane::script`](crate::ControlPlane::script) and
/// [`MockBuilder::script`](crate::MockBuilder::script) take it. It hits one call unless
/// [`times`](Self::times) or [`always`](Self::always) says otherwise. What is not changed stays as
/// in any answer of the mock: the content type, a request id of its own in header and envelope, the
/// headers of the rate limit, `Date`.
///
/// ```
/// use hopx_mock::Fault;
/// use std::time::Duration;
///
/// // A gateway in front of the API that is out of order for three calls.
/// let gateway = Fault::status(502)
///     .header("content-type", "text/html")
///     .body("<h1>Bad Gateway</h1>")
///     .times(3);
/// // The sandbox is resumed, but the caller never learns of it.
/// let doubt = Fault::dropped_connection().after_acting();
/// // Too slow, and then too busy.
/// let busy = Fault::status(503).retry_after(5).delayed(Duration::from_secs(20));
/// # let _ = (gateway, doubt, busy);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Fault {
    /// The status in place of the ordinary answer.
    pub(crate) status: Option<StatusCode>,
    /// The body in place of the one that there would be.
    pub(crate) body: Option<String>,
    /// The member `retry_after` of the envelope, in seconds.
    pub(crate) retry_after: Option<u64>,
    headers: Vec<(HeaderName, Option<HeaderValue>)>,
    pub(crate) delay: Duration,
    pub(crate) ending: Ending,
    pub(crate) after_acting: bool,
    /// How many calls it hits; all of them if there is no number.
    calls: Option<usize>,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Whole,
    /// Half of the body, then nothing.
    Truncated,
    /// Nothing at all.
    Dropped,
}

/// Seconds that a scripted 429 says to wait unless told otherwise.
const RETRY_AFTER: u64 = 1;

/// The ordinary answer.
const ORDINARY: Fault = Fault {
    status: None,
    body: None,
    retry_after: None,
    headers: Vec::new(),
    delay: Duration::ZERO,
    ending: Ending::Whole,
    after_acting: false,
    calls: Some(1),
};

impl Fault {
    /// Answers `status`, and the operation is not carried out.
    ///
    /// From 400 on the body is the documented error envelope with the documented code of that
    /// status (docs.hopx.ai /api/concepts/errors); a status that is not documented has the code of
    /// its likes, `INVALID_REQUEST` or `INTERNAL_ERROR`. A 429 says `retry_after` 1 unless
    /// [`retry_after`](Self::retry_after) says another number. Below 400 the body is empty unless
    /// [`body`](Self::body) gives one.
    ///
    /// # Panics
    /// If `status` is none that an answer can have: below 200 or above 599.
    pub fn status(status: u16) -> Self {
        let known = StatusCode::from_u16(status)
            .ok()
            .filter(|_| (200..=599).contains(&status));
        let status = known.unwrap_or_else(|| panic!("a status is from 200 to 599, not {status}"));
        Self {
            status: Some(status),
            retry_after: (status == StatusCode::TOO_MANY_REQUESTS).then_some(RETRY_AFTER),
            ..ORDINARY
        }
    }

    /// Gives the ordinary answer, but only when `by` has passed on the clock of the mock: with a
    /// [`ManualClock`](crate::ManualClock), when a test has moved it that far. Until then the call
    /// is held and not carried out; a caller who gives up leaves everything as it was.
    /// [`Duration::MAX`] is never over: the server does not answer. On the clock of the machine it
    /// takes a tokio runtime whose timer is enabled.
    pub fn delay(by: Duration) -> Self {
        ORDINARY.delayed(by)
    }

    /// Closes the connection before one byte of an answer, and the operation is not carried out.
    ///
    /// A [`ControlPlane::router`](crate::ControlPlane::router) that is called in memory, and so has
    /// no connection, answers 200 with a body that fails before its first byte.
    pub fn dropped_connection() -> Self {
        Self {
            ending: Ending::Dropped,
            ..ORDINARY
        }
    }

    /// Gives the ordinary answer, so the operation is carried out, but closes the connection in the
    /// middle of the body: the status, the headers with the length of the whole body, and at most
    /// half of it.
    ///
    /// A [`ControlPlane::router`](crate::ControlPlane::router) that is called in memory answers
    /// with a body that fails after its half.
    pub fn truncated_body() -> Self {
        ORDINARY.truncated()
    }

    /// Hits this many calls in a row; none at all with 0.
    pub fn times(self, calls: usize) -> Self {
        Self {
            calls: Some(calls),
            ..self
        }
    }

    /// Hits every call from then on. What is scripted behind it for the same operation has to wait
    /// for [`clear_script`](crate::ControlPlane::clear_script), which removes it too.
    pub fn always(self) -> Self {
        Self {
            calls: None,
            ..self
        }
    }

    /// Sends this body instead. The content type stays `application/json` unless
    /// [`header`](Self::header) says another one.
    pub fn body(self, body: impl Into<String>) -> Self {
        Self {
            body: Some(body.into()),
            ..self
        }
    }

    /// Sends this header, instead of whatever the answer would have under that name.
    ///
    /// # Panics
    /// If `name` or `value` is none that HTTP allows, or if `name` says where the body ends
    /// (`Content-Length`, `Transfer-Encoding`), which is the server's to say.
    pub fn header(self, name: &str, value: &str) -> Self {
        let value = HeaderValue::from_str(value)
            .unwrap_or_else(|_| panic!("{value:?} cannot be the value of the header {name}"));
        self.change_header(name, Some(value))
    }

    /// Leaves this header out, if the answer would have it. `Date` cannot be left out: servers
    /// write one of their own then.
    ///
    /// # Panics
    /// As [`header`](Self::header).
    pub fn without_header(self, name: &str) -> Self {
        self.change_header(name, None)
    }

    /// Says in the member `retry_after` of the error envelope to wait for this many seconds. It
    /// does nothing to other bodies. The header of that name is [`header`](Self::header)'s to send.
    pub fn retry_after(self, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..self
        }
    }

    /// Holds the call until `by` has passed on the clock of the mock, and then goes on as it would
    /// have at once. See [`delay`](Self::delay).
    pub fn delayed(self, by: Duration) -> Self {
        Self { delay: by, ..self }
    }

    /// Closes the connection in the middle of the body. See
    /// [`truncated_body`](Self::truncated_body). An empty body has no middle and stays as it is.
    pub fn truncated(self) -> Self {
        Self {
            ending: Ending::Truncated,
            ..self
        }
    }

    /// Carries the operation out first, as soon as the call arrives: a pause pauses, and then
    /// things go wrong. That is what leaves a caller in doubt.
    pub fn after_acting(self) -> Self {
        Self {
            after_acting: true,
            ..self
        }
    }

    fn change_header(mut self, name: &str, value: Option<HeaderValue>) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes())
            .unwrap_or_else(|_| panic!("{name:?} cannot be the name of a header"));
        assert!(
            name != CONTENT_LENGTH && name != TRANSFER_ENCODING,
            "{name} is the server's to say"
        );
        self.headers.push((name, value));
        self
    }

    pub(crate) fn change_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            match value {
                Some(value) => drop(headers.insert(name, value.clone())),
                None => drop(headers.remove(name)),
            }
        }
    }
}
