//! A call, attempt by attempt.

use std::time::Duration;

use reqwest::{Client, Request};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::error::{self, Attempt, Error, ErrorKind};
use crate::pace::{Deadline as _, Permit, Spent};
use crate::retry::CallRetries;
use crate::trace::Span;

use super::Terms;
use super::answer::Answer;
use super::exchange::exchange;
use super::outcome::LATE;
use super::transport::Transport;

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
    pub(super) async fn run(self, terms: Terms) -> Result<Done, Error> {
        let span = Span::call(self.operation);
        let attempts = self.attempts(terms, &span);
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
        mut terms: Terms,
        span: &Span,
    ) -> Result<(Answer, Vec<Attempt>), Error> {
        let clock = &self.transport.clock;
        let retries = &self.transport.retries;
        let mut retries = retries.begin(self.changes(), terms.patient, clock.now());
        let stop = terms.stop.as_ref();
        let mut failures = Failures::default();
        loop {
            let permit = match terms.permit.take() {
                Some(permit) => permit,
                None => match self.admitted(&retries, stop).await {
                    Ok(permit) => permit,
                    Err(error) => return Err(failures.end(error).of(self.operation)),
                },
            };
            let attempt = span.attempt(self.operation, failures.attempts.len() + 1);
            let error = match attempt.around(self.attempt(permit, &retries)).await {
                Ok(answer) => {
                    if attempt.is_seen() {
                        let id = error::request_id(&answer.headers, &self.transport.credential);
                        attempt.answered(answer.status.as_u16(), id.as_deref());
                    }
                    return Ok((answer, failures.attempts));
                }
                Err(error) => error,
            };
            attempt.failed(&error);
            let wait = retries.next(&error, clock.now());
            let wait = wait.filter(|_| !stop.is_some_and(CancellationToken::is_cancelled));
            failures.push(error, wait);
            let Some(wait) = wait else {
                return Err(failures.last().of(self.operation));
            };
            span.waits(wait);
            if unless(stop, clock.sleep(wait)).await.is_none() {
                return Err(failures.last().of(self.operation));
            }
        }
    }

    /// Leave for the next attempt.
    async fn admitted(
        &self,
        retries: &CallRetries<'_>,
        stop: Option<&CancellationToken>,
    ) -> Result<Permit, Error> {
        let pacer = &self.transport.pacer;
        let admitted = unless(stop, pacer.admit(retries)).await;
        let admitted = admitted.unwrap_or(Err(Spent(None)));
        admitted.map_err(|Spent(wait)| {
            let problem = match wait {
                Some(wait) => format!(
                    "the rate limit is spent for another {} seconds, longer than the call may take",
                    wait.as_secs_f64().ceil()
                ),
                None => "the rate limit is spent, and for how long is not found out in time".into(),
            };
            Error::new(ErrorKind::RateLimit, problem).wait(wait)
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

/// What comes of `work`, unless it is stopped before.
async fn unless<T>(stop: Option<&CancellationToken>, work: impl Future<Output = T>) -> Option<T> {
    match stop {
        Some(stop) => stop.run_until_cancelled(work).await,
        None => Some(work.await),
    }
}

/// The attempts of a call that failed.
#[derive(Default)]
struct Failures {
    attempts: Vec<Attempt>,
    last: Option<Error>,
}

impl Failures {
    fn push(&mut self, error: Error, waited: Option<Duration>) {
        let attempt = error.as_attempt();
        self.attempts.push(Attempt { waited, ..attempt });
        self.last = Some(error);
    }

    /// What the call failed at in the end: what the server said last, if it said anything, and
    /// else what kept the next attempt from being made.
    fn end(mut self, error: Error) -> Error {
        self.last.get_or_insert(error);
        self.last()
    }

    fn last(mut self) -> Error {
        // After the last attempt no other came.
        if let Some(attempt) = self.attempts.last_mut() {
            attempt.waited = None;
        }
        let none = || Error::new(ErrorKind::InvalidRequest, "no attempt was made");
        self.last.unwrap_or_else(none).after(self.attempts)
    }
}

/// How long nobody shall call after an error.
fn hold(error: &Error) -> Option<Duration> {
    error.retry_after().filter(|_| error.is_about_pace())
}
