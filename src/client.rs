//! The front of the client.

use std::fmt;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Url, redirect};

use crate::generated::{self, builder};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(60);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Calls the control plane at one base URL with one API key.
///
/// Cloning is cheap, and clones share their connections. The key goes into
/// `Authorization: Bearer` (page *auth*) and is never shown. Redirects are not followed, so
/// it never travels to another server.
#[derive(Clone)]
pub struct Client {
    api: generated::Client,
}

/// Why a [`Client`] could not be built. No text of it has the key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be used.
    #[error("the base URL {0}")]
    BaseUrl(&'static str),
    /// The API key cannot be sent.
    #[error("the API key {0}")]
    ApiKey(&'static str),
    /// The HTTP client could not be set up.
    #[error("the HTTP client cannot be set up")]
    Http(#[from] reqwest::Error),
    /// TLS could not be set up.
    #[cfg(feature = "rustls")]
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
}

impl Client {
    /// A client for the control plane at `base_url`, such as `https://api.hopx.dev`.
    ///
    /// # Errors
    ///
    /// The URL is not one that calls can be made below, or the key is not one that a header
    /// can carry.
    pub fn new(base_url: &str, api_key: &str) -> Result<Self, BuildError> {
        let base_url = checked_base_url(base_url)?;
        let builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none())
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, bearer(api_key)?)]));
        #[cfg(feature = "rustls")]
        let builder = builder.tls_backend_preconfigured(crate::tls::configuration(&base_url)?);
        let stem = base_url.as_str().trim_end_matches('/');
        Ok(Self {
            api: generated::Client::new_with_client(stem, builder.build()?),
        })
    }

    /// The generated client, with every operation as the description has it.
    pub fn api(&self) -> &generated::Client {
        &self.api
    }

    /// Lists sandboxes, one page a call (page *list*).
    pub fn list_sandboxes(&self) -> builder::ListSandboxes<'_> {
        self.api.list_sandboxes()
    }

    /// Pauses a running sandbox (page *pause*).
    pub fn pause_sandbox(&self) -> builder::PauseSandbox<'_> {
        self.api.pause_sandbox()
    }

    /// Resumes a paused sandbox (page *resume*).
    pub fn resume_sandbox(&self) -> builder::ResumeSandbox<'_> {
        self.api.resume_sandbox()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base_url = progenitor_client::ClientInfo::baseurl(&self.api);
        formatter
            .debug_struct("Client")
            .field("base_url", &base_url)
            .finish_non_exhaustive()
    }
}

fn checked_base_url(text: &str) -> Result<Url, BuildError> {
    let url = Url::parse(text).map_err(|_| BuildError::BaseUrl("is not an absolute URL"))?;
    let refused = if !matches!(url.scheme(), "http" | "https") {
        "is neither http nor https"
    } else if cfg!(not(feature = "rustls")) && url.scheme() == "https" {
        "is https, which needs the feature `rustls`"
    } else if !url.username().is_empty() || url.password().is_some() {
        "has credentials in it"
    } else if url.query().is_some() || url.fragment().is_some() {
        "has a query or a fragment"
    } else {
        return Ok(url);
    };
    Err(BuildError::BaseUrl(refused))
}

fn bearer(api_key: &str) -> Result<HeaderValue, BuildError> {
    if api_key.is_empty() {
        return Err(BuildError::ApiKey("is empty"));
    }
    if !api_key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(BuildError::ApiKey(
            "has a character other than visible ASCII",
        ));
    }
    let mut value = HeaderValue::try_from(format!("Bearer {api_key}"))
        .map_err(|_| BuildError::ApiKey("cannot be put into a header"))?;
    value.set_sensitive(true);
    Ok(value)
}
