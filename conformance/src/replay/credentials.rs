//! The keys of a run: placeholders everywhere but on the wire.

use std::fmt;

use crate::recording::{AuthHeader, Credential};
use crate::redact::Redactor;

/// Stands for the key of the run.
pub(super) const OWN: &str = "[api_key]";
/// Stands for the key of another organisation.
pub(super) const OTHER: &str = "[other_api_key]";

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
