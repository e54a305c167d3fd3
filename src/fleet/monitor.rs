//! What can be seen of a fleet from outside.

use std::fmt;
use std::sync::Arc;

use super::ledger::Ledger;
use super::report::{FleetProgress, FleetReport};

/// Sees how a [`Fleet`](super::Fleet) gets on, from anywhere, and what came of it after it was
/// dropped.
#[derive(Clone)]
pub struct FleetMonitor(Arc<Ledger>);

impl FleetMonitor {
    pub(super) fn new(ledger: Arc<Ledger>) -> Self {
        Self(ledger)
    }

    /// How far it has got by now.
    pub fn progress(&self) -> FleetProgress {
        self.0.progress()
    }

    /// Waits until no call is in flight and none will begin, and says how every sandbox
    /// stands. That comes when the fleet has been read to its end, or soon after it was
    /// dropped: calls that are in flight then are seen through.
    pub async fn finished(&self) -> FleetReport {
        self.0.closed().await;
        self.0.report()
    }
}

impl fmt::Debug for FleetMonitor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("FleetMonitor")
            .field(&self.progress())
            .finish()
    }
}
