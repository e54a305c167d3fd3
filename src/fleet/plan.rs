//! What a fleet is to do.

use std::num::NonZeroUsize;

use crate::client::Client;
use crate::generated::types::Sandbox;

use super::change::Change;

/// How many calls are in flight at a time, unless said otherwise.
const CONCURRENCY: NonZeroUsize = const { NonZeroUsize::new(16).unwrap() };
/// Every page of the documentation allows this many (pages *list* and *pagination*).
const PAGE_SIZE: u32 = 100;

/// What a fleet is to do.
pub(super) struct Plan {
    pub(super) client: Client,
    pub(super) change: Change,
    pub(super) selection: Selection,
    pub(super) concurrency: NonZeroUsize,
    pub(super) dry_run: bool,
}

/// Which sandboxes.
pub(super) enum Selection {
    Ids(Vec<String>),
    Listed(Filter),
}

/// Which of the listed sandboxes.
pub(super) struct Filter {
    pub(super) region: Option<String>,
    pub(super) page_size: u32,
    pub(super) matching: Option<Condition>,
}

pub(super) type Condition = Box<dyn Fn(&Sandbox) -> bool + Send + Sync>;

impl Plan {
    /// The change for every sandbox that it is for.
    pub(super) fn new(client: Client, change: Change) -> Self {
        Self {
            client,
            change,
            selection: Selection::Listed(Filter::default()),
            concurrency: CONCURRENCY,
            dry_run: false,
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            region: None,
            page_size: PAGE_SIZE,
            matching: None,
        }
    }
}

impl Filter {
    /// Whether a listed sandbox is to be changed. Servers filter as well; one that does not
    /// must not get everything changed.
    pub(super) fn chooses(&self, change: Change, sandbox: &Sandbox) -> bool {
        let elsewhere = match (&self.region, &sandbox.region) {
            (Some(wanted), Some(region)) => wanted != region,
            _ => false,
        };
        let fits = sandbox.status == change.from() && !elsewhere;
        fits && self
            .matching
            .as_ref()
            .is_none_or(|matching| matching(sandbox))
    }
}
