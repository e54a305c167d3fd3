//! The HTTP client below.

use std::time::Duration;

use reqwest::{Client, ClientBuilder, Proxy, redirect};

use crate::base_url::BaseUrl;
use crate::credential::AuthScheme;
use crate::error::{Error, ErrorKind};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Of one attempt.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);
/// Load balancers commonly close a connection after a minute without a request. One that is
/// given up before that cannot break under a pause or a resume.
const IDLE: Duration = Duration::from_secs(50);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// How connections are made, where anything was said about it.
#[derive(Default)]
pub(crate) struct Connection {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) proxy: Option<Proxy>,
    /// As PEM.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) user_agent: Option<String>,
}

/// An HTTP client for one base URL. It follows no redirects, so the key never travels to
/// another server.
pub(crate) fn client(connection: Connection, base_url: &BaseUrl) -> Result<Client, Error> {
    let agent = connection.user_agent.as_deref().unwrap_or(USER_AGENT);
    let builder = Client::builder()
        .connect_timeout(connection.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
        .pool_idle_timeout(IDLE)
        .user_agent(agent)
        .redirect(redirect::Policy::none());
    // A proxy may be reached over TLS, whatever the server is.
    let tls = base_url.is_https() || connection.proxy.is_some();
    let builder = match connection.proxy {
        Some(proxy) => builder.proxy(proxy),
        // What is meant for this machine does not leave it.
        None if base_url.is_loopback() => builder.no_proxy(),
        None => builder,
    };
    let builder = with_tls(builder, &connection.root_certificates, tls)?;
    builder.build().map_err(|error| {
        Error::new(ErrorKind::Setup, "the HTTP client cannot be set up").because(error)
    })
}

#[cfg(feature = "rustls")]
fn with_tls(
    builder: ClientBuilder,
    roots: &[Vec<u8>],
    needed: bool,
) -> Result<ClientBuilder, Error> {
    let configuration = crate::tls::configuration(needed, roots)?;
    Ok(builder.tls_backend_preconfigured(configuration))
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn with_tls(
    mut builder: ClientBuilder,
    roots: &[Vec<u8>],
    _: bool,
) -> Result<ClientBuilder, Error> {
    for pem in roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| {
            Error::new(ErrorKind::Setup, "the root certificates cannot be read").because(error)
        })?;
        for certificate in certificates {
            builder = builder.add_root_certificate(certificate);
        }
    }
    Ok(builder)
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn with_tls(builder: ClientBuilder, roots: &[Vec<u8>], _: bool) -> Result<ClientBuilder, Error> {
    if roots.is_empty() {
        return Ok(builder);
    }
    let problem = "root certificates need the feature `rustls` or `native-tls`";
    Err(Error::new(ErrorKind::Setup, problem))
}

/// Refuses settings that a client which is already made would not keep to.
pub(crate) fn check_own(connection: &Connection, scheme: AuthScheme) -> Result<(), Error> {
    let refused = |problem: &'static str| Err(Error::new(ErrorKind::Setup, problem));
    if connection.connect_timeout.is_some()
        || connection.proxy.is_some()
        || !connection.root_certificates.is_empty()
        || connection.user_agent.is_some()
    {
        refused(
            "connect timeout, proxy, root certificates and user agent are those of the HTTP \
             client that was handed in; set them there",
        )
    } else if scheme == AuthScheme::ApiKey {
        refused(
            "an HTTP client that was handed in may follow a redirect and carry `X-API-Key` to \
             another server; use `AuthScheme::Bearer` with it",
        )
    } else {
        Ok(())
    }
}
