//! How every sandbox of a fleet stands, at any moment.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::error::Error;

use super::outcome::FleetEffect;
use super::report::{FleetProgress, FleetReport};

/// How every sandbox of a fleet stands. The one that changes them writes, monitors read.
#[derive(Debug)]
pub(super) struct Ledger {
    entries: Mutex<Entries>,
    over: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Entries {
    all: Vec<(Arc<str>, Standing)>,
    progress: FleetProgress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Waiting,
    InFlight,
    Changed,
    Planned,
    Failed,
    /// Failed, and the server may have acted.
    Unsure,
}

impl Ledger {
    pub(super) fn new() -> Self {
        Self {
            entries: Mutex::default(),
            over: watch::Sender::new(false),
        }
    }

    pub(super) fn found(&self, ids: Vec<Arc<str>>) {
        let mut entries = self.entries();
        entries.progress.found += ids.len();
        let waiting = ids.into_iter().map(|id| (id, Standing::Waiting));
        entries.all.extend(waiting);
    }

    pub(super) fn all_found(&self) {
        self.entries().progress.listing = false;
    }

    /// The id of a sandbox, by its place; `None` behind the last.
    pub(super) fn id(&self, place: usize) -> Option<Arc<str>> {
        self.entries().all.get(place).map(|(id, _)| id.clone())
    }

    pub(super) fn started(&self, place: usize) {
        self.entries().set(place, Standing::InFlight);
    }

    pub(super) fn done(&self, place: usize, result: &Result<FleetEffect, Error>) {
        let standing = match result {
            Ok(FleetEffect::Changed { .. }) => Standing::Changed,
            Ok(FleetEffect::Planned) => Standing::Planned,
            Err(error) if error.may_have_acted() => Standing::Unsure,
            Err(_) => Standing::Failed,
        };
        self.entries().set(place, standing);
    }

    /// Nothing more will happen.
    pub(super) fn close(&self) {
        self.over.send_replace(true);
    }

    pub(super) async fn closed(&self) {
        let mut over = self.over.subscribe();
        // The sender lives as long as the ledger, so this does not fail.
        let _ = over.wait_for(|over| *over).await;
    }

    pub(super) fn progress(&self) -> FleetProgress {
        self.entries().progress
    }

    pub(super) fn report(&self) -> FleetReport {
        let entries = self.entries();
        let mut report = FleetReport {
            complete: !entries.progress.listing,
            ..FleetReport::default()
        };
        for (id, standing) in &entries.all {
            let list = match standing {
                Standing::Waiting => &mut report.untouched,
                Standing::Planned => &mut report.planned,
                Standing::Changed => &mut report.changed,
                Standing::Failed => &mut report.failed,
                Standing::InFlight | Standing::Unsure => &mut report.unsure,
            };
            list.push(id.to_string());
        }
        report
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entries {
    fn set(&mut self, place: usize, standing: Standing) {
        let Some((_, present)) = self.all.get_mut(place) else {
            return;
        };
        let before = std::mem::replace(present, standing);
        if before == Standing::InFlight {
            self.progress.in_flight -= 1;
        }
        match standing {
            Standing::Waiting => {}
            Standing::InFlight => self.progress.in_flight += 1,
            Standing::Changed => self.progress.changed += 1,
            Standing::Planned => self.progress.planned += 1,
            Standing::Failed | Standing::Unsure => self.progress.failed += 1,
        }
    }
}
