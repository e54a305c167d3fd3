//! Whether the version of the crate goes as far as the changes ask.

use std::path::Path;

use semver::Version;
use serde::Serialize;

use super::finding::{Finding, Spot};
use super::revision::show;
use super::source::unreadable;
use super::{Step, manifest};

/// Two versions of the crate, and what lies between them.
#[derive(Clone, Debug, Serialize)]
pub struct Release {
    /// The version that the old description came with.
    #[serde(serialize_with = "text")]
    pub from: Version,
    /// The version in the manifest.
    #[serde(serialize_with = "text")]
    pub to: Version,
    /// The first version that takes the step.
    #[serde(serialize_with = "text")]
    pub least: Version,
    /// Whether the version in the manifest takes it.
    pub taken: bool,
}

fn text<S: serde::Serializer>(version: &Version, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(version)
}

impl Release {
    /// Holds two versions against the step that is due.
    pub fn new(step: Step, from: Version, to: Version) -> Self {
        Release {
            least: step.least(&from),
            taken: step.is_taken(&from, &to),
            from,
            to,
        }
    }
}

/// The version in a manifest.
///
/// # Errors
///
/// Names the mend where it cannot be read, or has none.
pub fn version_in(path: &Path) -> Result<Version, Finding> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("the manifest cannot be read: {error}");
        let mend = "name the manifest of the crate with --manifest";
        unreadable(&file, Spot::default(), "manifest", &message, mend)
    })?;
    manifest::version(&file, &text)
}

/// The version that the same manifest had in a revision.
///
/// # Errors
///
/// Names the mend where the revision has no such manifest, or that has no version.
pub fn version_at(revision: &str, path: &Path) -> Result<Version, Finding> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = format!("{revision}:./{name}");
    let bytes = show(folder.unwrap_or(Path::new(".")), &file)?;
    manifest::version(&file, &String::from_utf8_lossy(&bytes))
}
