//! The statuses of a sandbox.

use serde::Serialize;
use std::fmt;

/// The status of a sandbox.
///
/// The first four are on docs.hopx.ai /api/control-plane/list-sandboxes; /api/concepts/data-model
/// adds [`Error`](Self::Error) and [`Deleted`](Self::Deleted). A mock gets into the last two only
/// when a test puts a sandbox there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SandboxStatus {
    /// Being made; cannot be paused or resumed yet.
    Creating,
    /// Running; can be paused.
    Running,
    /// Paused; can be resumed.
    Paused,
    /// Stopped; cannot be paused or resumed.
    Stopped,
    /// Failed; cannot be paused or resumed.
    Error,
    /// Gone, yet still shown; cannot be paused or resumed.
    Deleted,
}

impl SandboxStatus {
    const ALL: [Self; 6] = [
        Self::Creating,
        Self::Running,
        Self::Paused,
        Self::Stopped,
        Self::Error,
        Self::Deleted,
    ];

    /// The status as the API writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Creating => "creating",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Error => "error",
            Self::Deleted => "deleted",
        }
    }

    /// The status that the API writes as `text`; case matters.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

impl fmt::Display for SandboxStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reads_back_as_it_is_written() {
        for status in SandboxStatus::ALL {
            assert_eq!(SandboxStatus::from_text(status.as_str()), Some(status));
            let json = serde_json::to_value(status).unwrap();
            assert_eq!(json, status.as_str());
        }
        assert_eq!(SandboxStatus::from_text("Running"), None);
    }
}
