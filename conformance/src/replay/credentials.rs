//! The keys of a run: placeholders everywhere but on the wire.

use std::fmt;

use clap::ValueEnum;

use crate::recording::Credential;
use crate::redact::Redactor;

/// Stands for the key of the run.
pub(super) const OWN: &str = "[api_key]";
/// Stands for the key of another organisation.
pub(super) const OTHER: &str = "[other_api_key]";

/// The header that carries the key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AuthHeader {
    /// `Authorization: Bearer KEY`
    #[default]
    Bearer,
    /// `X-API-Key: KEY`
    XApiKey,
}

impl AuthHeader {
    /// The equivalent other form.
    pub fn other(self) -> Self {
        match self {
            AuthHeader::Bearer => AuthHeader::XApiKey,
            AuthHeader::XApiKey => AuthHeader::Bearer,
        }
    }

    /// The header that carries a key, given by its placeholder.
    pub fn carrying(self, placeholder: &str) -> (String, String) {
        match self {
            AuthHeader::Bearer => ("Authorization".to_owned(), format!("Bearer {placeholder}")),
            AuthHeader::XApiKey => ("X-API-Key".to_owned(), placeholder.to_owned()),
        }
    }
}

impl fmt::Display for AuthHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            AuthHeader::Bearer => "Authorization: Bearer",
            AuthHeader::XApiKey => "X-API-Key",
        })
    }
}

/// The keys that a run was given.
pub struct Credentials {
    own: String,
    other: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials")
    }
}

impl Credentials {
    /// The key of the run, and one of another organisation where there is one.
    pub fn new(own: String, other: Option<String>) -> Self {
        Credentials { own, other }
    }

    /// Whether there is a key of another organisation.
    pub fn has_other(&self) -> bool {
        self.other.is_some()
    }

    /// Masks these keys in what a server sends back.
    pub fn redactor(&self) -> Redactor {
        let own = (self.own.as_str(), OWN);
        let other = self.other.as_deref().map(|key| (key, OTHER));
        Redactor::new(std::iter::once(own).chain(other))
    }

    /// The value of a header as it goes on the wire.
    pub(super) fn on_the_wire(&self, value: &str) -> String {
        let value = value.replace(OTHER, self.other.as_deref().unwrap_or_default());
        value.replace(OWN, &self.own)
    }
}

/// Whose credential a set of headers carries.
pub(super) fn carried(headers: &[(String, String)]) -> Credential {
    let carries = |placeholder: &str| {
        let valid = |(name, value): &(String, String)| {
            AuthHeader::Bearer.carrying(placeholder) == (canonical(name), value.clone())
                || AuthHeader::XApiKey.carrying(placeholder) == (canonical(name), value.clone())
        };
        headers.iter().any(valid)
    };
    match (carries(OWN), carries(OTHER)) {
        (true, _) => Credential::Own,
        (_, true) => Credential::Other,
        _ => Credential::Invalid,
    }
}

fn canonical(name: &str) -> String {
    let known = ["Authorization", "X-API-Key"];
    let found = known
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    found.unwrap_or(name).to_owned()
}
