//! What the mock hears of a call in place of what was sent.

use super::{API_KEY, Call};
use crate::organization::Organization;
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

/// An id that no sandbox has.
const NOBODY: &str = "sandbox_of_nobody";

/// What the mock is told in place of what was sent.
#[derive(Default)]
pub(super) struct Heard {
    id: Option<String>,
    query: Option<Vec<(String, String)>>,
    key: Option<Option<&'static str>>,
}

/// What a twin does to a call before the mock hears it.
impl Call<'_> {
    /// The mock does not hear this query parameter.
    pub(in crate::twin) fn forget(&mut self, name: &str) {
        self.query().retain(|(known, _)| known != name);
    }

    /// The mock hears this query parameter instead.
    pub(in crate::twin) fn ask(&mut self, name: &str, value: impl Into<String>) {
        self.forget(name);
        self.query().push((name.to_owned(), value.into()));
    }

    fn query(&mut self) -> &mut Vec<(String, String)> {
        let sent = self.request.uri.query().unwrap_or_default();
        self.heard.query.get_or_insert_with(|| {
            let pairs = form_urlencoded::parse(sent.as_bytes());
            pairs.into_owned().collect()
        })
    }

    /// The mock hears another id.
    pub(in crate::twin) fn address(&mut self, id: impl Into<String>) {
        self.heard.id = Some(id.into());
    }

    /// The mock hears an id that nobody has: it does nothing, and answers 404.
    pub(in crate::twin) fn lose(&mut self) {
        self.address(NOBODY);
    }

    /// The mock hears the key of an organisation.
    pub(in crate::twin) fn let_in(&mut self, organization: Organization) {
        self.heard.key = Some(Some(organization.api_key()));
    }

    /// The mock hears a key that is none.
    pub(in crate::twin) fn turn_away(&mut self) {
        self.heard.key = Some(Some("none"));
    }

    /// The mock hears no credential.
    pub(in crate::twin) fn overlook_key(&mut self) {
        self.heard.key = Some(None);
    }

    /// The request that the mock hears.
    pub(crate) fn heard(&self) -> Parts {
        let mut heard = self.request.clone();
        if let Some(key) = self.heard.key {
            heard.headers.remove(AUTHORIZATION);
            heard.headers.remove(API_KEY);
            if let Some(key) = key {
                heard.headers.insert(API_KEY, HeaderValue::from_static(key));
            }
        }
        if let Ok(uri) = self.target_heard().parse() {
            heard.uri = uri;
        }
        heard
    }

    fn target_heard(&self) -> String {
        let mut target = self.path_heard();
        if let Some(pairs) = &self.heard.query {
            let mut query = form_urlencoded::Serializer::new(String::new());
            target.push('?');
            target.push_str(&query.extend_pairs(pairs).finish());
        } else if let Some(query) = self.request.uri.query() {
            target.push('?');
            target.push_str(query);
        }
        target
    }

    fn path_heard(&self) -> String {
        let sent = self.request.uri.path();
        let Some(id) = &self.heard.id else {
            return sent.to_owned();
        };
        let action = sent.rsplit('/').next().unwrap_or_default();
        let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
        format!("{}/{id}/{action}", crate::http::LIST_PATH)
    }
}
