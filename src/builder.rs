//! What a client is made with.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Proxy;

use crate::base_url::BaseUrl;
use crate::call::{Settings, Transport};
use crate::client::Client;
use crate::clock::{Clock, SharedClock, SystemClock};
use crate::credential::{AuthScheme, Credential};
use crate::error::{Error, ErrorKind};
use crate::generated;
use crate::http::{self, Connection};
use crate::pace::Pacer;
use crate::retry::{Retries, RetryPolicy};
use crate::secret::Secret;

const API_KEY: &str = "HOPX_API_KEY";
const BASE_URL: &str = "HOPX_BASE_URL";
/// In bytes. A page of 1,000 sandboxes has about one million.
const MAX_RESPONSE_SIZE: usize = 16 * 1024 * 1024;

/// What a [`Client`] is made with; begins with [`Client::builder`] and ends with
/// [`build`](Self::build).
///
/// ```
/// use hopx_client::{AuthScheme, Client, RetryPolicy};
/// use std::time::Duration;
///
/// let client = Client::builder()
///     .api_key("hopx_live_abc123def456.c2VjcmV0")
///     .auth_scheme(AuthScheme::ApiKey)
///     .base_url("https://hopx.example/proxy/")
///     .timeout(Duration::from_secs(20))
///     .retries(RetryPolicy::default().attempts(6))
///     .build()?;
/// # let _ = client;
/// # Ok::<(), hopx_client::Error>(())
/// ```
#[must_use]
pub struct ClientBuilder {
    api_key: Option<Secret>,
    scheme: AuthScheme,
    base_url: String,
    plain_http: bool,
    connection: Connection,
    own: Option<reqwest::Client>,
    max_response_size: usize,
    retries: RetryPolicy,
    pacing: bool,
    clock: SharedClock,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            api_key: None,
            scheme: AuthScheme::default(),
            base_url: generated::BASE_URL.to_owned(),
            plain_http: false,
            connection: Connection::default(),
            own: None,
            max_response_size: MAX_RESPONSE_SIZE,
            retries: RetryPolicy::default(),
            pacing: true,
            clock: SharedClock::new(SystemClock),
        }
    }
}

impl ClientBuilder {
    /// Takes the key from `HOPX_API_KEY` and, where it is set, the base URL from
    /// `HOPX_BASE_URL`.
    ///
    /// # Errors
    ///
    /// `HOPX_API_KEY` is not set, or one of the two is not Unicode.
    pub fn from_env(self) -> Result<Self, Error> {
        let Some(key) = variable(API_KEY, ErrorKind::ApiKey)? else {
            let problem = "the environment variable HOPX_API_KEY is not set";
            return Err(Error::new(ErrorKind::ApiKey, problem));
        };
        let keyed = self.api_key(key);
        Ok(match variable(BASE_URL, ErrorKind::BaseUrl)? {
            Some(url) => keyed.base_url(url),
            None => keyed,
        })
    }

    /// The API key. It is kept once for all clones and wiped from memory with the last of
    /// them and of their responses, and it is shown by nothing: no `Debug`, no error, no log.
    pub fn api_key(mut self, key: impl Into<Secret>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// How the key travels; as `Authorization: Bearer` unless said otherwise (page *auth*).
    pub fn auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Where the API is, `https://api.hopx.dev` unless said otherwise (page *overview*). The
    /// URL may have a path, for a proxy, and a slash at its end.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Lets the base URL be plain `http` on another machine, or on this one through a proxy.
    /// Everybody on the way there can read the key then. On loopback it needs no permission.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// How long a connection may take to come about; 10 seconds unless said otherwise.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connection.connect_timeout = Some(limit);
        self
    }

    /// How long one attempt of a call may take, from the first byte sent to the last byte
    /// read; 60 seconds unless said otherwise. The whole call is bounded by
    /// [`RetryPolicy::total_time`].
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.connection.timeout = Some(limit);
        self
    }

    /// A proxy for all calls. Without one, the environment (`HTTPS_PROXY` and its siblings)
    /// counts, except for servers on loopback.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.connection.proxy = Some(proxy);
        self
    }

    /// Certificates to trust in addition to those of the platform, as PEM. May be called many
    /// times.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.connection.root_certificates.push(pem.into());
        self
    }

    /// What the `User-Agent` header says; name and version of this crate unless said
    /// otherwise.
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.connection.user_agent = Some(agent.into());
        self
    }

    /// A client of your own to send with, for what has no setting here.
    ///
    /// Connect timeout, proxy, certificates and user agent are that client's then, and
    /// setting them here as well is an error; a [`timeout`](Self::timeout) is kept to. Its
    /// redirect policy counts too. Following one, it drops an `Authorization` header on the
    /// way to another origin, but not `X-API-Key`: it is refused with
    /// [`AuthScheme::ApiKey`].
    ///
    /// With the feature `rustls` reqwest does not choose the cryptography: making a client
    /// panics unless the process has installed some
    /// (`rustls::crypto::ring::default_provider().install_default()`) or another crate switches
    /// it on in reqwest.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.own = Some(client);
        self
    }

    /// How many bytes of an answer are read at the most, after decompression; 16 MiB unless
    /// said otherwise.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Whether and how calls are tried again.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// Whether calls wait while the rate limit that the server announces is spent (page
    /// *rate-limits*); they do unless said otherwise.
    pub fn pacing(mut self, pace: bool) -> Self {
        self.pacing = pace;
        self
    }

    /// Where the client reads the time and how it waits.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = SharedClock::new(clock);
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// The kind tells which setting cannot be used: [`ErrorKind::ApiKey`] where the key is
    /// missing, empty or not visible ASCII, [`ErrorKind::BaseUrl`], or [`ErrorKind::Setup`].
    pub fn build(self) -> Result<Client, Error> {
        let key = self.api_key.ok_or_else(|| {
            let problem = "there is no API key; set one with `ClientBuilder::api_key`";
            Error::new(ErrorKind::ApiKey, problem)
        })?;
        let credential = Credential::new(self.scheme, &key)?;
        let proxied = self.connection.proxy.is_some();
        let base_url = BaseUrl::parse(&self.base_url, self.own.is_some())?;
        let handed_in = self.own.is_some();
        let usual = (!handed_in).then_some(http::TIMEOUT);
        let timeout = self.connection.timeout.or(usual);
        let http = match self.own {
            Some(own) => {
                http::check_own(&self.connection, self.scheme)?;
                own
            }
            None => http::client(self.connection, &base_url)?,
        };
        base_url.check_privacy(self.plain_http, proxied)?;
        let transport = Transport::new(Settings {
            credential,
            handed_in,
            timeout,
            max_response_size: self.max_response_size,
            pacer: Arc::new(Pacer::new(self.pacing, self.clock.clone())),
            clock: self.clock,
            retries: Retries::new(self.retries),
        });
        let api = generated::Client::new_with_client(base_url.stem(), http, transport);
        Ok(Client::of(api))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("api_key", &self.api_key)
            .field("scheme", &self.scheme)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

fn variable(name: &'static str, kind: ErrorKind) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(text) if text.is_empty() && kind == ErrorKind::BaseUrl => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            let problem = format!("the environment variable {name} is not Unicode");
            Err(Error::new(kind, problem))
        }
    }
}
