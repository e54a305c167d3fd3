//! Whom the harness is tried on.

use hopx_mock::Twin;

use super::null::Null;

/// A server of which it is known what is to be found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    /// A mock that breaks one claim, or that differs legally.
    Twin(&'static Twin),
    /// A server that is nothing at all.
    Null(Null),
}

impl Subject {
    /// All there are. Those that take the longest come first: some legal twins are slow to
    /// answer, and nothing is left to do meanwhile where they come last.
    pub(crate) fn all() -> Vec<Self> {
        let nulls = Null::ALL.into_iter().map(Subject::Null);
        let (faults, legal): (Vec<_>, Vec<_>) =
            Twin::all().partition(|twin| twin.breaks().is_some());
        let twins = legal.into_iter().chain(faults).map(Subject::Twin);
        nulls.chain(twins).collect()
    }

    /// Its name, which no other has.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Subject::Twin(twin) => twin.name(),
            Subject::Null(null) => null.name(),
        }
    }

    /// The claim that it breaks, where it breaks one.
    pub(crate) fn claim(self) -> Option<&'static str> {
        match self {
            Subject::Twin(twin) => twin.breaks(),
            Subject::Null(_) => None,
        }
    }

    /// The area of the claim that it breaks, or what it is in place of a fault.
    pub(crate) fn area(self) -> &'static str {
        match self {
            Subject::Twin(twin) => twin.breaks().map_or("legal", area),
            Subject::Null(_) => "null",
        }
    }
}

/// The area of a claim.
pub(super) fn area(claim: &str) -> &str {
    claim.split('/').next().unwrap_or(claim)
}
