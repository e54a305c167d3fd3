//! The step that the version of the crate has to take.

use semver::Version;
use serde::Serialize;

use super::diff::{Change, Effect};

/// How far a version has to go, by what changes for those who depend on the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Nothing changed.
    None,
    /// The position of corrections.
    Patch,
    /// The position of additions.
    Minor,
    /// The position of what breaks.
    Major,
}

impl Step {
    /// The step that changes ask for.
    pub fn of(changes: &[Change]) -> Self {
        let effects = changes.iter().map(|change| change.users.effect);
        match effects.max() {
            None => Step::None,
            Some(Effect::Neutral) => Step::Patch,
            Some(Effect::Additive) => Step::Minor,
            Some(Effect::Breaking) => Step::Major,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }

    /// The first version after `from` that takes the step. Before 1.0 Cargo takes the leftmost
    /// number that is not zero for the one of what breaks, and all that is right of it for
    /// compatible.
    pub fn least(self, from: &Version) -> Version {
        // What comes before a release has promised nothing yet.
        if !from.pre.is_empty() || self == Step::None {
            return from.clone();
        }
        let Version {
            major,
            minor,
            patch,
            ..
        } = *from;
        match (self, major, minor) {
            (Step::Major, 1.., _) => Version::new(major + 1, 0, 0),
            (Step::Major, 0, 1..) => Version::new(0, minor + 1, 0),
            (Step::Minor, 1.., _) => Version::new(major, minor + 1, 0),
            _ => Version::new(major, minor, patch + 1),
        }
    }

    /// Whether going from one version to the other takes the step.
    pub fn is_taken(self, from: &Version, to: &Version) -> bool {
        let least = self.least(from);
        if self == Step::None {
            return to >= from;
        }
        // A release candidate of the version that is due will do.
        let triple = |version: &Version| (version.major, version.minor, version.patch);
        to > from && triple(to) >= triple(&least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_version_is_the_one_that_cargo_tells_apart() {
        let table = [
            (Step::Major, "0.1.0", "0.2.0"),
            (Step::Minor, "0.1.0", "0.1.1"),
            (Step::Patch, "0.1.7", "0.1.8"),
            (Step::Major, "0.0.3", "0.0.4"),
            (Step::Minor, "0.0.3", "0.0.4"),
            (Step::Major, "1.2.3", "2.0.0"),
            (Step::Minor, "1.2.3", "1.3.0"),
            (Step::Patch, "1.2.3", "1.2.4"),
            (Step::None, "1.2.3", "1.2.3"),
            (Step::Major, "0.2.0-rc.1", "0.2.0-rc.1"),
        ];
        for (step, from, least) in table {
            let from = Version::parse(from).expect("a version");
            assert_eq!(step.least(&from).to_string(), least, "{step:?} from {from}");
        }
    }

    #[test]
    fn a_version_takes_the_step_or_does_not() {
        let table = [
            (Step::Major, "0.1.0", "0.1.1", false),
            (Step::Major, "0.1.0", "0.2.0", true),
            (Step::Major, "0.1.0", "1.0.0", true),
            (Step::Major, "0.1.0", "0.2.0-rc.1", true),
            (Step::Minor, "0.1.0", "0.1.0", false),
            (Step::Minor, "0.1.0", "0.1.1", true),
            (Step::Minor, "1.2.0", "1.2.1", false),
            (Step::Patch, "1.2.0", "1.1.9", false),
            (Step::None, "1.2.0", "1.2.0", true),
            (Step::None, "1.2.0", "1.1.0", false),
            (Step::Major, "0.2.0-rc.1", "0.2.0-rc.2", true),
            (Step::Major, "0.2.0-rc.1", "0.2.0-rc.1", false),
        ];
        for (step, from, to, taken) in table {
            let [from, to] = [from, to].map(|text| Version::parse(text).expect("a version"));
            assert_eq!(step.is_taken(&from, &to), taken, "{step:?}: {from} to {to}");
        }
    }
}
