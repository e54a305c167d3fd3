//! What is still to be put back, for whoever asks while the run is under way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The given sandboxes that may be in another status than they were found in.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    displaced: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Standing {
    /// The ids, each with the status that it was found in.
    pub fn left(&self) -> BTreeMap<String, String> {
        self.locked().clone()
    }

    pub(super) fn displace(&self, sandbox: &str, found: &str) {
        self.locked().insert(sandbox.to_owned(), found.to_owned());
    }

    /// Everything is back but these.
    pub(super) fn back_but<'i>(&self, left: impl IntoIterator<Item = &'i str>) {
        let left: Vec<_> = left.into_iter().collect();
        self.locked()
            .retain(|sandbox, _| left.contains(&sandbox.as_str()));
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.displaced
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
