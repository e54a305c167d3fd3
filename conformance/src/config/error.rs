//! Why settings cannot be used.

use crate::contract::DocumentError;

/// Wrong usage, told before anything is sent.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// At a place of the file.
    #[error(transparent)]
    InFile(#[from] DocumentError),
    /// On the command line, as clap tells it; also what is no error, such as help.
    #[error(transparent)]
    Line(Box<clap::Error>),
    /// Anywhere else but in the file.
    #[error("{problem}\n  mend: {mend}")]
    Elsewhere {
        /// What is wrong.
        problem: String,
        /// What to do about it.
        mend: String,
    },
}

impl ConfigError {
    /// An error of the command line or the environment.
    pub(super) fn new(problem: impl Into<String>, mend: impl Into<String>) -> Self {
        ConfigError::Elsewhere {
            problem: problem.into(),
            mend: mend.into(),
        }
    }
}
