//! Which sandboxes, and how.

use std::fmt;
use std::num::NonZeroUsize;

use crate::client::Client;
use crate::generated::types::Sandbox;

use super::change::Change;
use super::plan::{Filter, Plan, Selection};
use super::run::Fleet;

/// Which sandboxes [`Client::resume_all`] and [`Client::pause_all`] change, and how; ends with
/// [`start`](Self::start).
#[must_use = "nothing happens until it is started"]
pub struct FleetBuilder(Plan);

impl FleetBuilder {
    pub(crate) fn new(client: Client, change: Change) -> Self {
        Self(Plan::new(client, change))
    }

    /// Only these sandboxes, without a look at any list. An id that is given twice counts
    /// once. Filters that were set before are dropped.
    pub fn ids<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.0.selection = Selection::Ids(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Only sandboxes in this region (page *list*). Ids that were given before are dropped.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.filtered(|filter| filter.region = Some(region.into()))
    }

    /// Only sandboxes of which this holds, as the list shows them. Ids that were given before
    /// are dropped.
    pub fn matching(self, matching: impl Fn(&Sandbox) -> bool + Send + Sync + 'static) -> Self {
        self.filtered(|filter| filter.matching = Some(Box::new(matching)))
    }

    /// How many sandboxes one page of the list holds, 1 to 1,000; 100 unless said otherwise,
    /// which is what all pages of the documentation allow. Ids that were given before are
    /// dropped.
    pub fn page_size(self, size: u32) -> Self {
        self.filtered(|filter| filter.page_size = size)
    }

    /// How many calls are in flight at a time; 16 unless said otherwise, and 0 counts as 1.
    pub fn concurrency(mut self, calls: usize) -> Self {
        self.0.concurrency = NonZeroUsize::new(calls).unwrap_or(NonZeroUsize::MIN);
        self
    }

    /// Whether to go through everything and change nothing: every sandbox that would be
    /// changed comes out as [`Planned`](super::FleetEffect::Planned).
    pub fn dry_run(mut self, dry: bool) -> Self {
        self.0.dry_run = dry;
        self
    }

    /// Begins.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn start(self) -> Fleet {
        Fleet::start(self.0)
    }

    fn filtered(mut self, set: impl FnOnce(&mut Filter)) -> Self {
        let mut filter = match self.0.selection {
            Selection::Listed(filter) => filter,
            Selection::Ids(_) => Filter::default(),
        };
        set(&mut filter);
        self.0.selection = Selection::Listed(filter);
        self
    }
}

impl fmt::Debug for FleetBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FleetBuilder")
            .field("client", &self.0.client)
            .field("change", &self.0.change)
            .field("concurrency", &self.0.concurrency)
            .field("dry_run", &self.0.dry_run)
            .finish_non_exhaustive()
    }
}
