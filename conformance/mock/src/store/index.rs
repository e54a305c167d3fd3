//! Ordered indexes: for every filter the API knows, the sandboxes that match, in order of creation.

use super::{Sandbox, SandboxStatus, Sequence};
use crate::organization::Organization;
use std::collections::btree_set::Range;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::Arc;

/// Which sandboxes are wanted. What is `None` is not filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Filter {
    pub(crate) organization: Organization,
    pub(crate) status: Option<SandboxStatus>,
    pub(crate) region: Option<Arc<str>>,
}

impl Filter {
    /// The four filters that `sandbox` matches.
    fn matching(sandbox: &Sandbox) -> [Self; 4] {
        let filter = |status, region| Self {
            organization: sandbox.organization,
            status,
            region,
        };
        let (status, region) = (Some(sandbox.status), Some(&sandbox.region));
        [
            filter(None, None),
            filter(status, None),
            filter(None, region.cloned()),
            filter(status, region.cloned()),
        ]
    }
}

/// For each filter the sandboxes that match it.
#[derive(Debug, Default)]
pub(crate) struct Index {
    matches: HashMap<Filter, BTreeSet<Sequence>>,
}

impl Index {
    pub(crate) fn insert(&mut self, sandbox: &Sandbox) {
        for filter in Filter::matching(sandbox) {
            self.matches
                .entry(filter)
                .or_default()
                .insert(sandbox.sequence);
        }
    }

    pub(crate) fn remove(&mut self, sandbox: &Sandbox) {
        for filter in Filter::matching(sandbox) {
            if let Some(matches) = self.matches.get_mut(&filter) {
                matches.remove(&sandbox.sequence);
            }
        }
    }

    /// What matches `filter`, in order of creation, from right after `position` on.
    ///
    /// A plain range of one ordered set: reading `n` of it visits `n` entries, wherever it begins
    /// and however many sandboxes do not match.
    pub(crate) fn after(&self, filter: &Filter, position: Option<Sequence>) -> Range<'_, Sequence> {
        static NOTHING: BTreeSet<Sequence> = BTreeSet::new();
        let start = position.map_or(Bound::Unbounded, Bound::Excluded);
        self.matches
            .get(filter)
            .unwrap_or(&NOTHING)
            .range((start, Bound::Unbounded))
    }
}
