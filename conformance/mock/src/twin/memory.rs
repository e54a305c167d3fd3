//! A twin at work, and what it remembers from call to call.

use super::call::Call;
use super::reply::Reply;
use super::{On, Twin};
use crate::store::SandboxStatus;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A twin at work.
pub(crate) struct Playing {
    twin: &'static Twin,
    memory: Mutex<Memory>,
}

/// What a twin remembers.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(super) calls: u64,
    changes: HashMap<String, u32>,
    /// Some id or cursor that a twin has to know again.
    pub(super) last: Option<String>,
    /// Some element that a twin has to show again.
    pub(super) shown: Option<Value>,
    /// What lists do not know yet: the status that they still show.
    pub(super) unlisted: BTreeMap<String, SandboxStatus>,
    /// What lists do know, and should not while the page at hand is made.
    pub(super) held_back: BTreeMap<String, SandboxStatus>,
}

impl Memory {
    pub(super) fn changes_of(&self, id: &str) -> u32 {
        self.changes.get(id).copied().unwrap_or_default()
    }
}

impl Playing {
    pub(crate) fn new(twin: &'static Twin) -> Self {
        Self {
            twin,
            memory: Mutex::default(),
        }
    }

    pub(super) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the status line and the header fields are written, if not as usual.
    pub(crate) fn heads(&self) -> Option<fn(&mut [u8])> {
        self.twin.heads
    }

    /// Takes a call the way of this twin.
    pub(crate) fn hear(&self, call: &mut Call<'_>) {
        if let Some(lists) = &self.twin.lists {
            lists.hear(call);
        }
        if let Some(hears) = self.twin.hears {
            hears(call);
        }
    }

    /// Gives the answer to a call the way of this twin.
    pub(crate) fn say(&self, call: &Call<'_>, reply: &mut Reply) {
        if On::Changed.admits(call, reply) {
            self.remember(call);
        }
        if let Some(lists) = self.twin.lists.filter(|_| On::Listed.admits(call, reply)) {
            lists.say(call, reply);
        }
        if let Some(shows) = self.twin.shows.filter(|_| On::Listed.admits(call, reply)) {
            reply.elements(|element| shows(call, element));
        }
        if let Some((_, says)) = self.twin.says.filter(|(on, _)| on.admits(call, reply)) {
            says(call, reply);
        }
    }

    fn remember(&self, call: &Call<'_>) {
        let mut memory = self.memory();
        *memory.changes.entry(call.id().to_owned()).or_default() += 1;
    }
}
