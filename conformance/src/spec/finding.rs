//! One thing to mend in a file, and where.

use std::fmt;

use serde::Serialize;

pub use crate::yaml::Spot;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, as the caller named it.
    pub file: String,
    /// Where in the file.
    #[serde(flatten)]
    pub spot: Spot,
    /// The rule that is broken: a stable word.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Spot { line, column } = self.spot;
        write!(
            formatter,
            "{}:{line}:{column}: {}: {}; to mend it, {}",
            self.file, self.rule, self.message, self.mend
        )
    }
}

impl std::error::Error for Finding {}
