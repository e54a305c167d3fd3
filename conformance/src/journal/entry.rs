//! What is written down of one borrowed sandbox.

use serde::{Deserialize, Serialize};

/// The version of the format. A file of another version is left alone.
const VERSION: u32 = 1;

/// One borrowed sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    version: u32,
    /// The base URL, in the one form that all ways to write it share. It has no credentials.
    pub base_url: String,
    /// The id of the sandbox.
    pub sandbox: String,
    /// The status in which it was found; none as long as it was not read, and so not changed.
    pub found: Option<String>,
    /// The process that borrowed it.
    pub pid: u32,
    /// When it was borrowed, in RFC 3339.
    pub since: String,
}

impl Entry {
    /// A sandbox that this process is about to borrow.
    pub(super) fn now(base_url: &str, sandbox: &str) -> Self {
        Entry {
            version: VERSION,
            base_url: base_url.to_owned(),
            sandbox: sandbox.to_owned(),
            found: None,
            pid: std::process::id(),
            since: format!("{:.3}", jiff::Timestamp::now()),
        }
    }

    pub(super) fn with_found(&self, found: &str) -> Self {
        Entry {
            found: Some(found.to_owned()),
            ..self.clone()
        }
    }

    /// Whether the sandbox may have been changed.
    pub fn was_borrowed(&self) -> bool {
        self.found.is_some()
    }

    pub(super) fn text(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// Reads what [`Entry::text`] has written, and says what is wrong with anything else.
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } =
            serde_json::from_slice(text).map_err(|error| format!("is no journal: {error}"))?;
        if version != VERSION {
            return Err(format!(
                "has version {version}, and this program reads {VERSION}"
            ));
        }
        serde_json::from_slice(text).map_err(|error| format!("is no journal: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let mut entry = Entry::now("https://api.example.test/v", "sandbox 1/ü");
        assert_eq!(
            Entry::parse(&entry.text().expect("text")),
            Ok(entry.clone())
        );
        entry.found = Some("paused".to_owned());
        assert_eq!(Entry::parse(&entry.text().expect("text")), Ok(entry));
    }

    #[test]
    fn another_version_is_told_from_nonsense() {
        let newer = Entry::parse(br#"{"version":2,"somewhere":"else"}"#).expect_err("newer");
        assert!(newer.contains("version 2"), "{newer}");
        for text in ["", "{", "[]", r#"{"version":1}"#] {
            let wrong = Entry::parse(text.as_bytes()).expect_err(text);
            assert!(wrong.contains("is no journal"), "{text}: {wrong}");
        }
    }
}
