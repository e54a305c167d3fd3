//! What happens to sandboxes behind the back of the mock.

use super::Call;
use crate::organization::Organization;
use crate::store::{Sandbox, SandboxSeed, SandboxStatus};
use crate::twin::memory::Memory;
use serde_json::Value;
use std::sync::MutexGuard;

/// What a twin does to sandboxes behind the back of the mock.
impl Call<'_> {
    /// The status of a sandbox now.
    pub(in crate::twin) fn status_of(&self, id: &str) -> Option<SandboxStatus> {
        self.state.sandboxes().get(id).map(|sandbox| sandbox.status)
    }

    pub(in crate::twin) fn put(&self, id: &str, status: SandboxStatus) {
        let now = self.state.clock.now();
        self.state.sandboxes().set_status(id, status, now);
    }

    /// Puts the sandbox that it names into a status.
    pub(in crate::twin) fn put_mine(&self, status: SandboxStatus) {
        self.put(&self.id, status);
    }

    /// Takes back what the mock did to the sandbox that it names.
    pub(in crate::twin) fn undo(&self) {
        if let Some(before) = self.before {
            self.put_mine(before);
        }
    }

    /// Does to its sandbox what it asks for, whoever asks, if it is in the state for it.
    pub(in crate::twin) fn act(&self) {
        if let Some(target) = self.target().filter(|_| self.moves()) {
            self.put_mine(target);
        }
    }

    /// The sandboxes of an organisation but the one that it names, in order of creation, with what
    /// `read` makes of them.
    pub(in crate::twin) fn others<T>(
        &self,
        of: Organization,
        read: impl Fn(&Sandbox) -> T,
    ) -> Vec<T> {
        let sandboxes = self.state.sandboxes();
        let others = sandboxes.all(of);
        others
            .filter(|sandbox| *sandbox.id != *self.id)
            .map(read)
            .collect()
    }

    /// Another sandbox of the caller in a status: the next one in order of creation, after the
    /// last one the first.
    pub(in crate::twin) fn neighbour(&self, status: SandboxStatus) -> Option<String> {
        let place = self.mine(|sandbox| sandbox.sequence)?;
        let alike = self.others(self.caller?, |sandbox| {
            let next = (sandbox.sequence < place, sandbox.sequence);
            (sandbox.status == status).then(|| (next, sandbox.id.to_string()))
        });
        alike.into_iter().flatten().min().map(|(_, id)| id)
    }

    /// Puts another sandbox behind all those there are, if there is none of that id.
    pub(in crate::twin) fn add(&self, id: &str) {
        let now = self.state.clock.now();
        // There is one of that id already.
        let _ = self.state.sandboxes().add(SandboxSeed::new(id), now);
    }

    /// Takes a sandbox away.
    pub(in crate::twin) fn take_away(&self, id: &str) {
        self.state.sandboxes().remove(id);
    }

    /// Whether calls have paused or resumed the sandbox that an element shows.
    pub(in crate::twin) fn knows(&self, element: &Value) -> bool {
        let id = element["id"].as_str().unwrap_or_default();
        self.memory().changes_of(id) > 0
    }

    pub(in crate::twin) fn memory(&self) -> MutexGuard<'_, Memory> {
        self.playing.memory()
    }

    /// When the call came, in Unix seconds.
    pub(in crate::twin) fn now(&self) -> u64 {
        crate::timestamp::since_epoch(self.state.clock.now()).as_secs()
    }
}
