//! What a successful call gives.

use std::fmt;
use std::ops::Deref;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::credential::Credential;
use crate::error::{self, Error, Received};
use crate::rate_limit::RateLimit;

use super::attempts::Done;
use super::decode::decode;
use super::operation::Operation;
use super::transport::Transport;

/// What a successful call answers: the decoded body, which it dereferences to, and what the
/// answer said around it.
#[derive(Clone)]
pub struct Response<T> {
    answer: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    attempts: usize,
    credential: Credential,
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

/// Whatever the server repeats, the key is not shown.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = Plain(self);
        let text = match formatter.alternate() {
            true => format!("{plain:#?}"),
            false => format!("{plain:?}"),
        };
        formatter.write_str(&self.credential.masked(&text))
    }
}

/// A response as it is.
struct Plain<'a, T>(&'a Response<T>);

impl<T: fmt::Debug> fmt::Debug for Plain<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let response = self.0;
        formatter
            .debug_struct("Response")
            .field("answer", &response.answer)
            .field("status", &response.status)
            .field("headers", &response.headers)
            .field("request_id", &response.request_id)
            .field("attempts", &response.attempts)
            .finish()
    }
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
    let credential = &transport.credential;
    let request_id = O::request_id(&answer)
        .map(|text| credential.masked(text))
        .or_else(|| error::request_id(&received.headers, credential));
    span.answered(received.status.as_u16(), request_id.as_deref());
    Ok(Response {
        answer,
        status: received.status,
        headers: received.headers,
        request_id,
        attempts: failures.len() + 1,
        credential: credential.clone(),
    })
}
