//! How to run the same again: command lines in which keys come from the environment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::Level;
use crate::recording::{AuthHeader, Credential, Recording, Request, TargetKind};

/// How to run the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reproduce {
    /// The command line, for a shell.
    pub command: String,
    /// The environment variables that hold the keys it needs.
    pub environment: Vec<String>,
}

/// What `--max-pages` is where it is not given.
const MAX_PAGES: u32 = 10;

/// The variables that hold keys, and their placeholders in a recording.
const KEYS: [(&str, &str); 2] = [
    ("[api_key]", "$HOPX_API_KEY"),
    ("[other_api_key]", "$HOPX_OTHER_API_KEY"),
];

/// The command line of a run, but for what selects its scenarios.
#[derive(Clone, Debug)]
pub(super) struct CommandLine {
    words: Vec<String>,
    /// The same of the whole run, where it was a shard: with the sandboxes of every shard.
    sharded: Option<Vec<String>>,
    environment: Vec<String>,
}

impl CommandLine {
    pub(super) fn of(recording: &Recording, base_url: &str, level: Level, strict: bool) -> Self {
        let options = Options {
            recording,
            base_url,
            level,
            strict,
        };
        let own: Vec<&str> = recording.given.iter().map(|own| own.id.as_str()).collect();
        let sharded = recording.shard.as_ref().map(|shard| {
            let all: Vec<&str> = shard.sandboxes.iter().map(String::as_str).collect();
            let mut words = options.words(&all);
            words.extend(["--shard".to_owned(), shard.name()]);
            words
        });
        CommandLine {
            words: options.words(&own),
            sharded,
            environment: options.environment(),
        }
    }

    /// The whole run.
    pub(super) fn whole(&self, selection: &[String]) -> Reproduce {
        let words = self.sharded.as_ref().unwrap_or(&self.words);
        Reproduce {
            command: joined(words.iter().chain(selection)),
            environment: self.environment.clone(),
        }
    }

    /// A run of the scenarios that patterns choose.
    pub(super) fn choosing(&self, patterns: &[String]) -> String {
        joined(self.words.iter().chain(patterns))
    }
}

/// Words as a shell takes them apart again.
fn joined<'w>(words: impl Iterator<Item = &'w String>) -> String {
    let words: Vec<String> = words.map(|word| quoted(word)).collect();
    words.join(" ")
}

/// What a run was told.
struct Options<'o> {
    recording: &'o Recording,
    base_url: &'o str,
    level: Level,
    strict: bool,
}

impl Options<'_> {
    fn words(&self, sandboxes: &[&str]) -> Vec<String> {
        let recording = self.recording;
        let mut words = vec!["hopx-conformance".to_owned(), "run".to_owned()];
        let mut flag = |name: &str, value: &str| {
            words.push(name.to_owned());
            words.extend(Some(value.to_owned()).filter(|value| !value.is_empty()));
        };
        if recording.target == TargetKind::Given {
            flag("--base-url", self.base_url);
            for id in sandboxes {
                flag("--sandbox", id);
            }
            if header(recording) == AuthHeader::XApiKey {
                flag("--auth", "x-api-key");
            }
        }
        if self.level == Level::Required {
            flag("--level", "required");
        }
        if self.strict {
            flag("--strict", "");
        }
        if recording.max_pages != MAX_PAGES {
            flag("--max-pages", &recording.max_pages.to_string());
        }
        if let Some(most) = recording.max_requests {
            flag("--max-requests", &most.to_string());
        }
        words
    }

    /// The variables of the keys that it needs.
    fn environment(&self) -> Vec<String> {
        if self.recording.target != TargetKind::Given {
            return Vec::new();
        }
        let mut environment = vec!["HOPX_API_KEY".to_owned()];
        let mut exchanges = self.recording.exchanges();
        if exchanges.any(|exchange| exchange.credential == Credential::Other) {
            environment.push("HOPX_OTHER_API_KEY".to_owned());
        }
        environment
    }
}

/// The header that carried the key of the run: that of its first call.
fn header(recording: &Recording) -> AuthHeader {
    let first = recording.opening.first();
    let names = first.map(|exchange| &exchange.request.headers);
    let mut names = names.into_iter().flatten().map(|(name, _)| name.as_str());
    let is_key = |name: &&str| AuthHeader::named(name) == AuthHeader::XApiKey;
    let by_header = names.any(|name| is_key(&name) && name.eq_ignore_ascii_case("x-api-key"));
    match by_header {
        true => AuthHeader::XApiKey,
        false => AuthHeader::Bearer,
    }
}

/// A call with curl. None where its credential is made up for the run, as one with half a
/// key is.
pub(super) fn curl(base_url: &str, request: &Request) -> Option<String> {
    let mut words = vec!["curl".to_owned(), "-i".to_owned()];
    if request.method != "GET" {
        words.extend(["-X".to_owned(), quoted(&request.method)]);
    }
    words.push(quoted(&format!("{base_url}{}", request.target)));
    for (name, value) in &request.headers {
        words.extend(["-H".to_owned(), header_of(&format!("{name}: {value}"))?]);
    }
    Some(words.join(" "))
}

/// A header for a shell, in which a variable stands for a key.
fn header_of(line: &str) -> Option<String> {
    if line.contains("[half_api_key]") {
        return None;
    }
    let Some((placeholder, variable)) = KEYS.iter().find(|(key, _)| line.contains(key)) else {
        return Some(quoted(line));
    };
    let (before, after) = line.split_once(placeholder)?;
    // Within double quotes, so nothing else may mean anything to a shell.
    let plain = |text: &str| {
        let mut letters = text.chars();
        letters.all(|letter| letter.is_ascii_alphanumeric() || " :-_.,".contains(letter))
    };
    (plain(before) && plain(after)).then(|| format!("\"{before}{variable}{after}\""))
}

/// A word that a shell takes as it stands.
fn quoted(word: &str) -> String {
    // Nothing has a NUL in it that came from a command line or went into a URL.
    let word = word.replace('\0', "");
    shlex::try_quote(&word)
        .map(std::borrow::Cow::into_owned)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Request {
            method: "POST".to_owned(),
            target: "/v1/sandboxes/it's/pause".to_owned(),
            headers: headers.iter().map(pair).collect(),
        }
    }

    #[test]
    fn a_call_with_curl_takes_its_key_from_the_environment() {
        let line = curl(
            "https://example.org",
            &request(&[("X-API-Key", "[other_api_key]"), ("Accept", "a \"b\" $c")]),
        );
        assert_eq!(
            line.as_deref(),
            Some(
                r#"curl -i -X POST "https://example.org/v1/sandboxes/it's/pause" -H "X-API-Key: $HOPX_OTHER_API_KEY" -H 'Accept: a "b" $c'"#
            )
        );
    }

    #[test]
    fn half_a_key_is_in_nobodys_environment() {
        let halved = request(&[("Authorization", "Bearer [half_api_key]")]);
        assert_eq!(curl("https://example.org", &halved), None);
    }
}
