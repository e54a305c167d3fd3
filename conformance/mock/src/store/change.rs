//! Pausing and resuming: from which status to which.

use super::SandboxStatus;

/// What a mock answers when it is asked to pause a paused sandbox or to resume a running one.
/// The documentation does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RepeatedChange {
    /// 200 with the status that the sandbox has already.
    #[default]
    Accepted,
    /// 409 `CONFLICT`.
    Conflict,
}

/// A change of status that the API can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Pause,
    Resume,
}

/// Why a change was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeRefused {
    /// The caller has no such sandbox.
    NotFound,
    /// Its status does not allow it.
    Conflict(SandboxStatus),
}

impl Change {
    const fn from(self) -> SandboxStatus {
        match self {
            Self::Pause => SandboxStatus::Running,
            Self::Resume => SandboxStatus::Paused,
        }
    }

    pub(crate) const fn to(self) -> SandboxStatus {
        match self {
            Self::Pause => SandboxStatus::Paused,
            Self::Resume => SandboxStatus::Running,
        }
    }

    /// Whether this change is allowed to a sandbox in status `current`.
    pub(crate) fn check(
        self,
        current: SandboxStatus,
        repeated: RepeatedChange,
    ) -> Result<(), ChangeRefused> {
        let again = current == self.to() && repeated == RepeatedChange::Accepted;
        if current == self.from() || again {
            Ok(())
        } else {
            Err(ChangeRefused::Conflict(current))
        }
    }
}
