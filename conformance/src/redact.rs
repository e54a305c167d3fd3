//! Keeping secrets out of everything that is stored or shown.
//!
//! Credentials are placeholders from the start, so what has to be masked is what a server
//! sends back: an echo of the key in any of its common encodings, and the secret members of
//! bodies.

use std::sync::{LazyLock, OnceLock};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use regex::bytes::{Captures, NoExpand, Regex, RegexBuilder};

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

/// What follows the last dot of a key is its secret: it has to be hidden by itself too. One that is
/// shorter than this is a word that may stand anywhere.
const SHORTEST_PART: usize = 16;

/// Masks the secrets of one run.
#[derive(Clone, Default)]
pub struct Redactor {
    /// What matches a secret in any of its forms, and what stands in its place.
    echoes: Vec<(Regex, String)>,
    /// The beginnings of secrets, and what stands in the place of each.
    beginnings: Vec<(Beginning, String)>,
}

/// Matches the beginning of a secret at the end of a text. Hardly any run needs it, so it is
/// made when one does.
#[derive(Clone)]
struct Beginning {
    secret: String,
    pattern: OnceLock<Option<Regex>>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Redactor")
    }
}

impl Redactor {
    /// Masks the given secrets, each with the placeholder that stands for it.
    pub fn new<'s>(secrets: impl IntoIterator<Item = (&'s str, &'s str)>) -> Self {
        let mut redactor = Redactor::default();
        let secrets = secrets.into_iter();
        for (secret, placeholder) in secrets.filter(|(secret, _)| secret.len() >= SHORTEST) {
            let form = any_form(secret).map(|form| (form, placeholder.to_owned()));
            redactor.echoes.extend(form);
            let beginnings = [Some(secret), secret_part(secret)].into_iter().flatten();
            redactor
                .beginnings
                .extend(beginnings.map(|secret| (Beginning::of(secret), placeholder.to_owned())));
        }
        redactor
    }

    /// Masks secrets in text.
    pub fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.echoes(text.as_bytes().to_vec())).into_owned()
    }

    /// Masks secrets in a body.
    pub fn body(&self, body: Vec<u8>) -> Vec<u8> {
        mask_members(self.echoes(body))
    }

    /// Masks secrets in a body that did not come to its end: it may end within one.
    pub fn cut_off(&self, body: Vec<u8>) -> Vec<u8> {
        let mut body = self.body(body);
        for (beginning, placeholder) in &self.beginnings {
            if let Some(start) = beginning.start_in(&body) {
                body.truncate(start);
                body.extend_from_slice(placeholder.as_bytes());
            }
        }
        body
    }

    fn echoes(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        for (echo, placeholder) in &self.echoes {
            if echo.is_match(&bytes) {
                bytes = echo
                    .replace_all(&bytes, NoExpand(placeholder.as_bytes()))
                    .into_owned();
            }
        }
        bytes
    }
}

impl Beginning {
    fn of(secret: &str) -> Self {
        Beginning {
            secret: secret.to_owned(),
            pattern: OnceLock::new(),
        }
    }

    /// Where it starts, if a text ends with it.
    fn start_in(&self, text: &[u8]) -> Option<usize> {
        let pattern = self.pattern.get_or_init(|| any_beginning(&self.secret));
        Some(pattern.as_ref()?.find(text)?.start())
    }
}

/// Matches a secret as it may come back: as it is, with any of its characters escaped as in a
/// URL, in JSON or in HTML, once or more often, in hexadecimal, or in base64.
fn any_form(secret: &str) -> Option<Regex> {
    let mut forms = forms(secret);
    forms.extend(secret_part(secret).into_iter().flat_map(self::forms));
    pattern(&forms.join("|"))
}

fn forms(secret: &str) -> Vec<String> {
    let escaped: String = secret.bytes().map(any_escape).collect();
    let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    // Names of headers come in lower case.
    let mut forms = vec![format!("(?i:{escaped}|{hexadecimal})")];
    forms.extend(base64_forms(secret).iter().map(|form| regex::escape(form)));
    forms
}

/// The part of a key that is secret by itself, where it has one.
fn secret_part(key: &str) -> Option<&str> {
    let (_, part) = key.rsplit_once('.')?;
    (part.len() >= SHORTEST_PART).then_some(part)
}

