//! A call, attempt by attempt.

use std::time::Duration;

use reqwest::{Client, Request};
use tokio::time::timeout;

use crate::error::{self, Attempt, Error, ErrorKind};
use crate::pace::{Deadline as _, Permit, Spent};
use crate::retry::CallRetries;
use crate::trace::Span;

use super::answer::Answer;
use super::exchange::exchange;
use super::outcome::LATE;
use super::transport::Transport;

/// A 429 of this code is about the account and not about the pace (page *errors*).
const NOT_THE_PACE: &str = "RESOURCE_LIMIT_ERROR";

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
        let mut retries = self.transport.retries.begin(self.changes(), clock.now());
        let mut failures = Vec::new();
        loop {
            let permit = match permit.take() {
                Some(permit) => permit,
                None => self.admitted(&retries, &failures).await?,
            };
            let attempt = span.attempt(failures.len() + 1);
            let error = match attempt.around(self.attempt(permit, &retries)).await {
                Ok(answer) => {
                    if attempt.is_seen() {
                        let id = error::request_id(&answer.headers, &self.transport.credential);
                        attempt.answered(answer.status.as_u16(), id.as_deref());
                    }
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
        let admitted = self.transport.pacer.admit(retries).await;
        admitted.map_err(|Spent(wait)| {
            let problem = match wait {
                Some(wait) => format!(
                    "the rate limit is spent for another {} seconds, longer than the call may take",
                    wait.as_secs_f64().ceil()
                ),
                None => "the rate limit is spent, and for how long is not found out in time".into(),
            };
            Error::new(ErrorKind::RateLimit, problem)
                .wait(wait)
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
        let mut answer = answer.map_err(|error| self.broken(error))?;
        let outcome = self.judged(&mut answer, self.transport.clock.now());
        let hold = outcome.as_ref().err().and_then(hold);
        permit.answered(&answer.headers, hold);
        outcome.map(|()| answer)
    }

    /// Whether the call changes something.
    pub(super) fn changes(&self) -> bool {
        !self.template.method().is_safe()
    }
}

/// How long nobody shall call after an error.
fn hold(error: &Error) -> Option<Duration> {
    let paced = error.is_rate_limited() && error.code() != Some(NOT_THE_PACE);
    error.retry_after().filter(|_| paced)
}
