//! What the server tells of its rate limit.

pub(crate) mod after;

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName};

// Made once and not read from text for every answer.
const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// A longer wait than this is not believed: such a server counts in another unit.
pub(crate) const BELIEVED: Duration = Duration::from_secs(3_600);

/// What is left of the rate limit, as every answer tells it (page *rate-limits*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests that the window allows: `X-RateLimit-Limit`.
    pub limit: u64,
    /// Requests that are left in the window: `X-RateLimit-Remaining`.
    pub remaining: u64,
    /// When the window ends, in seconds since 1970 by the clock of the server:
    /// `X-RateLimit-Reset`.
    pub reset: u64,
}

impl RateLimit {
    /// What the headers of an answer say, if they say all of it.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            limit: number(headers, LIMIT)?,
            remaining: number(headers, REMAINING)?,
            reset: number(headers, RESET)?,
        })
    }

    /// How long the window lasts after an answer with these headers, which came at `now`, if
    /// that can be believed.
    pub(crate) fn window(&self, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
        let end = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(self.reset))?;
        Some(until(end, headers, now)).filter(|lasts| *lasts <= BELIEVED)
    }
}

/// How long it is until `moment`, which a server named in an answer that came at `now`. Where
/// the answer is dated, the server's clock counts and not ours.
pub(crate) fn until(moment: SystemTime, headers: &HeaderMap, now: SystemTime) -> Duration {
    let dated = headers.get(DATE).and_then(|date| date.to_str().ok());
    let present = dated.and_then(|date| httpdate::parse_http_date(date).ok());
    moment
        .duration_since(present.unwrap_or(now))
        .unwrap_or_default()
}

fn number(headers: &HeaderMap, name: HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
