//! A file that is written at the end of a run, and is known to be writable at its beginning.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::contract::DocumentError;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone: it holds all that a private account answered.
    Owner,
    /// Whoever may read other new files of its owner, by the umask; or those who may read it
    /// already, where it is there.
    AsUsual,
}

/// A file in waiting. Until it is written, nothing stands under its name but what was there.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    /// Written in full before it takes the name. None for a device or a pipe, which can only
    /// be written to.
    draft: Option<NamedTempFile>,
}

impl Output {
    /// Makes sure that the file can be written.
    ///
    /// # Errors
    ///
    /// Names the file and the mend where it cannot.
    pub fn prepare(path: &Path, readers: Readers) -> Result<Self, DocumentError> {
        // What a link leads to is replaced, not the link.
        let path = without_links(path);
        let found = fs::metadata(&path).ok();
        let regular = found.as_ref().is_none_or(fs::Metadata::is_file);
        if found.is_some() {
            let opened = OpenOptions::new().write(true).open(&path);
            opened.map_err(|error| unwritable(&path, &error))?;
        }
        let draft = regular.then(|| draft(&path, readers, found.as_ref()));
        let draft = draft.transpose();
        let draft = draft.map_err(|error| unwritable(&path, &error))?;
        Ok(Output { path, draft })
    }

    /// The file, without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same, of a file that need not be written.
    pub fn resolved(path: &Path) -> PathBuf {
        without_links(path)
    }

    /// Whether what is there is replaced: devices and pipes are only written to.
    pub fn is_replaced(&self) -> bool {
        self.draft.is_some()
    }

    /// Writes it whole, in place of what was there.
    ///
    /// # Errors
    ///
    /// Names the file and the mend where it cannot be written; then what was there still is.
    pub fn write(self, text: &[u8]) -> Result<(), DocumentError> {
        let Output { path, draft } = self;
        let written = match draft {
            Some(mut draft) => draft
                .write_all(text)
                .and_then(|()| draft.as_file().sync_all())
                .and_then(|()| Ok(draft.persist(&path).map(drop)?)),
            None => OpenOptions::new()
                .write(true)
                .open(&path)
                .and_then(|mut file| file.write_all(text)),
        };
        written.map_err(|error| unwritable(&path, &error))
    }
}

/// The path as any other way of writing it comes to, even if there is no such file yet.
fn without_links(path: &Path) -> PathBuf {
    let path = past_dangling(path);
    let new = || {
        Some(
            fs::canonicalize(folder(&path))
                .ok()?
                .join(path.file_name()?),
        )
    };
    fs::canonicalize(&path).ok().or_else(new).unwrap_or(path)
}

/// Where links lead that end at nothing yet.
fn past_dangling(path: &Path) -> PathBuf {
    /// More follow each other in a circle only.
    const LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&path) else { break };
        path = folder(&path).join(to);
    }
    path
}

/// A file beside the one that it is going to be, which may be there.
#[cfg(unix)]
fn draft(
    path: &Path,
    readers: Readers,
    found: Option<&fs::Metadata>,
) -> std::io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    if readers == Readers::AsUsual {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let draft = builder.tempfile_in(folder(path))?;
    if let Some(found) = found.filter(|_| readers == Readers::AsUsual) {
        let mode = found.permissions().mode() & 0o777;
        let file = draft.as_file();
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    Ok(draft)
}

/// A file beside the one that it is going to be. Who may read it is up to the folder.
#[cfg(not(unix))]
fn draft(path: &Path, _: Readers, _: Option<&fs::Metadata>) -> std::io::Result<NamedTempFile> {
    tempfile::Builder::new().tempfile_in(folder(path))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> DocumentError {
    let mend = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room there, or name a file elsewhere"
        }
        _ => "name a file in a folder that exists and may be written to",
    };
    let error = error.to_string();
    // The name of the draft says nothing to anybody.
    let reason = error.split(" at path ").next().unwrap_or_default();
    DocumentError::new(
        &path.display().to_string(),
        "",
        format!("cannot be written: {reason}"),
        mend,
    )
}
