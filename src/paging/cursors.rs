//! The way through a list: where it goes on, and that it never comes back.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use crate::error::{Error, ErrorKind};
use crate::generated::types::SandboxList;

/// The cursors that a walk has passed, as a number of 64 bits each: a walk of 100,000 pages
/// remembers one or two megabytes, however long the cursors are.
#[derive(Default)]
pub(super) struct Cursors {
    passed: HashSet<u64>,
    hasher: RandomState,
}

impl Cursors {
    /// The cursor of the page after `page`, or `None` at the end.
    pub(super) fn after(&mut self, page: &SandboxList) -> Result<Option<String>, Error> {
        if !page.has_more {
            return Ok(None);
        }
        let cursor = page.next_cursor.as_ref().and_then(|cursor| cursor.known());
        let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else {
            let problem = "the list has more and names no cursor to go on from";
            return Err(Error::new(ErrorKind::MissingCursor, problem));
        };
        if !self.pass(cursor) {
            let problem = "the list leads back to a page that has been read";
            return Err(Error::new(ErrorKind::RepeatedCursor, problem));
        }
        Ok(Some(cursor.clone()))
    }

    /// Enters a cursor; says whether it is a new one.
    pub(super) fn pass(&mut self, cursor: &str) -> bool {
        self.passed.insert(self.hasher.hash_one(cursor))
    }
}
