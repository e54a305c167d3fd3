//! Borrowing sandboxes: all that a run was given, or none.

use std::fs::DirBuilder;
use std::io;

use super::file::{Record, Seen, see};
use super::{Entry, Journal, JournalError, RestoreCommand};
use crate::recording::Given;

/// How often a file that comes and goes is looked at.
const TRIES: usize = 5;

/// The sandboxes that this process has borrowed. Dropped, it lets go of those whose status was
/// never read; the others stay in the journal until they are [released](Claims::release).
#[derive(Debug)]
pub struct Claims {
    journal: Journal,
    base_url: String,
    held: Vec<Record>,
}

/// What became of borrowing one sandbox.
enum Taken {
    Held(Record),
    /// It is left from a process that is gone.
    Left(Entry),
}

impl Journal {
    /// Borrows sandboxes of a base URL, which is in the form that a target gives it. Nobody
    /// else can borrow them from now on.
    ///
    /// # Errors
    ///
    /// A sandbox that is borrowed already, or was never put back, or a folder that cannot be
    /// written to. Then none is borrowed.
    pub fn claim(&self, base_url: &str, sandboxes: &[String]) -> Result<Claims, JournalError> {
        self.make_dir()
            .map_err(|error| JournalError::io(&self.dir, "written", &error))?;
        let mut claims = Claims {
            journal: self.clone(),
            base_url: base_url.to_owned(),
            held: Vec::new(),
        };
        let mut left = Vec::new();
        for sandbox in sandboxes {
            match self.take(&Entry::now(base_url, sandbox))? {
                Taken::Held(record) => claims.held.push(record),
                Taken::Left(entry) => left.push(entry),
            }
        }
        if left.is_empty() {
            return Ok(claims);
        }
        Err(JournalError::left(&left, self.restores(&left)))
    }

    /// What puts sandboxes back, each by the name of the server under which it was borrowed.
    fn restores(&self, left: &[Entry]) -> String {
        let mut commands: Vec<String> = Vec::new();
        for first in left {
            let same = left.iter().filter(|other| other.base_url == first.base_url);
            let ids = same.map(|entry| entry.sandbox.as_str());
            let command = self.restore_command(&first.base_url).of(ids);
            if !commands.contains(&command) {
                commands.push(command);
            }
        }
        commands.join("\n        ")
    }

    fn take(&self, entry: &Entry) -> Result<Taken, JournalError> {
        let path = self.path_of(&entry.base_url, &entry.sandbox);
        for _ in 0..TRIES {
            if let Some(record) = Record::create(path.clone(), entry.clone())? {
                return Ok(Taken::Held(record));
            }
            match see(&path)? {
                Some(Seen::Left(record)) if record.entry.was_borrowed() => {
                    return Ok(Taken::Left(record.entry));
                }
                // Whoever wrote it was gone before anything was read, let alone changed.
                Some(Seen::Left(record)) => record.remove()?,
                Some(Seen::Held(by)) => {
                    return Err(JournalError::in_use(&entry.sandbox, by.as_ref()));
                }
                Some(Seen::Unreadable(error)) => return Err(error),
                // It was just released.
                None => {}
            }
        }
        Err(JournalError::in_use(&entry.sandbox, None))
    }

    fn make_dir(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.dir)
    }
}

impl Claims {
    /// Writes down in which status every sandbox was found. Only then may one be changed.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn note_found(&mut self, given: &[Given]) -> Result<(), JournalError> {
        for record in &mut self.held {
            let of_it = given.iter().find(|given| given.id == record.entry.sandbox);
            if let Some(found) = of_it.and_then(|given| given.found.as_deref()) {
                record.note_found(found)?;
            }
        }
        Ok(())
    }

    /// Lets go of every sandbox but those that have to stay in the journal.
    ///
    /// # Errors
    ///
    /// The first file that cannot be removed; the others are, where they can.
    pub fn release(&mut self, kept: &[&str]) -> Result<(), JournalError> {
        let (stay, go): (Vec<_>, Vec<_>) = std::mem::take(&mut self.held)
            .into_iter()
            .partition(|record| kept.contains(&record.entry.sandbox.as_str()));
        self.held = stay;
        let removed: Vec<_> = go.into_iter().map(Record::remove).collect();
        removed.into_iter().collect()
    }

    /// What puts them back, should this process not come to it.
    pub fn restore_command(&self) -> RestoreCommand {
        self.journal.restore_command(&self.base_url)
    }
}

impl Drop for Claims {
    fn drop(&mut self) {
        for record in std::mem::take(&mut self.held) {
            if !record.entry.was_borrowed() {
                // What stays says that nothing was read: the next run removes it.
                let _ = record.remove();
            }
        }
    }
}
