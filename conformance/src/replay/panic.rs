//! A panic in the midst of a run is a fault of ours, and no reason to leave a sandbox behind.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::session::Session;
use crate::recording::{Given, Outcome, Recording};

/// Lets a future come to its end, or to what it panicked with.
pub(super) async fn caught<T>(future: impl Future<Output = T>) -> Result<T, String> {
    // Whatever the future has left half-way is not relied on: see `distrust`.
    let ended = AssertUnwindSafe(future).catch_unwind().await;
    ended.map_err(|panic| message(&*panic))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("for no reason that it tells").to_owned()
}

impl Session<'_> {
    /// Writes down that a scenario broke off over a panic, with no key in what is told of it.
    pub(super) fn note_panic(&mut self, panic: &str, recording: &mut Recording) {
        let fault = self.fault(panic);
        if let Some(record) = recording.scenarios.last_mut() {
            record.outcome = Outcome::Errored(fault);
        }
        self.distrust(&recording.given);
    }

    /// What to say of a panic.
    pub(super) fn fault(&self, panic: &str) -> String {
        let panic = self.redacted(panic);
        format!("a fault of ours, not the server's: the harness panicked: {panic}")
    }

    /// Relies on nothing that is thought of the given sandboxes: a call that was under way may
    /// have changed any of them.
    fn distrust(&mut self, given: &[Given]) {
        for sandbox in given {
            self.said.insert(sandbox.id.clone(), None);
        }
        self.unanswered = true;
        self.changed_at = Some(std::time::Instant::now());
    }
}
