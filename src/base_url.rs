//! Where calls go.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, ErrorKind};

const TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

/// A URL that calls can be made below.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(Url);

impl BaseUrl {
    /// Reads a base URL, with or without a path and a slash at its end. The URL is not part of
    /// the error: it may hold a password.
    pub(crate) fn parse(text: &str, own_client: bool) -> Result<Self, Error> {
        let refused = |problem: &'static str| Err(Error::new(ErrorKind::BaseUrl, problem));
        let Ok(url) = Url::parse(text) else {
            return refused("the base URL is not an absolute URL such as https://api.hopx.dev");
        };
        let https = url.scheme() == "https";
        if !https && url.scheme() != "http" {
            refused("the base URL is neither http nor https")
        } else if https && !TLS && !own_client {
            refused("the base URL is https, which needs the feature `rustls` or `native-tls`")
        } else if !url.username().is_empty() || url.password().is_some() {
            refused("the base URL has credentials in it")
        } else if url.query().is_some() || url.fragment().is_some() {
            refused("the base URL has a query or a fragment")
        } else {
            Ok(Self(url))
        }
    }

    /// Refuses a URL to which the key would travel where others can read it.
    pub(crate) fn check_privacy(&self, plain_http: bool, proxied: bool) -> Result<(), Error> {
        let stays_here = self.is_loopback() && !proxied;
        if self.is_https() || plain_http || stays_here {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::BaseUrl,
            "the base URL is plain http, which shows the API key to the network; use https, or \
             allow it with `ClientBuilder::allow_plain_http`",
        ))
    }

    /// The URL without a slash at its end.
    pub(crate) fn stem(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }
}

/// Whether what is sent stays on this machine.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let address: Option<IpAddr> = address.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}
