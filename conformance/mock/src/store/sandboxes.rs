//! All sandboxes of a mock.

use super::index::Index;
use super::names::Names;
use super::{
    Change, ChangeRefused, Filter, RepeatedChange, Resources, Sandbox, SandboxSeed, SandboxStatus,
    Sequence,
};
use crate::organization::Organization;
use crate::timestamp::Timestamp;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

const RESOURCES: Resources = Resources {
    vcpu: 2,
    memory_mb: 4096,
    disk_mb: 20_480,
};

/// A mock has a sandbox with this id already, perhaps in its other organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateId(pub String);

impl fmt::Display for DuplicateId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the mock already has a sandbox `{}`", self.0)
    }
}

impl std::error::Error for DuplicateId {}

/// Some of the sandboxes that match a filter, in order of creation.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) sandboxes: Vec<Arc<Sandbox>>,
    /// Where the next page begins; `None` when nothing more matches.
    pub(crate) next: Option<Sequence>,
}

/// The sandboxes of both organisations.
///
/// Finding one by its id costs the same however many there are, a change of status is logarithmic
/// in their number, and a page costs what it holds.
#[derive(Debug, Default)]
pub(crate) struct Sandboxes {
    created: u64,
    by_id: HashMap<Arc<str>, Sequence>,
    /// Shared, so that a page can be taken away and written out while the store is in use.
    records: HashMap<Sequence, Arc<Sandbox>>,
    index: Index,
    regions: Names,
    templates: Names,
}

impl Sandboxes {
    pub(crate) fn add(&mut self, seed: SandboxSeed, now: SystemTime) -> Result<(), DuplicateId> {
        if self.by_id.contains_key(seed.id.as_str()) {
            return Err(DuplicateId(seed.id));
        }
        let sandbox = self.create(seed, now);
        self.index.insert(&sandbox);
        self.by_id.insert(sandbox.id.clone(), sandbox.sequence);
        self.records.insert(sandbox.sequence, Arc::new(sandbox));
        Ok(())
    }

    fn create(&mut self, seed: SandboxSeed, now: SystemTime) -> Sandbox {
        self.created += 1;
        let created_at = Timestamp::from(seed.created_at.unwrap_or(now));
        let (region, _) = self.regions.intern(&seed.region);
        let (template_name, template_id) = self.templates.intern(&seed.template_name);
        Sandbox {
            sequence: Sequence(self.created),
            id: seed.id.into(),
            organization: seed.organization,
            status: seed.status,
            region,
            template_name,
            template_id,
            resources: RESOURCES,
            internet_access: seed.internet_access,
            timeout_seconds: seed.timeout_seconds,
            created_at,
            updated_at: created_at,
        }
    }

    /// Removes a sandbox of either organisation; says whether there was one.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let sequence = self.by_id.remove(id);
        let sandbox = sequence.and_then(|sequence| self.records.remove(&sequence));
        sandbox
            .inspect(|sandbox| self.index.remove(sandbox))
            .is_some()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Sandbox> {
        let sequence = self.by_id.get(id)?;
        self.records.get(sequence).map(Arc::as_ref)
    }

    /// Puts a sandbox of either organisation into `status`, whatever its present one; says whether
    /// there was such a sandbox.
    pub(crate) fn set_status(&mut self, id: &str, status: SandboxStatus, now: SystemTime) -> bool {
        let entry = self.entry(id);
        entry.map(|entry| entry.set_status(status, now)).is_some()
    }

    /// Pauses or resumes a sandbox of `organization`.
    pub(crate) fn change(
        &mut self,
        organization: Organization,
        id: &str,
        change: Change,
        repeated: RepeatedChange,
        now: SystemTime,
    ) -> Result<(), ChangeRefused> {
        let own = self
            .entry(id)
            .filter(|entry| entry.sandbox.organization == organization)
            .ok_or(ChangeRefused::NotFound)?;
        change.check(own.sandbox.status, repeated)?;
        own.set_status(change.to(), now);
        Ok(())
    }

    fn entry(&mut self, id: &str) -> Option<Entry<'_>> {
        let sequence = self.by_id.get(id)?;
        let sandbox = self.records.get_mut(sequence)?;
        Some(Entry {
            sandbox,
            index: &mut self.index,
        })
    }

    /// Up to `limit` sandboxes that match `filter`, in order of creation, from right after
    /// `position` on.
    ///
    /// A position stays good whatever happens to the sandbox it was taken from: it is a place in
    /// the order of creation, not a count of those before.
    pub(crate) fn page(&self, filter: &Filter, position: Option<Sequence>, limit: usize) -> Page {
        let mut rest = self.index.after(filter, position);
        let sandboxes: Vec<_> = rest
            .by_ref()
            .take(limit)
            .filter_map(|sequence| self.records.get(sequence).cloned())
            .collect();
        let last = sandboxes.last().map(|sandbox| sandbox.sequence);
        Page {
            next: rest.next().and(last),
            sandboxes,
        }
    }

    /// All sandboxes of `organization`, in order of creation.
    pub(crate) fn all(&self, organization: Organization) -> impl Iterator<Item = &Sandbox> {
        let filter = Filter {
            organization,
            status: None,
            region: None,
        };
        self.index
            .after(&filter, None)
            .filter_map(|sequence| self.records.get(sequence).map(Arc::as_ref))
    }
}

