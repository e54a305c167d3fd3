//! The server that is judged, and the one place where bytes go over the network.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, ClientBuilder, Method, Proxy, Url};

use crate::recording::{Answer, Failure, FailureKind};
use crate::redact::Redactor;

/// A body that is longer than this is cut off: no documented answer comes near it.
const LONGEST_BODY: usize = 32 * 1024 * 1024;

/// How to reach a server.
#[derive(Clone, Debug)]
pub struct TargetOptions {
    /// Its base URL; a path in it is the prefix of every call.
    pub base_url: String,
    /// How long one call may take, body included.
    pub timeout: Duration,
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// A proxy to go through.
    pub proxy: Option<String>,
    /// A certificate authority to trust besides the usual ones, in PEM.
    pub ca_cert: Option<PathBuf>,
}

impl TargetOptions {
    /// A server that is reached straight away, with one timeout for connections and calls.
    pub fn direct(base_url: &str, timeout: Duration) -> Self {
        TargetOptions {
            base_url: base_url.to_owned(),
            timeout,
            connect_timeout: timeout,
            proxy: None,
            ca_cert: None,
        }
    }
}

/// Why a target cannot be used: wrong usage, told before anything is sent.
#[derive(Debug, thiserror::Error)]
#[error("{problem}\n  mend: {mend}")]
pub struct TargetError {
    problem: String,
    mend: String,
}

/// A server that can be called.
#[derive(Debug)]
pub struct Target {
    base: Url,
    /// For reading: keeps its connections.
    client: Client,
    /// For pausing and resuming: a connection that was kept may be closed by the server the
    /// moment it is used again, and then nobody knows whether the call was carried out.
    fresh: Client,
}

/// A request ready to go: the headers carry real credentials, so it is never shown or kept.
pub(super) struct Outgoing {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Target {
    /// Checks the options and builds the HTTP client. Sends nothing.
    ///
    /// # Errors
    ///
    /// A base URL, a proxy or a certificate that cannot be used.
    pub fn new(options: &TargetOptions) -> Result<Self, TargetError> {
        let base = base_url(&options.base_url)?;
        // The binary owns the process, so the provider may be the process's own. Where one
        // is installed already, that one is used.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = build(builder(options, &base)?)?;
        let fresh = build(builder(options, &base)?.pool_max_idle_per_host(0))?;
        Ok(Target {
            base,
            client,
            fresh,
        })
    }

    /// Another server that is reached in the same way, with the connections of this one.
    ///
    /// # Errors
    ///
    /// A base URL that cannot be used.
    pub(crate) fn elsewhere(&self, url: &str) -> Result<Self, TargetError> {
        Ok(Target {
            base: base_url(url)?,
            client: self.client.clone(),
            fresh: self.fresh.clone(),
        })
    }

    /// The base URL, as reports show it.
    pub fn base_url(&self) -> String {
        self.base.as_str().trim_end_matches('/').to_owned()
    }

    /// Sends one request and reads the whole answer, secrets masked.
    pub(super) async fn send(
        &self,
        outgoing: Outgoing,
        redactor: &Redactor,
    ) -> Result<Answer, Failure> {
        let failed = |error: reqwest::Error| failure(&error, redactor);
        let url = self.url(&outgoing.target).map_err(|message| Failure {
            kind: FailureKind::Broken,
            message,
        })?;
        let method = Method::from_bytes(outgoing.method.as_bytes()).unwrap_or(Method::GET);
        let headers = header_map(&outgoing.headers).map_err(|message| Failure {
            kind: FailureKind::Broken,
            message,
        })?;
        let client = match method {
            Method::GET => &self.client,
            _ => &self.fresh,
        };
        let safe = method.is_safe();
        let mut request = client.request(method, url).headers(headers);
        if !safe {
            // Some gateways answer 411 to a change that does not say how long its body is.
            request = request.header(CONTENT_LENGTH, 0);
        }
        let response = request.send().await.map_err(failed)?;
        read(response, redactor).await
    }

