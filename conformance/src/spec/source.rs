//! A file that is read whole, within bounds, and the values in it with their places.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

use super::finding::{Finding, Spot};
use crate::yaml::{Document, Spots};

/// Files that are larger are not read: no description of a person's writing is.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// The description that the binary was built with, and how messages name it.
const DESCRIPTION: &str = include_str!("../../../openapi/hopx-sandboxes.yaml");
const BUILT_IN: &str = "hopx-sandboxes.yaml (built in)";

/// A YAML or JSON document with the place of every value.
#[derive(Debug)]
pub struct Source {
    /// The file, as the caller named it.
    pub file: String,
    /// The text as it stands in the file.
    pub text: String,
    /// The document.
    pub value: Value,
    spots: Spots,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Names place and mend where it cannot be read, is too large, is no UTF-8 or no YAML.
    pub fn read(path: &Path) -> Result<Self, Finding> {
        let file = path.display().to_string();
        let bytes = bytes(path, &file)?;
        Source::of_bytes(&file, bytes)
    }

    /// Reads what stood in a file.
    ///
    /// # Errors
    ///
    /// As [`Source::read`].
    pub fn of_bytes(file: &str, bytes: Vec<u8>) -> Result<Self, Finding> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            unreadable(
                file,
                end_of(&before),
                "encoding",
                "the file is not UTF-8 from here on",
                "save it as UTF-8",
            )
        })?;
        Source::parse(file, text)
    }

    /// The description that the binary was built with.
    ///
    /// # Errors
    ///
    /// None that a released binary can show: a test holds that it reads.
    pub fn embedded() -> Result<Self, Finding> {
        Source::parse(BUILT_IN, DESCRIPTION.to_owned())
    }

    /// Parses a text.
    ///
    /// # Errors
    ///
    /// As [`Source::read`].
    pub fn parse(file: &str, text: String) -> Result<Self, Finding> {
        let document = Document::parse(&prepared(&text)).map_err(|unreadable| Finding {
            file: file.to_owned(),
            spot: unreadable.spot,
            rule: "yaml".to_owned(),
            mend: mend_of(&unreadable.problem).to_owned(),
            message: unreadable.problem,
        })?;
        Ok(Source {
            file: file.to_owned(),
            text,
            value: document.value,
            spots: document.spots,
        })
    }

    /// Whether it is written as JSON.
    pub fn is_json(&self) -> bool {
        self.text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('{')
    }

    /// The place of the value that a JSON pointer names, or of the nearest value around it.
    pub fn spot(&self, pointer: &str) -> Spot {
        self.spots.at(pointer)
    }

    /// A finding about the value that a JSON pointer names.
    pub fn finding(
        &self,
        pointer: &str,
        rule: &str,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) -> Finding {
        Finding {
            file: self.file.clone(),
            spot: self.spot(pointer),
            rule: rule.to_owned(),
            message: message.into(),
            mend: mend.into(),
        }
    }
}

fn bytes(path: &Path, file: &str) -> Result<Vec<u8>, Finding> {
    let failed = |error: &std::io::Error| {
        let message = format!("the file cannot be read: {error}");
        let mend = "name a file that exists and may be read";
        unreadable(file, Spot::default(), "read", &message, mend)
    };
    let opened = File::open(path).map_err(|error| failed(&error))?;
    let mut bytes = Vec::new();
    let mut bounded = opened.take(LARGEST + 1);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(file));
    }
    Ok(bytes)
}

/// That a file is larger than is read.
pub(super) fn too_large(file: &str) -> Finding {
    let message = format!("the file is larger than {} MiB", LARGEST / (1024 * 1024));
    let mend = "name a description; what is generated into it does not belong there";
    unreadable(file, Spot::default(), "size", &message, mend)
}

pub(super) fn unreadable(file: &str, spot: Spot, rule: &str, message: &str, mend: &str) -> Finding {
    Finding {
        file: file.to_owned(),
        spot,
        rule: rule.to_owned(),
        message: message.to_owned(),
        mend: mend.to_owned(),
    }
}

fn end_of(before: &str) -> Spot {
    let lines = before.matches('\n').count() as u64;
    let last = before.rsplit('\n').next().unwrap_or_default();
    Spot {
        line: lines + 1,
        column: last.chars().count() as u64 + 1,
    }
}

/// The text as the parser takes it: without a byte order mark, and JSON without tabs, which
/// only indent there.
fn prepared(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return text.replace('\t', " ");
    }
    text.to_owned()
}

fn mend_of(problem: &str) -> &'static str {
    let has = |word: &str| problem.to_lowercase().contains(word);
    if has("duplicate") {
        "keep one of the two entries"
    } else if has("tab") {
        "indent with spaces"
    } else if has("alias") || has("anchor") || has("budget") || has("limit") {
        "write it out, without anchors, or in less depth"
    } else {
        "correct the YAML here"
    }
}
