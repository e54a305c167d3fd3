//! The formats that a report can be written in, and what writes each.

use std::fmt;

use super::document::Document;
use super::{html, junit, markdown, sarif};
use crate::escaped;
use crate::recording::{Recording, to_har};

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The document itself.
    Json,
    /// JUnit XML.
    Junit,
    /// A page for a browser.
    Html,
    /// Markdown, as GitHub reads it.
    Markdown,
    /// SARIF 2.1.0.
    Sarif,
    /// An HTTP Archive of the calls.
    Har,
}

/// A fault of ours: no document makes one.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// In JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// In XML.
    #[error(transparent)]
    Xml(#[from] quick_junit::SerializeError),
}

impl Kind {
    /// Every one.
    pub const ALL: [Kind; 6] = [
        Kind::Json,
        Kind::Junit,
        Kind::Html,
        Kind::Markdown,
        Kind::Sarif,
        Kind::Har,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Json => "json",
            Kind::Junit => "junit",
            Kind::Html => "html",
            Kind::Markdown => "markdown",
            Kind::Sarif => "sarif",
            Kind::Har => "har",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The text of a report.
    ///
    /// # Errors
    ///
    /// None that a document or a recording can cause.
    pub fn render(
        self,
        document: &Document,
        recording: &Recording,
    ) -> Result<Vec<u8>, RenderError> {
        Ok(match self {
            Kind::Json => escaped::json(document)?,
            Kind::Junit => junit::render(document)?,
            Kind::Html => html::render(document).into_bytes(),
            Kind::Markdown => markdown::render(document).into_bytes(),
            Kind::Sarif => escaped::json(&sarif::log(document))?,
            Kind::Har => to_har(recording)?,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
