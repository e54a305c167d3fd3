//! The API key on its way into a header, and out of everything else.

use std::fmt;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind};
use crate::secret::Secret;

const MASK: &str = "[key]";

/// How the key travels; the documentation calls the two equivalent (page *auth*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthScheme {
    /// `Authorization: Bearer KEY`, as on every page.
    #[default]
    Bearer,
    /// `X-API-Key: KEY`, as the vendor's SDKs do it.
    ApiKey,
}

impl AuthScheme {
    fn header(self) -> HeaderName {
        match self {
            Self::Bearer => AUTHORIZATION,
            Self::ApiKey => HeaderName::from_static("x-api-key"),
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer ",
            Self::ApiKey => "",
        }
    }
}

/// A key as the header that carries it. The bytes are shared by all requests and wiped when
/// the last of them is gone.
#[derive(Clone)]
pub(crate) struct Credential {
    scheme: AuthScheme,
    value: HeaderValue,
}

impl Credential {
    pub(crate) fn new(scheme: AuthScheme, key: &Secret) -> Result<Self, Error> {
        let key = key.expose();
        let refused = |problem| Err(Error::new(ErrorKind::ApiKey, problem));
        if key.is_empty() {
            return refused("the API key is empty");
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refused("the API key has a character other than visible ASCII");
        }
        let text = Zeroizing::new([scheme.prefix().as_bytes(), key.as_bytes()].concat());
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(Wiped(text)))
            .map_err(|_| Error::new(ErrorKind::ApiKey, "a header cannot carry the API key"))?;
        value.set_sensitive(true);
        Ok(Self { scheme, value })
    }

    /// The header of a request; the value counts as sensitive, so its `Debug` form hides it.
    pub(crate) fn header(&self) -> (HeaderName, HeaderValue) {
        (self.scheme.header(), self.value.clone())
    }

    /// A text of the server, or about it, without the key.
    pub(crate) fn masked(&self, text: &str) -> String {
        match self.key() {
            Some(key) if text.contains(key) => text.replace(key, MASK),
            _ => text.to_owned(),
        }
    }

    fn key(&self) -> Option<&str> {
        self.value.to_str().ok()?.get(self.scheme.prefix().len()..)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Credential({:?}, {MASK})", self.scheme)
    }
}

/// Bytes that are wiped when they are dropped.
struct Wiped(Zeroizing<Vec<u8>>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
