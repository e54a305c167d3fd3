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
        let Some(sequence) = self.by_id.get(id) else {
            return false;
        };
        let Some(shared) = self.records.get_mut(sequence) else {
            return false;
        };
        if shared.status != status {
            self.index.remove(shared);
            let sandbox = Arc::make_mut(shared);
            sandbox.status = status;
            sandbox.updated_at = now.into();
            self.index.insert(sandbox);
        }
        true
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
            .get(id)
            .filter(|sandbox| sandbox.organization == organization)
            .ok_or(ChangeRefused::NotFound)?;
        change.check(own.status, repeated)?;
        self.set_status(id, change.to(), now);
        Ok(())
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
