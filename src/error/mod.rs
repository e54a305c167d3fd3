//! Why a call failed.

mod attempt;
mod excerpt;
mod kind;
mod received;
mod show;

use std::borrow::Cow;
use std::time::Duration;

use reqwest::StatusCode;

pub use attempt::Attempt;
pub(crate) use excerpt::clipped;
pub use kind::ErrorKind;
pub(crate) use received::{Received, request_id};

/// The code of a 429 that no wait mends.
const NOT_THE_PACE: &str = "RESOURCE_LIMIT_ERROR";

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed, or why a client could not be made.
///
/// It keeps what the server said, wherever it said it: status, [`code`](Self::code), message,
/// [`request_id`](Self::request_id) and [`retry_after`](Self::retry_after), from the documented
/// envelope (page *errors*), from one of another shape, or from headers. Neither its text nor
/// its `Debug` form has the API key, whatever the server repeats.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = hopx_mock::Mock::builder().start().await?;
/// # let client = hopx_client::Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
/// match client.resume_sandbox().id("sandbox_abc").send().await {
///     Ok(resumed) => println!("{}", resumed.status),
///     Err(error) if error.is_not_found() => println!("no such sandbox"),
///     Err(error) => println!("{error}, request {:?}", error.request_id()),
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static str>,
    problem: Cow<'static, str>,
    received: Option<Received>,
    /// How long to wait, where it was the client that found out.
    wait: Option<Duration>,
    attempts: Vec<Attempt>,
    source: Option<Source>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, problem: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            problem: problem.into(),
            received: None,
            wait: None,
            attempts: Vec::new(),
            source: None,
        }))
    }

    #[must_use]
    pub(crate) fn because(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    #[must_use]
    pub(crate) fn received(mut self, received: Received) -> Self {
        self.0.received = Some(received);
        self
    }

    #[must_use]
    pub(crate) fn wait(mut self, wait: Option<Duration>) -> Self {
        self.0.wait = wait;
        self
    }

    #[must_use]
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    #[must_use]
    pub(crate) fn after(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// This failure as an entry of [`attempts`](Self::attempts).
    pub(crate) fn as_attempt(&self) -> Attempt {
        Attempt {
            kind: self.kind(),
            status: self.status(),
            request_id: self.request_id().map(str::to_owned),
            waited: None,
        }
    }

    /// What it failed at.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that was called, by its id in the description, such as `list_sandboxes`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.received.as_ref().map(|received| received.status)
    }

    /// The machine-readable code, such as `RESOURCE_NOT_FOUND` (page *errors*).
    pub fn code(&self) -> Option<&str> {
        self.text(|received| &received.code)
    }

    /// What went wrong, as the server puts it for people.
    pub fn message(&self) -> Option<&str> {
        self.text(|received| &received.message)
    }

    /// Identifies the request when asking for help: from the body, or else from the
    /// `X-Request-ID` header.
    pub fn request_id(&self) -> Option<&str> {
        self.text(|received| &received.request_id)
    }

    /// How long to wait before the next try, if the server said so: in the body (page
    /// *rate-limits*), in a `Retry-After` header of either form, or, for a 429 only, through
    /// `X-RateLimit-Reset`. Where several do, the longest. Of a call that was not sent because
    /// the limit is spent ([`ErrorKind::RateLimit`]), how long it is spent.
    pub fn retry_after(&self) -> Option<Duration> {
        let said = self
            .0
            .received
            .as_ref()
            .and_then(|received| received.retry_after);
        said.or(self.0.wait)
    }

    /// The beginning of the body of an error that has no message where one is expected.
    pub fn excerpt(&self) -> Option<&str> {
        self.text(|received| &received.excerpt)
    }

    /// Every attempt of the call, the first one first. Empty if nothing was sent.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// Whether the key is missing or not valid: 401 (page *errors*).
    pub fn is_unauthorized(&self) -> bool {
        self.answered(StatusCode::UNAUTHORIZED)
    }

    /// Whether the account has to be paid for first: 402 (page *errors*).
    pub fn is_payment_required(&self) -> bool {
        self.answered(StatusCode::PAYMENT_REQUIRED)
    }

    /// Whether the key is valid and does not permit this: 403 (page *errors*).
    pub fn is_forbidden(&self) -> bool {
        self.answered(StatusCode::FORBIDDEN)
    }

    /// Whether there is no such sandbox, or another organisation owns it: 404 (pages *pause*
    /// and *resume*).
    pub fn is_not_found(&self) -> bool {
        self.answered(StatusCode::NOT_FOUND)
    }

    /// Whether the state of the sandbox does not allow this: 409 (page *errors*).
    pub fn is_conflict(&self) -> bool {
        self.answered(StatusCode::CONFLICT)
    }

    /// Whether the rate limit, or another limit of the account, is spent: 429 (page
    /// *rate-limits*), or a call that was not even sent because of it.
    pub fn is_rate_limited(&self) -> bool {
        self.answered(StatusCode::TOO_MANY_REQUESTS) || self.kind() == ErrorKind::RateLimit
    }

    /// Whether the fault is the server's: any 5xx.
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether there was no answer in time: the client's own limit, or 408 (page *errors*).
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout || self.answered(StatusCode::REQUEST_TIMEOUT)
    }

    /// Whether the same call may well succeed later: 408, 429, 5xx, and connections that
    /// failed, broke or took too long. Whether it is *safe* to repeat a pause or a resume is
    /// [`may_have_acted`](Self::may_have_acted)'s to say.
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::Transport
            | ErrorKind::RateLimit => true,
            ErrorKind::Status => {
                self.is_timeout() || self.is_rate_limited() || self.is_server_error()
            }
            _ => false,
        }
    }

    /// Whether the server may have carried the call out in spite of the error, in this attempt
    /// or one before it ([`Attempt::may_have_acted`]). A look at a list tells.
    pub fn may_have_acted(&self) -> bool {
        let mut attempts = self.attempts().iter();
        self.as_attempt().may_have_acted() || attempts.any(Attempt::may_have_acted)
    }

    /// Whether it is the pace that was refused, and not something that the account may not
    /// have (page *errors*).
    pub(crate) fn is_about_pace(&self) -> bool {
        self.is_rate_limited() && self.code() != Some(NOT_THE_PACE)
    }

    fn answered(&self, status: StatusCode) -> bool {
        self.kind() == ErrorKind::Status && self.status() == Some(status)
    }

    fn text(&self, part: fn(&Received) -> &Option<String>) -> Option<&str> {
        part(self.0.received.as_ref()?).as_deref()
    }
}
