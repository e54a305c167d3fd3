//! The keys of a run: placeholders everywhere but on the wire.

use std::fmt;
use std::sync::Arc;

use crate::recording::{AuthHeader, Credential};
use crate::redact::Redactor;

/// Stands for the key of the run.
pub(super) const OWN: &str = "[api_key]";
/// Stands for the key of another organisation.
pub(super) const OTHER: &str = "[other_api_key]";
/// Stands for the key of the run with one character of its secret changed.
pub(super) const HALF: &str = "[half_api_key]";

/// So many characters at the end of a key are left as they are.
const UNREAD: usize = 3;

/// The public part of a key is masked by itself from this length on. A shorter one may be a
/// word that stands in any body.
const NO_WORD: usize = 16;

/// The keys that a run was given.
#[derive(Clone)]
pub struct Credentials {
    own: String,
    other: Option<String>,
    /// The own one with one character of its secret changed.
    half: String,
    redactor: Arc<Redactor>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials")
    }
}

impl Credentials {
    /// The key of the run, and one of another organisation where there is one.
    pub fn new(own: String, other: Option<String>) -> Self {
        let mut half = nearly(&own);
        while half == own || other.as_ref() == Some(&half) {
            half.push('0');
        }
        let redactor = Arc::new(redactor(&own, other.as_deref(), &half));
        Credentials {
            own,
            other,
            half,
            redactor,
        }
    }

    /// Whether there is a key of another organisation.
    pub fn has_other(&self) -> bool {
        self.other.is_some()
    }

    /// Masks these keys in what a server sends back.
    pub fn redactor(&self) -> Arc<Redactor> {
        Arc::clone(&self.redactor)
    }

    /// The value of a header as it goes on the wire.
    pub(super) fn on_the_wire(&self, value: &str) -> String {
        let value = value.replace(OTHER, self.other.as_deref().unwrap_or_default());
        value.replace(HALF, &self.half).replace(OWN, &self.own)
    }
}

fn redactor(own: &str, other: Option<&str>, half: &str) -> Redactor {
    let public = Some((public_part(own), HALF)).filter(|(part, _)| part.len() >= NO_WORD);
    let other = other.map(|key| (key, OTHER));
    let keys = [(own, OWN)].into_iter().chain(other);
    Redactor::new(keys.chain([(half, HALF)]).chain(public))
}

/// A key of the same length and look, and with the same beginning and end: whoever compares a
/// part of it, or its form alone, takes it for the key.
fn nearly(key: &str) -> String {
    let secret = public_part(key).len();
    let mut characters: Vec<char> = key.chars().collect();
    let begin = key[..secret].chars().count();
    // The last characters of an encoded secret may hold bits that nobody reads.
    let end = characters.len().saturating_sub(UNREAD).max(begin);
    for place in (begin..end).rev() {
        let one = characters[place];
        let mut others = characters[begin..].iter().rev().copied();
        let another = others.find(|other| other.is_alphanumeric() && *other != one);
        if let (true, Some(another)) = (one.is_alphanumeric(), another) {
            characters[place] = another;
            break;
        }
    }
    characters.into_iter().collect()
}

/// What tells whose a key is: what stands before its last dot, or its first half.
fn public_part(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((public, _)) if !public.is_empty() => public,
        _ => {
            let half = key.chars().count() / 2;
            key.char_indices()
                .nth(half)
                .map_or(key, |(end, _)| &key[..end])
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn half_of(own: &str, other: Option<&str>) -> String {
        let keys = Credentials::new(own.to_owned(), other.map(str::to_owned));
        keys.on_the_wire(HALF)
    }

    #[test]
    fn half_a_key_differs_in_one_character_of_its_secret() {
        for (own, half) in [
            ("hopx_live_a.c2VjcmV0b2Y", "hopx_live_a.c2VjcmVYb2Y"),
            ("a.b.secret", "a.b.setret"),
            ("sk_live_1234", "sk_live_4234"),
            (".secret", ".setret"),
            // None can be changed in these.
            ("ключ", "ключ0"),
            ("a.000000", "a.0000000"),
        ] {
            assert_eq!(half_of(own, None), half);
        }
    }

    #[test]
    fn half_a_key_is_no_key_of_the_run() {
        assert_eq!(half_of("a.secret", Some("a.setret")), "a.setret0");
    }

    #[test]
    fn the_secret_of_half_a_key_is_masked_without_its_name() {
        let keys = Credentials::new("hopx_live_a.c2VjcmV0IG9mIHNvbWVib2R5".to_owned(), None);
        let half = keys.on_the_wire(HALF);
        let (_, secret) = half.rsplit_once('.').expect("a secret");
        let said = keys.redactor().text(&format!("not {secret}"));
        assert!(!said.contains("c2Vjcm"), "{said}");
    }

    #[test]
    fn half_a_key_and_its_public_part_are_masked() {
        let keys = Credentials::new("hopx_live_abcdef123456.secret".to_owned(), None);
        let said = keys.redactor().text(&format!(
            "{} is no key, hopx_live_abcdef123456 is known",
            keys.on_the_wire(HALF)
        ));
        assert_eq!(said, "[half_api_key] is no key, [half_api_key] is known");
    }

    #[test]
    fn a_public_part_that_may_be_a_word_is_left_alone() {
        let keys = Credentials::new("sandbox.secret".to_owned(), None);
        assert_eq!(keys.redactor().text("sandbox_1"), "sandbox_1");
    }
}