/// Matches the beginning of a secret, in any of its forms, at the end of a text.
fn any_beginning(secret: &str) -> Option<Regex> {
    let escaped: Vec<_> = secret.bytes().map(any_escape).collect();
    let hexadecimal: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let (escaped, hexadecimal) = (
        beginning(&escaped, SHORTEST),
        beginning(&characters(&hexadecimal), 2 * SHORTEST),
    );
    let mut forms = vec![format!("(?i:{escaped}|{hexadecimal})")];
    let encoded = base64_forms(secret);
    forms.extend(
        encoded
            .iter()
            .map(|form| beginning(&characters(form), SHORTEST)),
    );
    // The last character may be an escape that is itself cut off.
    let half = r"(?i:%[0-9a-f]*|\\+(?:u[0-9a-f]*)?|&(?:amp;)*(?:#x?[0-9a-f]*|[a-z]{0,4}))?";
    pattern(&format!("(?:{}){half}$", forms.join("|")))
}

fn characters(text: &str) -> Vec<String> {
    let escaped = text.chars().map(|one| regex::escape(&one.to_string()));
    escaped.collect()
}

/// As many of these as there are, and no fewer than that. In blocks, since patterns may only
/// be nested so deep.
fn beginning(characters: &[String], fewest: usize) -> String {
    const BLOCK: usize = 16;
    let (sure, rest) = characters.split_at(fewest.min(characters.len()));
    let some = |block: &[String]| {
        let nested = |after: String, character: &String| format!("(?:{character}{after})?");
        block.iter().rev().fold(String::new(), nested)
    };
    let whole =
        |after: String, block: &[String]| format!("(?:{}{after}|{})", block.concat(), some(block));
    let rest = rest.chunks(BLOCK).rev().fold(String::new(), whole);
    format!("{}{rest}", sure.concat())
}

/// A pattern over bytes. Keys may be long, and so are their patterns.
fn pattern(text: &str) -> Option<Regex> {
    let mut builder = RegexBuilder::new(&format!("(?-u){text}"));
    builder.size_limit(1 << 28).nest_limit(4096).build().ok()
}

/// One character, plain or escaped.
fn any_escape(byte: u8) -> String {
    let plain = regex::escape(&char::from(byte).to_string());
    let url = format!("%(?:25)*{byte:02x}");
    let json = format!(r"\\+u{byte:04x}");
    let name = html_name(byte).map(|name| format!("|{name}"));
    let name = name.unwrap_or_default();
    let html = format!("&(?:amp;)*(?:#(?:0*{byte}|x0*{byte:x}){name});");
    // An escape that begins with what it escapes goes before it.
    format!(r"(?:{html}|\\*{plain}|{url}|{json})")
}

/// The name of a character that has to be escaped in HTML.
fn html_name(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "amp",
        b'<' => "lt",
        b'>' => "gt",
        b'"' => "quot",
        b'\'' => "apos",
        _ => return None,
    })
}