/// A sandbox in its place, with the index that has to follow its changes.
struct Entry<'a> {
    sandbox: &'a mut Arc<Sandbox>,
    index: &'a mut Index,
}

impl Entry<'_> {
    fn set_status(self, status: SandboxStatus, now: SystemTime) {
        if self.sandbox.status == status {
            return;
        }
        self.index.remove(self.sandbox);
        // A page that is being written out keeps the sandbox as it was.
        let sandbox = Arc::make_mut(self.sandbox);
        sandbox.status = status;
        sandbox.updated_at = now.into();
        self.index.insert(sandbox);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUSES: [SandboxStatus; 3] = [
        SandboxStatus::Running,
        SandboxStatus::Paused,
        SandboxStatus::Stopped,
    ];
    const REGIONS: [&str; 2] = ["us-east", "eu-west"];
    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    /// Numbers that look random and are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) as usize % sides
        }

        fn pick<T: Copy>(&mut self, from: &[T]) -> T {
            from[self.roll(from.len())]
        }
    }

    /// The plainest store there is: a list that is read from its beginning.
    #[derive(Default)]
    struct Plain(Vec<(String, SandboxStatus, &'static str)>);

    impl Plain {
        fn matching(&self, filter: &Filter) -> Vec<&str> {
            self.0
                .iter()
                .filter(|(_, status, _)| filter.status.is_none_or(|wanted| wanted == *status))
                .filter(|(_, _, region)| {
                    filter
                        .region
                        .as_deref()
                        .is_none_or(|wanted| wanted == *region)
                })
                .map(|(id, _, _)| id.as_str())
                .collect()
        }
    }

    /// One random step of both stores.
    fn step(dice: &mut Dice, number: usize, store: &mut Sandboxes, plain: &mut Plain) {
        let place = dice.roll(plain.0.len().max(1));
        let status = dice.pick(&STATUSES);
        match (dice.roll(4), plain.0.get_mut(place)) {
            (0, Some((id, ..))) => {
                assert!(store.remove(id));
                plain.0.remove(place);
            }
            (1, Some((id, present, _))) => {
                assert!(store.set_status(id, status, NOW));
                *present = status;
            }
            _ => {
                let (id, region) = (format!("s{number}"), dice.pick(&REGIONS));
                let seed = SandboxSeed::new(&id).status(status).region(region);
                store.add(seed, NOW).unwrap();
                plain.0.push((id, status, region));
            }
        }
    }

    fn walk(store: &Sandboxes, filter: &Filter, limit: usize) -> Vec<String> {
        let (mut ids, mut position) = (Vec::new(), None);
        loop {
            let page = store.page(filter, position, limit);
            assert!(page.sandboxes.len() <= limit);
            ids.extend(page.sandboxes.iter().map(|sandbox| sandbox.id.to_string()));
            if page.next.is_none() {
                return ids;
            }
            assert!(page.next > position, "the pages do not end");
            position = page.next;
        }
    }

    #[test]
    fn pages_are_what_a_plain_list_would_show_after_any_changes() {
        let (mut dice, mut store, mut plain) = (Dice(7), Sandboxes::default(), Plain::default());
        for number in 0..3_000 {
            step(&mut dice, number, &mut store, &mut plain);
            let filter = Filter {
                organization: Organization::Main,
                status: [None, Some(dice.pick(&STATUSES))][dice.roll(2)],
                region: [None, Some(dice.pick(&REGIONS).into())][dice.roll(2)].clone(),
            };
            let limit = [1, 10, 1_000][dice.roll(3)];
            assert_eq!(walk(&store, &filter, limit), plain.matching(&filter));
        }
    }

    #[test]
    fn a_page_that_was_taken_stays_as_it_was() {
        let mut store = Sandboxes::default();
        store.add(SandboxSeed::new("mine"), NOW).unwrap();
        let filter = Filter {
            organization: Organization::Main,
            status: None,
            region: None,
        };
        let page = store.page(&filter, None, 1);
        store.set_status("mine", SandboxStatus::Paused, NOW);
        assert_eq!(page.sandboxes[0].status, SandboxStatus::Running);
        assert_eq!(store.get("mine").unwrap().status, SandboxStatus::Paused);
    }
}
