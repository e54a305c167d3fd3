//! Baselines: accepted texts by address, embedded or in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::file;
use crate::contract::DocumentError;

/// What the documentation promises, as the binary was built with.
static DOCUMENTED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snapshots");

/// How deep below its folder a snapshot lies: area, workflow, step.
const DEPTH: usize = 3;

/// Accepted texts, by the address of their step.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    texts: BTreeMap<String, String>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// There was none before.
    New,
    /// It held another text.
    Changed,
    /// It holds the same text.
    None,
}

impl Baseline {
    /// What the documentation promises, as the binary was built with.
    ///
    /// # Errors
    ///
    /// None that a released binary can show: a test holds that it reads.
    pub fn documented() -> Result<Self, DocumentError> {
        let mut baseline = Baseline::default();
        baseline.embed(&DOCUMENTED)?;
        Ok(baseline)
    }

    /// The accepted texts in a folder.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where there is no such folder, it cannot
    /// be read, or a snapshot in it is malformed or lies where no address leads.
    pub fn load(dir: &Path) -> Result<Self, DocumentError> {
        let mut baseline = Baseline::default();
        baseline.read_folder(dir, &mut Vec::new())?;
        Ok(baseline)
    }

    /// The accepted text of a step.
    pub fn get(&self, address: &str) -> Option<&str> {
        self.texts.get(address).map(String::as_str)
    }

    /// The address of every accepted text.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    fn embed(&mut self, dir: &Dir<'_>) -> Result<(), DocumentError> {
        for found in dir.files() {
            let name = found.path().display().to_string().replace('\\', "/");
            if let Some(address) = name.strip_suffix(file::ENDING) {
                let text = file::parse(found.contents(), &format!("{name} (built in)"))?;
                self.texts.insert(address.to_owned(), text);
            }
        }
        dir.dirs().try_for_each(|inner| self.embed(inner))
    }

    /// Reads a folder whose place below the baseline is `below`.
    fn read_folder(&mut self, dir: &Path, below: &mut Vec<String>) -> Result<(), DocumentError> {
        let entries = fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.map_err(|error| {
            DocumentError::new(
                &dir.display().to_string(),
                "",
                format!("cannot be read as a folder of snapshots: {error}"),
                "name a folder that exists, or write one with --update",
            )
        })?;
        for entry in entries {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                // No address leads deeper, and a link may lead in a circle.
                if below.len() + 1 < DEPTH && !name.starts_with('.') {
                    below.push(name);
                    self.read_folder(&path, below)?;
                    below.pop();
                }
            } else if let Some(stem) = name.strip_suffix(file::ENDING) {
                self.read_file(&path, below, stem)?;
            }
        }
        Ok(())
    }

    fn read_file(
        &mut self,
        path: &Path,
        below: &[String],
        stem: &str,
    ) -> Result<(), DocumentError> {
        if below.len() + 1 != DEPTH {
            return Err(DocumentError::new(
                &path.display().to_string(),
                "",
                "is the snapshot of no step: its path is not area/workflow/step.snap",
                "move or remove the file, or name the folder above the areas",
            ));
        }
        if let Some(text) = file::read(path)? {
            let address = format!("{}/{stem}", below.join("/"));
            self.texts.insert(address, text);
        }
        Ok(())
    }
}

/// Writes a text as accepted, unless it already is. What was pending is settled by that.
///
/// # Errors
///
/// Names the file and the mend where it cannot be written, or where there is one that is
/// malformed: it may hold what somebody still needs.
pub fn update(dir: &Path, address: &str, text: &str) -> Result<Change, DocumentError> {
    let path = file::path(dir, address)?;
    let change = change(&path, text)?;
    if change != Change::None {
        file::write(&path, address, text)?;
    }
    discard(&file::pending(&path))?;
    Ok(change)
}

/// Writes a text that is not the accepted one beside it, for `cargo insta review`.
///
/// # Errors
///
/// Names the file and the mend where it cannot be written, or the accepted one is malformed.
pub fn propose(dir: &Path, address: &str, text: &str) -> Result<Change, DocumentError> {
    let path = file::path(dir, address)?;
    let change = change(&path, text)?;
    if change == Change::None {
        discard(&file::pending(&path))?;
    } else {
        file::write(&file::pending(&path), address, text)?;
    }
    Ok(change)
}

fn change(path: &Path, text: &str) -> Result<Change, DocumentError> {
    Ok(match file::read(path)? {
        None => Change::New,
        Some(accepted) if accepted == file::trimmed(text) => Change::None,
        Some(_) => Change::Changed,
    })
}

/// Removes a pending text that nobody need look at any more.
fn discard(pending: &Path) -> Result<(), DocumentError> {
    match fs::remove_file(pending) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(DocumentError::new(
            &pending.display().to_string(),
            "",
            format!("cannot be removed: {error}"),
            "remove it: the accepted text beside it is up to date",
        )),
        _ => Ok(()),
    }
}
