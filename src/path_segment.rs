//! Texts that become part of a path.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what a URL never changes (RFC 3986, *unreserved*). The backslash matters
/// most: URLs with `https` read it as a slash.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// One segment of a path, such as the id of a sandbox.
///
/// Ids are opaque: any text is sent, percent-encoded. The exceptions are those that cannot
/// be a segment however they are written, because URLs drop them and the call would reach
/// another path: the empty text, `.` and `..`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathSegment(String);

/// Why a text cannot be a [`PathSegment`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an empty text, `.` and `..` cannot be part of a path")]
#[non_exhaustive]
pub struct NoPathSegment;

impl TryFrom<String> for PathSegment {
    type Error = NoPathSegment;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "" | "." | ".." => Err(NoPathSegment),
            _ => Ok(Self(text)),
        }
    }
}

impl TryFrom<&str> for PathSegment {
    type Error = NoPathSegment;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.to_owned().try_into()
    }
}

impl TryFrom<&String> for PathSegment {
    type Error = NoPathSegment;

    fn try_from(text: &String) -> Result<Self, Self::Error> {
        text.clone().try_into()
    }
}

impl fmt::Display for PathSegment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// How the generated client writes a segment into a path.
pub(crate) fn encode_path(segment: &str) -> String {
    utf8_percent_encode(segment, ENCODED).to_string()
}
