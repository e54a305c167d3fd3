//! A call, attempt by attempt.

use std::time::{Duration, SystemTime};

use reqwest::{Client, Request};
use tokio::time::timeout;

use crate::error::{self, Attempt, Error, ErrorKind, Received};
use crate::pace::{Permit, Spent};
use crate::retry::{CallRetries, after};
use crate::trace::Span;

use super::answer::{Answer, End};
use super::exchange::exchange;
use super::transport::Transport;

/// A 429 of this code is about the account and not about the pace (page *errors*).
const NOT_THE_PACE: &str = "RESOURCE_LIMIT_ERROR";
const LATE: &str = "no whole answer in time";

/// A call that is ready to be made.
pub(super) struct Call<'a> {
    pub(super) http: &'a Client,
    pub(super) transport: &'a Transport,
    pub(super) operation: &'static str,
    pub(super) successes: &'static [u16],
    /// The request that every attempt sends.
    pub(super) template: Request,
}

/// What came of a call that was answered with success.
pub(super) struct Done {
    pub(super) received: Answer,
    /// The attempts before.
    pub(super) failures: Vec<Attempt>,
    pub(super) span: Span,
}

impl Call<'_> {
    pub(super) async fn run(self, permit: Option<Permit>) -> Result<Done, Error> {
        let span = Span::call(self.operation);
        let attempts = self.attempts(permit, &span);
        match span.around(attempts).await {
            Ok((received, failures)) => Ok(Done {
                received,
                failures,
                span,
            }),
            Err(error) => {
                span.failed(&error);
                Err(error)
            }
        }
    }

    async fn attempts(
        &self,
        mut permit: Option<Permit>,
        span: &Span,
    ) -> Result<(Answer, Vec<Attempt>), Error> {
        let clock = &self.transport.clock;
        let changes = !self.template.method().is_safe();
        let mut retries = self.transport.retries.begin(changes, clock.now());
        let mut failures = Vec::new();
        loop {
            let permit = match permit.take() {
                Some(permit) => permit,
                None => self.admitted(&retries, &failures).await?,
            };
            let attempt = span.attempt(failures.len() + 1);
            let error = match attempt.around(self.attempt(permit, &retries)).await {
                Ok(answer) => {
                    let id = error::request_id(&answer.headers, &self.transport.credential);
                    attempt.answered(answer.status.as_u16(), id.as_deref());
                    return Ok((answer, failures));
                }
                Err(error) => error,
            };
            attempt.failed(&error);
            let wait = retries.next(&error, clock.now());
            failures.push(Attempt {
                waited: wait,
                ..error.as_attempt()
            });
            let Some(wait) = wait else {
                return Err(error.of(self.operation).after(failures));
            };
            span.waits(wait);
            clock.sleep(wait).await;
        }
    }

    /// Leave for the next attempt.
    async fn admitted(
        &self,
        retries: &CallRetries<'_>,
        failures: &[Attempt],
    ) -> Result<Permit, Error> {
        let admitted = self
            .transport
            .pacer
            .admit(|wait, now| retries.allows(wait, now));
        admitted.await.map_err(|Spent(wait)| {
            let problem = format!(
                "the rate limit is spent for another {} seconds, longer than the call may take",
                wait.as_secs_f64().ceil()
            );
            Error::new(ErrorKind::RateLimit, problem)
                .of(self.operation)
                .after(failures.to_vec())
        })
    }

    async fn attempt(&self, permit: Permit, retries: &CallRetries<'_>) -> Result<Answer, Error> {
        let Some(mut request) = self.template.try_clone() else {
            let problem = "a streamed body cannot be sent twice";
            return Err(Error::new(ErrorKind::InvalidRequest, problem));
        };
        let now = self.transport.clock.now();
        *request.timeout_mut() = self
            .transport
            .timeout
            .map(|limit| retries.within(limit, now));
        let limit = self.transport.max_response_size;
        let exchange = exchange(self.http, request, self.successes, limit);
        let answer = match self.transport.timeout {
            Some(_) => exchange.await,
            // Whatever limit the client that was handed in has, the call has one too.
            None => timeout(retries.within(Duration::MAX, now), exchange)
                .await
                .map_err(|late| Error::new(ErrorKind::Timeout, LATE).because(late))?,
        };
        let answer = answer.map_err(|error| self.broken(error, None))?;
        let now = self.transport.clock.now();
        let headers = answer.headers.clone();
        let outcome = self.judged(answer, now);
        let hold = outcome.as_ref().err().and_then(hold);
        permit.answered(&headers, hold);
        outcome
    }

    /// The answer, if it is one that the description lists as a success and that came whole.
    fn judged(&self, answer: Answer, now: SystemTime) -> Result<Answer, Error> {
        let (status, credential) = (answer.status, &self.transport.credential);
        let head = || Received::head(status, &answer.headers, credential);
        if self.successes.contains(&status.as_u16()) {
            return match answer.end {
                End::Whole => Ok(answer),
                End::TooLarge => Err(self.too_large().received(head())),
                End::Broken(error) => {
                    let head = Received::head(status, &answer.headers, credential);
                    Err(self.broken(error, Some(head)))
                }
            };
        }
        let mut received = head().read_body(&answer.body, credential);
        let told = after::in_headers(status, &answer.headers, now);
        received.retry_after = received.retry_after.max(told);
        let kind = match status.is_redirection() && answer.headers.contains_key("location") {
            true => ErrorKind::Redirect,
            false => ErrorKind::Status,
        };
        let problem = match kind {
            ErrorKind::Redirect => format!("{status}, and redirects are not followed"),
            _ => status.to_string(),
        };
        Err(Error::new(kind, problem).received(received))
    }

    fn too_large(&self) -> Error {
        let limit = self.transport.max_response_size;
        let problem = format!("the answer has more than the {limit} bytes that are read");
        Error::new(ErrorKind::TooLarge, problem)
    }

    /// An exchange that did not come to its end.
    fn broken(&self, error: reqwest::Error, head: Option<Received>) -> Error {
        let redirected = error.url().is_some_and(|url| url != self.template.url());
        let (kind, problem) = if error.is_connect() {
            (ErrorKind::Connect, "no connection to the server")
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
        let failure = Error::new(kind, problem).because(source);
        match head {
            Some(head) => failure.received(head),
            None => failure,
        }
    }
}

/// How long nobody shall call after an error.
fn hold(error: &Error) -> Option<Duration> {
    let paced = error.is_rate_limited() && error.code() != Some(NOT_THE_PACE);
    error.retry_after().filter(|_| paced)
}
