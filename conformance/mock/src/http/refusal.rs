//! Why a request is refused, and how the API says so.

use crate::store::{Change, ChangeRefused, SandboxStatus};
use axum::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use std::borrow::Cow;

/// Every way in which a request can be refused.
#[derive(Debug)]
pub(super) enum Refusal {
    NoCredential,
    BadCredential,
    RateLimited {
        retry_after: u64,
    },
    InvalidRequest(String),
    NoSuchPage,
    NoSuchRoute,
    MethodNotAllowed {
        allowed: &'static str,
    },
    NoSuchSandbox,
    Conflict {
        change: Change,
        status: SandboxStatus,
    },
}

impl Refusal {
    pub(super) fn change(change: Change, refused: ChangeRefused) -> Self {
        match refused {
            ChangeRefused::NotFound => Self::NoSuchSandbox,
            ChangeRefused::Conflict(status) => Self::Conflict { change, status },
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoCredential | Self::BadCredential => StatusCode::UNAUTHORIZED,
            Self::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::InvalidRequest(_) => StatusCode::BAD_REQUEST,
            Self::NoSuchPage | Self::NoSuchRoute | Self::NoSuchSandbox => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict { .. } => StatusCode::CONFLICT,
        }
    }

    /// The code, from the table on docs.hopx.ai /api/concepts/errors. That has none for an
    /// unsupported method; an invalid request is what comes nearest.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoCredential => "AUTHENTICATION_REQUIRED",
            Self::BadCredential => "INVALID_TOKEN",
            Self::RateLimited { .. } => "RATE_LIMIT_EXCEEDED",
            Self::InvalidRequest(_) | Self::MethodNotAllowed { .. } => "INVALID_REQUEST",
            Self::NoSuchPage | Self::NoSuchRoute | Self::NoSuchSandbox => "RESOURCE_NOT_FOUND",
            Self::Conflict { .. } => "CONFLICT",
        }
    }

    /// The text for people. It never repeats a credential.
    pub(super) fn message(&self) -> Cow<'_, str> {
        match self {
            Self::NoCredential => "Authentication required".into(),
            Self::BadCredential => "Invalid API key".into(),
            Self::RateLimited { .. } => "Rate limit exceeded".into(),
            Self::InvalidRequest(what) => what.into(),
            Self::NoSuchPage => "No page begins at this cursor".into(),
            Self::NoSuchRoute => "No such endpoint".into(),
            Self::MethodNotAllowed { allowed } => {
                format!("This endpoint only supports {allowed}").into()
            }
            Self::NoSuchSandbox => "Sandbox not found".into(),
            Self::Conflict { change, status } => {
                format!("A {status} sandbox cannot become {}", change.to()).into()
            }
        }
    }

    /// Seconds to wait before asking again, where waiting helps.
    pub(super) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// The header that goes with this refusal only.
    pub(super) fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::NoCredential | Self::BadCredential => {
                Some((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")))
            }
            Self::RateLimited { retry_after } => Some((RETRY_AFTER, (*retry_after).into())),
            Self::MethodNotAllowed { allowed } => Some((ALLOW, HeaderValue::from_static(allowed))),
            _ => None,
        }
    }
}
