//! A sandbox as the store keeps it.

use super::SandboxStatus;
use crate::organization::Organization;
use crate::timestamp::Timestamp;
use serde::Serialize;
use std::sync::Arc;

/// The place of a sandbox in the order of creation. A number is never used twice, so it is
/// also a position from which a list can go on, whatever has happened to that sandbox since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Sequence(pub(crate) u64);

/// A sandbox. Members that follow from these, such as its URLs, are made when it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Sandbox {
    pub(crate) sequence: Sequence,
    pub(crate) id: Arc<str>,
    pub(crate) organization: Organization,
    pub(crate) status: SandboxStatus,
    pub(crate) region: Arc<str>,
    pub(crate) template_name: Arc<str>,
    pub(crate) template_id: u32,
    pub(crate) resources: Resources,
    pub(crate) internet_access: bool,
    pub(crate) timeout_seconds: Option<u32>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// What the machine of a sandbox has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Resources {
    pub(crate) vcpu: u32,
    pub(crate) memory_mb: u32,
    pub(crate) disk_mb: u32,
}
