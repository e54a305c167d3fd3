//! Reading a YAML document, with errors that name file, place and mend.

use std::path::Path;

use serde::de::DeserializeOwned;

/// Why a document of the contract or of the scenarios cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {problem}\n  mend: {mend}", place_suffix(.place))]
pub struct DocumentError {
    /// The file, as the caller named it.
    pub file: String,
    /// Where in the file: a line and column, or the name of an entry.
    pub place: String,
    /// What is wrong there.
    pub problem: String,
    /// What to do about it.
    pub mend: String,
}

fn place_suffix(place: &str) -> String {
    if place.is_empty() {
        String::new()
    } else {
        format!(":{place}")
    }
}

impl DocumentError {
    /// An error at a place of a file.
    pub fn new(
        file: &str,
        place: impl Into<String>,
        problem: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        DocumentError {
            file: file.to_owned(),
            place: place.into(),
            problem: problem.into(),
            mend: mend.into(),
        }
    }
}

/// Reads a file whole, as UTF-8.
pub(crate) fn read(path: &Path) -> Result<String, DocumentError> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        DocumentError::new(
            &file,
            "",
            format!("cannot be read: {error}"),
            "name a file that exists and may be read",
        )
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        DocumentError::new(
            &file,
            format!("byte {at}"),
            "is not UTF-8",
            "save the file as UTF-8",
        )
    })
}

/// Parses YAML into a type, or says at which line and column it does not fit.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, file: &str) -> Result<T, DocumentError> {
    let options = serde_saphyr::options! {
        with_snippet: false,
        // A parameter named `n` is not the one named `false`.
        strict_booleans: true,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let place = error
            .location()
            .map(|location| format!("{}:{}", location.line(), location.column()))
            .unwrap_or_default();
        DocumentError::new(
            file,
            place,
            plain(&error.to_string()),
            "correct the document there; openapi/README.md describes its form",
        )
    })
}

/// The message of a parser on one line.
fn plain(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
