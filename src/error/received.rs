//! What an answer that is no success says.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::credential::Credential;
use crate::rate_limit::after;

use super::excerpt::{clipped, excerpt};

const REQUEST_ID: &str = "x-request-id";

/// The parts of an answer that an error keeps. Nothing of it has the key.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) excerpt: Option<String>,
}

impl Received {
    /// A status and nothing else.
    pub(crate) fn status(status: StatusCode) -> Self {
        Self {
            status,
            code: None,
            message: None,
            request_id: None,
            retry_after: None,
            excerpt: None,
        }
    }

    /// What status and headers say by themselves.
    pub(crate) fn head(status: StatusCode, headers: &HeaderMap, credential: &Credential) -> Self {
        Self {
            request_id: request_id(headers, credential),
            ..Self::status(status)
        }
    }

    /// Adds what the body of a refusal says: the documented envelope (page *errors*), the
    /// nested one that a vendor's SDK expects, or else an excerpt of whatever it is.
    pub(crate) fn read_body(mut self, body: &[u8], credential: &Credential) -> Self {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        // Some put into the nested envelope only a part of what belongs there.
        let envelopes = [&json["error"], &json];
        let text = |name: &str| {
            let mut texts = envelopes
                .iter()
                .filter_map(|envelope| envelope[name].as_str());
            let found = texts.find(|text| !text.is_empty());
            found.map(|text| clipped(&credential.masked(text)))
        };
        self.code = text("code");
        self.message = text("error").or_else(|| text("message"));
        self.request_id = text("request_id").or(self.request_id);
        self.retry_after = envelopes.into_iter().find_map(after::in_body);
        if self.message.is_none() {
            // Written anew, so that no escape hides from the mask what it means.
            let plain = (!json.is_null()).then(|| json.to_string());
            let text = plain.map_or_else(|| String::from_utf8_lossy(body), Cow::Owned);
            self.excerpt = excerpt(&text, credential);
        }
        self
    }
}

/// The `X-Request-ID` header, which one of the vendor's SDKs reads.
pub(crate) fn request_id(headers: &HeaderMap, credential: &Credential) -> Option<String> {
    let text = headers.get(REQUEST_ID)?.to_str().ok()?;
    (!text.is_empty()).then(|| clipped(&credential.masked(text)))
}
