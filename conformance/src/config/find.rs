//! Where the file is.

use std::path::{Path, PathBuf};

use super::FILE_NAME;

/// What marks the root of a repository: nobody's file further up is read.
const ROOT: &str = ".git";

/// The file of the working directory, or the nearest above it within the same repository.
/// Outside of a repository only that of the working directory: what is further up may be
/// anybody's.
pub(super) fn find() -> Option<PathBuf> {
    let here = Path::new(FILE_NAME);
    if here.is_file() {
        return Some(here.to_owned());
    }
    let working_directory = std::env::current_dir().ok()?;
    let root = working_directory
        .ancestors()
        .position(|folder| folder.join(ROOT).exists())?;
    let folders = working_directory.ancestors().take(root + 1);
    let mut files = folders.map(|folder| folder.join(FILE_NAME));
    files.find(|file| file.is_file())
}
