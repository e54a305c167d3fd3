//! An answer as it came.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// An answer as it came, with as much of its body as was read.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) end: End,
}

/// How the body ended.
#[derive(Debug)]
pub(super) enum End {
    Whole,
    /// Reading stopped at the limit.
    TooLarge,
    Broken(reqwest::Error),
}
