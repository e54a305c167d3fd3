//! Files as they stand, or as they stood in a revision of git.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::finding::{Finding, Spot};
use super::source::{LARGEST, Source, too_large, unreadable};

/// The description in a repository, where none is named.
pub const DESCRIPTION: &str = "openapi/hopx-sandboxes.yaml";

/// Where a text is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// A file of a revision.
    Revision {
        /// The revision, in any form that git knows.
        revision: String,
        /// The path in the repository.
        path: String,
    },
}

impl Origin {
    /// What an argument means: a file that exists, else a revision or `REVISION:PATH`.
    pub fn of(argument: &str) -> Self {
        let is_file = Path::new(argument).exists();
        let path_like = argument.ends_with(".yaml")
            || argument.ends_with(".yml")
            || argument.ends_with(".json");
        match argument.split_once(':') {
            _ if is_file => Origin::File(argument.into()),
            Some((revision, path)) if !revision.is_empty() => Origin::Revision {
                revision: revision.to_owned(),
                path: path.to_owned(),
            },
            _ if path_like => Origin::File(argument.into()),
            _ => Origin::Revision {
                revision: argument.to_owned(),
                path: DESCRIPTION.to_owned(),
            },
        }
    }

    /// The revision, if it is one.
    pub fn revision(&self) -> Option<&str> {
        match self {
            Origin::File(_) => None,
            Origin::Revision { revision, .. } => Some(revision),
        }
    }

    /// Reads and parses what is there.
    ///
    /// # Errors
    ///
    /// Names the mend where there is no such file or revision, or it cannot be parsed.
    pub fn read(&self) -> Result<Source, Finding> {
        match self {
            Origin::File(path) => Source::read(path),
            Origin::Revision { revision, path } => {
                let file = format!("{revision}:{path}");
                let bytes = show(Path::new("."), &file)?;
                Source::of_bytes(&file, bytes)
            }
        }
    }
}

/// The bytes of `REVISION:PATH`, asked of git in a folder.
pub(super) fn show(folder: &Path, file: &str) -> Result<Vec<u8>, Finding> {
    let refused =
        |message: String, mend: &str| unreadable(file, Spot::default(), "revision", &message, mend);
    if file.starts_with('-') {
        let message = "no revision begins with `-`".to_owned();
        return Err(refused(message, "name a branch, a tag or a commit"));
    }
    let started = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["cat-file", "blob", file])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let git = started.map_err(|error| {
        let message = format!("git cannot be run: {error}");
        refused(message, "install git, or name files in place of revisions")
    })?;
    let (bytes, complaint) = output(git)
        .map_err(|error| refused(format!("git cannot be read: {error}"), "try again"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(file));
    }
    match complaint {
        None => Ok(bytes),
        Some(complaint) => {
            let message = format!("there is neither such a file nor such a revision: {complaint}");
            let mend =
                "name a file that exists, or REVISION or REVISION:PATH within a clone that has it";
            Err(refused(message, mend))
        }
    }
}

/// What git prints, as far as it is read, and what it complains of.
fn output(mut git: Child) -> std::io::Result<(Vec<u8>, Option<String>)> {
    let mut bytes = Vec::new();
    if let Some(out) = git.stdout.take() {
        out.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    let mut complaint = String::new();
    if let Some(error) = git.stderr.take() {
        error.take(4096).read_to_string(&mut complaint)?;
    }
    if git.wait()?.success() || bytes.len() as u64 > LARGEST {
        return Ok((bytes, None));
    }
    let first = complaint.lines().next().unwrap_or("git failed");
    Ok((bytes, Some(first.trim_start_matches("fatal: ").to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_a_file_where_there_is_one_and_else_a_revision() {
        assert_eq!(Origin::of("Cargo.toml"), Origin::File("Cargo.toml".into()));
        assert_eq!(Origin::of("gone.yaml"), Origin::File("gone.yaml".into()));
        let bare = Origin::of("main");
        assert_eq!(bare.revision(), Some("main"));
        let Origin::Revision { path, .. } = bare else {
            panic!("a revision");
        };
        assert_eq!(path, DESCRIPTION);
        let full = Origin::of("v0.1.0:other/api.yaml");
        assert_eq!(
            full,
            Origin::Revision {
                revision: "v0.1.0".to_owned(),
                path: "other/api.yaml".to_owned()
            }
        );
    }
}
