//! What all calls of a client have in common.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::{CONTENT_LENGTH, HeaderValue};

use crate::clock::SharedClock;
use crate::credential::Credential;
use crate::pace::Pacer;
use crate::retry::{Retries, RetryPolicy};

/// A header that the generator adds to every request and no page knows.
const UNDOCUMENTED: &str = "api-version";

/// What all calls of a client have in common. Clones share everything.
#[derive(Clone, Debug)]
pub(crate) struct Transport(Arc<Settings>);

/// The parts of a [`Transport`].
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) credential: Credential,
    /// Whether the HTTP client was handed in: what it makes of redirects is not known.
    pub(crate) handed_in: bool,
    /// Of one attempt; `None` where a client that was handed in has its own.
    pub(crate) timeout: Option<Duration>,
    /// In bytes.
    pub(crate) max_response_size: usize,
    pub(crate) clock: SharedClock,
    pub(crate) retries: Retries,
    pub(crate) pacer: Arc<Pacer>,
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// The same with other retries, and with the pace shared.
    pub(crate) fn with_retries(&self, policy: RetryPolicy) -> Self {
        Self::new(Settings {
            retries: self.retries.with(policy),
            ..(*self.0).clone()
        })
    }

    /// A composed request with what all requests have in common.
    pub(super) fn prepared(&self, mut request: Request) -> Request {
        let headers = request.headers_mut();
        headers.remove(UNDOCUMENTED);
        let (name, value) = self.credential.header();
        headers.insert(name, value);
        // Some gateways answer 411 to a change that does not say how long its body is.
        if !request.method().is_safe() && request.body().is_none() {
            let headers = request.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        request
    }
}

impl std::ops::Deref for Transport {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}
