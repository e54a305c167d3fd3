//! Keeping secrets out of everything that is stored or shown.
//!
//! Credentials are placeholders from the start, so what has to be masked is what a server
//! sends back: an echo of the key in any of its common encodings, and the secret members of
//! bodies.

use std::collections::HashMap;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use regex::bytes::{Captures, Regex};

/// What stands in place of a secret.
pub const MASK: &str = "[secret]";

/// `auth_token` and its value, also where the JSON is cut off or stands inside a string.
static SECRET_MEMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let member = r#"(?s-u)(\\*"auth_token\\*"\s*:\s*\\*")((?:[^"\\]|\\[^"])*)"#;
    Regex::new(member).ok()
});

/// A key shorter than this is none worth hiding, and masking it would garble what it is a
/// part of by chance.
const SHORTEST: usize = 6;

/// Masks the secrets of one run.
#[derive(Clone, Default)]
pub struct Redactor {
    /// Matches every form of every secret.
    echo: Option<Regex>,
    /// What stands in place of a form.
    placeholders: HashMap<Vec<u8>, String>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Redactor")
    }
}

impl Redactor {
    /// Masks the given secrets, each with the placeholder that stands for it.
    pub fn new<'s>(secrets: impl IntoIterator<Item = (&'s str, &'s str)>) -> Self {
        let mut placeholders = HashMap::new();
        for (secret, placeholder) in secrets {
            for form in encodings(secret) {
                placeholders.insert(form.into_bytes(), placeholder.to_owned());
            }
        }
        Redactor {
            echo: any_of(placeholders.keys()),
            placeholders,
        }
    }

    /// Masks secrets in text.
    pub fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.echoes(text.as_bytes().to_vec())).into_owned()
    }

    /// Masks secrets in a body.
    pub fn body(&self, body: Vec<u8>) -> Vec<u8> {
        mask_members(self.echoes(body))
    }

    fn echoes(&self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(echo) = self.echo.as_ref().filter(|echo| echo.is_match(&bytes)) else {
            return bytes;
        };
        let masked = echo.replace_all(&bytes, |found: &Captures<'_>| {
            let placeholder = self.placeholders.get(&found[0]);
            placeholder.map_or(MASK, String::as_str).as_bytes().to_vec()
        });
        masked.into_owned()
    }
}

/// Matches any of some byte strings, the longest first.
fn any_of<'f>(forms: impl Iterator<Item = &'f Vec<u8>>) -> Option<Regex> {
    let mut forms: Vec<_> = forms
        .map(|form| regex::escape(&String::from_utf8_lossy(form)))
        .collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    if forms.is_empty() {
        return None;
    }
    Regex::new(&forms.join("|")).ok()
}

/// Masks the values of secret members.
fn mask_members(body: Vec<u8>) -> Vec<u8> {
    let Some(member) = SECRET_MEMBER
        .as_ref()
        .filter(|member| member.is_match(&body))
    else {
        return body;
    };
    let masked = member.replace_all(&body, |found: &Captures<'_>| {
        let mut kept = found[1].to_vec();
        kept.extend_from_slice(MASK.as_bytes());
        kept
    });
    masked.into_owned()
}

/// A secret as it may come back: as it is, in JSON, in a URL, in base64.
fn encodings(secret: &str) -> Vec<String> {
    if secret.len() < SHORTEST {
        return Vec::new();
    }
    let json = serde_json::Value::from(secret).to_string();
    let mut forms = vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
    ];
    let bearer = format!("Bearer {secret}");
    for text in [secret, &bearer] {
        for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
            forms.push(engine.encode(text));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(body: &str) -> String {
        let redactor = Redactor::new([("hopx_live_a.b+c/d", "[api_key]")]);
        String::from_utf8_lossy(&redactor.body(body.as_bytes().to_vec())).into_owned()
    }

    #[test]
    fn a_key_that_is_echoed_is_masked_in_every_encoding() {
        let forms = encodings("hopx_live_a.b+c/d");
        for form in forms {
            let answer = masked(&format!("you sent {form}!"));
            assert_eq!(answer, "you sent [api_key]!", "{form}");
        }
    }

    #[test]
    fn secret_members_are_masked_whole_cut_off_or_quoted() {
        assert_eq!(
            masked(r#"{"auth_token": "eyJ.a", "id": 1}"#),
            r#"{"auth_token": "[secret]", "id": 1}"#
        );
        assert_eq!(
            masked(r#"{"auth_token":"eyJ"#),
            r#"{"auth_token":"[secret]"#
        );
        assert_eq!(
            masked(r#""{\"auth_token\":\"eyJ\"}""#),
            r#""{\"auth_token\":\"[secret]\"}""#
        );
    }

    #[test]
    fn what_is_no_secret_stays_as_it_is() {
        let body = r#"{"id":"sandbox_1","auth_token":null}"#;
        assert_eq!(masked(body), body);
    }
}
