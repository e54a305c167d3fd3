//! One file of the journal: how it comes to be, and what somebody else sees of it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::place::ENDING;
use super::{Entry, Journal, JournalError};

/// What is seen of a file of the journal.
#[derive(Debug)]
pub enum Seen {
    /// A living process holds it; what it says, where the platform lets others read it.
    Held(Option<Entry>),
    /// The process that wrote it is gone. It is held by this process as long as the record is.
    Left(Record),
    /// Nobody can tell what it says.
    Unreadable(JournalError),
}

/// A file of the journal that this process holds.
#[derive(Debug)]
pub struct Record {
    /// What it says.
    pub entry: Entry,
    pub(super) path: PathBuf,
    /// The locks: of the file as it is, and as it was before it was replaced.
    locks: Vec<File>,
}

impl Record {
    /// Writes the file anew; none where there is one already. It is locked before anybody can
    /// see it.
    pub(super) fn create(path: PathBuf, entry: Entry) -> Result<Option<Self>, JournalError> {
        let failed = |error: &io::Error| JournalError::io(&path, "written", error);
        let draft = draft(&path, &entry).map_err(|error| failed(&error))?;
        match draft.persist_noclobber(&path) {
            Ok(file) => {
                settle(&path).map_err(|error| failed(&error))?;
                Ok(Some(Record {
                    entry,
                    path,
                    locks: vec![file],
                }))
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
            Err(error) => Err(failed(&error.error)),
        }
    }

    /// Writes down in which status the sandbox was found: when this returns, it is on the disk.
    pub(super) fn note_found(&mut self, found: &str) -> Result<(), JournalError> {
        let failed = |error: &io::Error| JournalError::io(&self.path, "written", error);
        let entry = self.entry.with_found(found);
        let draft = draft(&self.path, &entry).map_err(|error| failed(&error))?;
        let file = draft
            .persist(&self.path)
            .map_err(|error| failed(&error.error))?;
        settle(&self.path).map_err(|error| failed(&error))?;
        // Somebody may have opened the file that was replaced: its lock is kept too.
        self.locks.push(file);
        self.entry = entry;
        Ok(())
    }

    /// Removes the file: the sandbox is not borrowed any more.
    ///
    /// # Errors
    ///
    /// Where the file cannot be removed.
    pub fn remove(self) -> Result<(), JournalError> {
        // Before the locks are let go, so that nobody takes it for left.
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(JournalError::io(&self.path, "removed", &error))
            }
            _ => Ok(()),
        }
    }
}

impl Journal {
    /// Everything in the journal, oldest first; what living processes hold, too.
    ///
    /// # Errors
    ///
    /// Where the folder is there and cannot be read.
    pub fn all(&self) -> Result<Vec<Seen>, JournalError> {
        let failed = |error: &io::Error| JournalError::io(&self.dir, "read", error);
        let listing = match fs::read_dir(&self.dir) {
            Ok(listing) => listing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(&error)),
        };
        let mut seen = Vec::new();
        for file in listing {
            let path = file.map_err(|error| failed(&error))?.path();
            if path.extension().is_some_and(|ending| ending == ENDING) {
                seen.extend(see(&path)?);
            }
        }
        seen.sort_by(|one, other| place(one).cmp(&place(other)));
        Ok(seen)
    }
}

/// What comes first in a listing.
fn place(seen: &Seen) -> Option<(&str, &str)> {
    let entry = match seen {
        Seen::Held(entry) => entry.as_ref()?,
        Seen::Left(record) => &record.entry,
        Seen::Unreadable(_) => return None,
    };
    Some((&entry.since, &entry.sandbox))
}

/// Looks at a file of the journal; none where it is gone.
pub(super) fn see(path: &Path) -> Result<Option<Seen>, JournalError> {
    let failed = |error: &io::Error| JournalError::io(path, "read", error);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let locked = file.try_lock();
    let mut text = Vec::new();
    let read = file.read_to_end(&mut text);
    match locked {
        Ok(()) => read.map_err(|error| failed(&error))?,
        // Some platforms let nobody read what is locked.
        Err(TryLockError::WouldBlock) => return Ok(Some(Seen::Held(Entry::parse(&text).ok()))),
        Err(TryLockError::Error(error)) => return Err(JournalError::io(path, "locked", &error)),
    };
    // Between opening and locking, its owner may have removed it, and another written its own.
    if fs::read(path).ok().as_ref() != Some(&text) {
        return Ok(None);
    }
    Ok(Some(match Entry::parse(&text) {
        Ok(entry) => Seen::Left(Record {
            entry,
            path: path.to_owned(),
            locks: vec![file],
        }),
        Err(why) => Seen::Unreadable(JournalError::unreadable(path, &why)),
    }))
}

/// A file beside its place, for this user alone, written to the disk and locked.
fn draft(path: &Path, entry: &Entry) -> io::Result<NamedTempFile> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut draft = tempfile::Builder::new()
        .prefix(".draft-")
        .tempfile_in(dir)?;
    draft.write_all(&entry.text()?)?;
    draft.as_file().sync_all()?;
    draft.as_file().try_lock()?;
    Ok(draft)
}

/// Sees to it that a file that was moved into its place is found there after a power cut.
fn settle(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(dir) = path.parent()
    {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}