/// A secret in base64, wherever it stands in what was encoded: only the characters that no
/// neighbour has a part in.
fn base64_forms(secret: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let bytes = [&[0; 2][..before.min(2)], secret.as_bytes()].concat();
        let (first, last) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            forms.extend(engine.encode(&bytes).get(first..last).map(str::to_owned));
        }
    }
    forms.sort();
    forms.dedup();
    forms
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

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(body: &str) -> String {
        let redactor = Redactor::new([("hopx_live_a.b+c/d", "[api_key]")]);
        String::from_utf8_lossy(&redactor.body(body.as_bytes().to_vec())).into_owned()
    }

    #[test]
    fn the_secret_of_a_key_is_masked_without_its_name_too() {
        let secret = "c29tZWJvZHlzIHNlY3JldA";
        let key = format!("hopx_live_SomebodysKey.{secret}");
        let redactor = Redactor::new([(key.as_str(), "[api_key]")]);
        let masked = |body: &str| {
            let body = redactor.cut_off(body.as_bytes().to_vec());
            String::from_utf8_lossy(&body).into_owned()
        };
        assert_eq!(masked(&format!("({secret})")), "([api_key])");
        assert_eq!(
            masked(&format!("({key})")),
            "([api_key])",
            "once for all of it"
        );
        let encoded = STANDARD_NO_PAD.encode(format!("ab{secret}!"));
        assert!(
            masked(&format!("{encoded}.")).contains("[api_key]"),
            "in base64"
        );
        assert_eq!(masked(&format!("cut {}", &secret[..9])), "cut [api_key]");
        assert_eq!(masked("SomebodysKey"), "SomebodysKey", "its name is none");
        let short = Redactor::new([("somebody@example.com", "[api_key]")]);
        assert_eq!(short.text("the com of it"), "the com of it");
    }

    #[test]
    fn a_key_that_is_echoed_is_masked_in_every_encoding() {
        let key = "hopx_live_a.b+c/d";
        let forms = [
            key.to_owned(),
            "hopx_live_a%2eb%2Bc%2Fd".to_owned(),
            key.bytes().map(|byte| format!("%{byte:02X}")).collect(),
            r"hopx\u005flive\u005Fa.b+c\/d".to_owned(),
            key.bytes().map(|byte| format!(r"\u{byte:04x}")).collect(),
            key.bytes().map(|byte| format!(r"\\u{byte:04X}")).collect(),
            key.bytes().map(|byte| format!("%25{byte:02x}")).collect(),
            key.bytes().map(|byte| format!("{byte:02x}")).collect(),
            key.bytes().map(|byte| format!("{byte:02X}")).collect(),
            key.to_uppercase(),
            "hopx_live_a.b&#43;c&#x2F;d".to_owned(),
        ];
        for form in forms {
            assert_eq!(
                masked(&format!("you sent {form}!")),
                "you sent [api_key]!",
                "{form}"
            );
        }
    }

    #[test]
    fn a_key_of_characters_with_names_in_html_is_masked() {
        let redactor = Redactor::new([("key&with<these>\"and'", "[api_key]")]);
        for form in [
            "key&amp;with&lt;these&gt;&quot;and&apos;",
            "key&amp;amp;with&amp;lt;these&amp;gt;&amp;quot;and&#39;",
            "key%26with%3cthese%3e%22and%27",
            r#"key&with<these>\"and'"#,
        ] {
            assert_eq!(redactor.text(&format!("<{form}>")), "<[api_key]>", "{form}");
        }
    }

    #[test]
    fn a_key_that_is_cut_off_is_masked_as_far_as_it_came() {
        let redactor = Redactor::new([("hopx_live_a.b+c/d", "[api_key]")]);
        let cut = |body: &str| {
            let masked = redactor.cut_off(body.as_bytes().to_vec());
            String::from_utf8_lossy(&masked).into_owned()
        };
        assert_eq!(cut("you sent hopx_live_a.b+"), "you sent [api_key]");
        assert_eq!(cut("you sent hopx_live_a.b+c%2"), "you sent [api_key]");
        assert_eq!(cut(r"you sent hopx\u005flive\u005"), "you sent [api_key]");
        let encoded = STANDARD_NO_PAD.encode("Bearer hopx_live_a.b+c/d");
        assert_eq!(cut(&encoded[..20]), "QmVhcmVyIG[api_key]");
        assert_eq!(cut("you sent hopx"), "you sent hopx");
    }

    #[test]
    fn a_long_key_is_masked_like_any_other() {
        let key = "long.".repeat(201);
        let redactor = Redactor::new([(key.as_str(), "[api_key]")]);
        let encoded = STANDARD_NO_PAD.encode(&key);
        for form in [&key, &key.replace('.', "%2e"), &encoded] {
            assert_eq!(redactor.text(&format!("<{form}>")), "<[api_key]>");
            let cut = redactor.cut_off(form.as_bytes()[..form.len() - 9].to_vec());
            assert_eq!(String::from_utf8_lossy(&cut), "[api_key]");
        }
    }

    #[test]
    fn a_key_in_base64_is_masked_wherever_it_stands() {
        let key = "hopx_live_a.b+c/d";
        for around in ["", ":", "me:", "Bearer ", "xy"] {
            let encoded = STANDARD_NO_PAD.encode(format!("{around}{key}"));
            let answer = masked(&format!("<{encoded}>"));
            assert!(answer.contains("[api_key]"), "{around}: {answer}");
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
