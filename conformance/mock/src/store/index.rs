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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Sandboxes, generated};
    use std::time::SystemTime;

    const STATUSES: [Option<SandboxStatus>; 3] = [
        None,
        Some(SandboxStatus::Running),
        Some(SandboxStatus::Paused),
    ];
    const REGIONS: [Option<&str>; 3] = [None, Some("us-east"), Some("eu-west")];

    fn filters() -> impl Iterator<Item = Filter> {
        STATUSES.into_iter().flat_map(|status| {
            REGIONS.into_iter().map(move |region| Filter {
                organization: Organization::Main,
                status,
                region: region.map(Into::into),
            })
        })
    }

    fn index_of(count: usize) -> (Index, Vec<Sandbox>) {
        let mut store = Sandboxes::default();
        let now = SystemTime::UNIX_EPOCH;
        for seed in generated(Organization::Main, count, now) {
            store.add(seed, now).unwrap();
        }
        let sandboxes: Vec<Sandbox> = store.all(Organization::Main).cloned().collect();
        let mut index = Index::default();
        sandboxes.iter().for_each(|sandbox| index.insert(sandbox));
        (index, sandboxes)
    }

    /// The type of [`Index::after`] says that what it yields is all it visits; so it is enough that
    /// nothing is yielded that does not belong on the page.
    #[test]
    fn a_page_visits_only_what_it_holds_however_many_there_are() {
        let (index, sandboxes) = index_of(50_000);
        for filter in filters() {
            for position in [0, 1, 24_999, 49_800].map(Sequence) {
                let visited: Vec<_> = index.after(&filter, Some(position)).take(20).collect();
                let expected = sandboxes
                    .iter()
                    .skip(usize::try_from(position.0).unwrap())
                    .filter(|sandbox| Filter::matching(sandbox).contains(&filter))
                    .map(|sandbox| &sandbox.sequence)
                    .take(20);
                assert!(visited.into_iter().eq(expected), "{filter:?} {position:?}");
            }
        }
    }

    #[test]
    fn a_removed_sandbox_is_in_no_index() {
        let (mut index, sandboxes) = index_of(60);
        sandboxes.iter().for_each(|sandbox| index.remove(sandbox));
        assert!(index.matches.values().all(BTreeSet::is_empty));
    }
}
