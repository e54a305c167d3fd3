//! The same change for many sandboxes.

mod builder;
mod change;
mod drive;
mod ledger;
mod listing;
mod monitor;
mod outcome;
mod run;

pub use builder::FleetBuilder;
pub(crate) use change::Change;
pub use monitor::{FleetMonitor, FleetProgress, FleetReport};
pub use outcome::{FleetEffect, FleetOutcome};
pub use run::Fleet;
