//! Which sandboxes, and how.

use std::fmt;
use std::num::NonZeroUsize;

use crate::client::Client;
use crate::generated::types::Sandbox;

use super::change::Change;
use super::run::Fleet;

/// How many calls are in flight at a time, unless said otherwise.
const CONCURRENCY: NonZeroUsize = const { NonZeroUsize::new(16).unwrap() };
/// Every page of the documentation allows this many (pages *list* and *pagination*).
const PAGE_SIZE: u32 = 100;

/// Which sandboxes [`Client::resume_all`] and [`Client::pause_all`] change, and how; ends with
/// [`start`](Self::start).
#[must_use = "nothing happens until it is started"]
pub struct FleetBuilder {
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

impl FleetBuilder {
    pub(crate) fn new(client: Client, change: Change) -> Self {
        Self {
            client,
            change,
            selection: Selection::Listed(Filter::default()),
            concurrency: CONCURRENCY,
            dry_run: false,
        }
    }

    /// Only these sandboxes, without a look at any list. An id that is given twice counts
    /// once. Filters that were set before are dropped.
    pub fn ids<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.selection = Selection::Ids(ids.into_iter().map(Into::into).collect());
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
        self.concurrency = NonZeroUsize::new(calls).unwrap_or(NonZeroUsize::MIN);
        self
    }

    /// Whether to go through everything and change nothing: every sandbox that would be
    /// changed comes out as [`Planned`](super::FleetEffect::Planned).
    pub fn dry_run(mut self, dry: bool) -> Self {
        self.dry_run = dry;
        self
    }

    /// Begins.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn start(self) -> Fleet {
        Fleet::start(self)
    }

    fn filtered(mut self, set: impl FnOnce(&mut Filter)) -> Self {
        let mut filter = match self.selection {
            Selection::Listed(filter) => filter,
            Selection::Ids(_) => Filter::default(),
        };
        set(&mut filter);
        self.selection = Selection::Listed(filter);
        self
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

impl fmt::Debug for FleetBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FleetBuilder")
            .field("client", &self.client)
            .field("change", &self.change)
            .field("concurrency", &self.concurrency)
            .field("dry_run", &self.dry_run)
            .finish_non_exhaustive()
    }
}
