//! What a successful call gives.

use std::ops::Deref;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::error::{self, Error, Received};
use crate::rate_limit::RateLimit;

use super::attempts::Done;
use super::decode::decode;
use super::operation::Operation;
use super::transport::Transport;

/// What a successful call answers: the decoded body, which it dereferences to, and what the
/// answer said around it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    answer: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    attempts: usize,
}

impl<T> Response<T> {
    /// The decoded body by itself.
    pub fn into_inner(self) -> T {
        self.answer
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Identifies the request when asking for help: from the body, or else from the
    /// `X-Request-ID` header.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// What is left of the rate limit (page *rate-limits*), if the answer says so.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers)
    }

    /// How many attempts it took.
    pub fn attempts(&self) -> usize {
        self.attempts
    }
}

/// A failure that only shows in what an answer says, with that answer's status and id.
pub(crate) fn about<T>(error: Error, operation: &'static str, response: &Response<T>) -> Error {
    error.of(operation).received(Received {
        request_id: response.request_id.clone(),
        ..Received::status(response.status)
    })
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.answer
    }
}

/// The response to a call that was answered with success.
pub(super) fn decoded<O: Operation>(
    done: Done,
    transport: &Transport,
) -> Result<Response<O::Answer>, Error> {
    let Done {
        received,
        mut failures,
        span,
    } = done;
    let answer: O::Answer = decode(&received, transport).map_err(|error| {
        failures.push(error.as_attempt());
        span.failed(&error);
        error.of(O::ID).after(std::mem::take(&mut failures))
    })?;
    let request_id = O::request_id(&answer)
        .or_else(|| error::request_id(&received.headers))
        .map(str::to_owned);
    span.answered(received.status.as_u16(), request_id.as_deref());
    Ok(Response {
        answer,
        status: received.status,
        headers: received.headers,
        request_id,
        attempts: failures.len() + 1,
    })
}