    fn url(&self, target: &str) -> Result<Url, String> {
        let url = format!("{}{target}", self.base_url());
        Url::parse(&url).map_err(|error| format!("`{url}` is not a URL: {error}"))
    }
}

fn builder(options: &TargetOptions, base: &Url) -> Result<ClientBuilder, TargetError> {
    let mut builder = Client::builder()
        .user_agent(concat!("hopx-conformance/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .timeout(options.timeout)
        .connect_timeout(options.connect_timeout)
        .tcp_nodelay(true);
    if let Some(proxy) = &options.proxy {
        builder = builder.proxy(through(proxy)?);
    } else if is_loopback(base) {
        builder = builder.no_proxy();
    }
    match &options.ca_cert {
        Some(path) => Ok(builder.tls_certs_merge(certificates(path)?)),
        None => Ok(builder),
    }
}

fn build(builder: ClientBuilder) -> Result<Client, TargetError> {
    builder.build().map_err(|error| {
        refuse(
            format!("the HTTP client cannot be built: {error}"),
            "check the proxy and the certificates",
        )
    })
}

fn through(proxy: &str) -> Result<Proxy, TargetError> {
    Proxy::all(proxy).map_err(|error| {
        refuse(
            format!("the proxy{} cannot be used: {error}", quoted(proxy)),
            "give a URL such as http://proxy.example:3128",
        )
    })
}

/// Reads an answer to its end, or as far as it comes.
async fn read(mut response: reqwest::Response, redactor: &Redactor) -> Result<Answer, Failure> {
    let status = response.status().as_u16();
    let shown = |value: &HeaderValue| redactor.text(&String::from_utf8_lossy(value.as_bytes()));
    let headers = response
        .headers()
        .iter()
        .map(|(name, value)| (redactor.text(name.as_str()), shown(value)));
    let headers = headers.collect();
    let mut body = Vec::new();
    let broken = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break None,
            // A body that does not come to its end in time is no answer.
            Err(error) if error.is_timeout() => return Err(failure(&error, redactor)),
            Err(error) => break Some(redactor.text(&root_cause(&error))),
        }
        if body.len() > LONGEST_BODY {
            break Some(format!("is longer than {LONGEST_BODY} bytes"));
        }
    };
    Ok(Answer {
        status,
        headers,
        body: match broken {
            Some(_) => redactor.cut_off(body),
            None => redactor.body(body),
        }
        .into(),
        broken,
    })
}

fn base_url(text: &str) -> Result<Url, TargetError> {
    let mend = "give one such as https://api.hopx.dev or http://127.0.0.1:8080/prefix";
    let url = Url::parse(text).map_err(|error| {
        refuse(
            format!("the base URL{} is not a URL: {error}", quoted(text)),
            mend,
        )
    })?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(refuse(
            format!("the base URL{} is not an http or https URL", quoted(text)),
            mend,
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse(
            "the base URL carries a user name or password",
            "leave them out; the key is given with HOPX_API_KEY",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse(
            format!("the base URL{} has a query or a fragment", quoted(text)),
            mend,
        ));
    }
    Ok(url)
}

/// A URL as a message may show it: not at all where it may hold a password.
fn quoted(text: &str) -> String {
    let harmless = |url: Url| url.username().is_empty() && url.password().is_none();
    if Url::parse(text).map_or(!text.contains('@'), harmless) {
        format!(" `{text}`")
    } else {
        String::new()
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn certificates(path: &PathBuf) -> Result<Vec<Certificate>, TargetError> {
    let shown = path.display();
    let pem = std::fs::read(path).map_err(|error| {
        refuse(
            format!("the certificate file {shown} cannot be read: {error}"),
            "name a file in PEM form",
        )
    })?;
    let found = Certificate::from_pem_bundle(&pem).map_err(|error| {
        refuse(
            format!("the certificate file {shown} is not PEM: {error}"),
            "name a file in PEM form",
        )
    })?;
    if found.is_empty() {
        return Err(refuse(
            format!("the certificate file {shown} holds no certificate"),
            "name a file in PEM form",
        ));
    }
    Ok(found)
}

fn header_map(headers: &[(String, String)]) -> Result<HeaderMap, String> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let key = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| format!("`{name}` is not a header name"))?;
        // The value may be a key, so it is not shown.
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| format!("the value of `{name}` cannot go into a header"))?;
        value.set_sensitive(true);
        map.append(key, value);
    }
    Ok(map)
}

fn failure(error: &reqwest::Error, redactor: &Redactor) -> Failure {
    let kind = if error.is_timeout() {
        FailureKind::Timeout
    } else if error.is_connect() {
        FailureKind::Connect
    } else {
        FailureKind::Broken
    };
    Failure {
        kind,
        message: redactor.text(&root_cause(error)),
    }
}

/// What lies at the bottom of an error: the layers above only say that a request failed.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

fn refuse(problem: impl Into<String>, mend: impl Into<String>) -> TargetError {
    TargetError {
        problem: problem.into(),
        mend: mend.into(),
    }
}
