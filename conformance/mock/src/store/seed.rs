//! What a test says of a sandbox that it puts into a mock.

use super::SandboxStatus;
use crate::organization::Organization;
use std::time::SystemTime;

/// A sandbox to put into a mock. Whatever is not said has a default.
///
/// ```
/// use hopx_mock::{SandboxSeed, SandboxStatus};
///
/// let seed = SandboxSeed::new("sandbox_mine")
///     .status(SandboxStatus::Paused)
///     .region("eu-west");
/// # let _ = seed;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxSeed {
    pub(super) id: String,
    pub(super) organization: Organization,
    pub(super) status: SandboxStatus,
    pub(super) region: String,
    pub(super) template_name: String,
    pub(super) internet_access: bool,
    pub(super) timeout_seconds: Option<u32>,
    pub(super) created_at: Option<SystemTime>,
}

impl SandboxSeed {
    /// A running sandbox of the main organisation in `us-east`. Any text will do for an id, also
    /// one that has to be percent-encoded in a path.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            organization: Organization::Main,
            status: SandboxStatus::Running,
            region: "us-east".into(),
            template_name: "base".into(),
            internet_access: true,
            timeout_seconds: None,
            created_at: None,
        }
    }

    /// The same under the id that `name` makes of its id.
    pub(crate) fn named(mut self, name: impl FnOnce(&str) -> String) -> Self {
        self.id = name(&self.id);
        self
    }

    /// Whose sandbox it is; the main organisation's by default.
    #[must_use]
    pub fn organization(mut self, organization: Organization) -> Self {
        self.organization = organization;
        self
    }

    /// Its status; [`SandboxStatus::Running`] by default.
    #[must_use]
    pub fn status(mut self, status: SandboxStatus) -> Self {
        self.status = status;
        self
    }

    /// Its region, any text; `us-east` by default.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// The name of its template, any text; `base` by default.
    #[must_use]
    pub fn template_name(mut self, name: impl Into<String>) -> Self {
        self.template_name = name.into();
        self
    }

    /// Whether it may reach the internet; it may by default.
    #[must_use]
    pub fn internet_access(mut self, allowed: bool) -> Self {
        self.internet_access = allowed;
        self
    }

    /// After how many seconds it would expire; never by default. It is only told as
    /// `timeout_seconds` and `expires_at`: a mock does not let sandboxes expire.
    #[must_use]
    pub fn timeout_seconds(mut self, seconds: u32) -> Self {
        self.timeout_seconds = Some(seconds);
        self
    }

    /// When it was created; when it is put into the mock by default. It is only told as
    /// `created_at`: lists keep the order in which sandboxes were put into the mock.
    #[must_use]
    pub fn created_at(mut self, time: SystemTime) -> Self {
        self.created_at = Some(time);
        self
    }
}
