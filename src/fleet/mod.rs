//! The same change for many sandboxes.

mod builder;
mod change;
mod drive;
mod ledger;
mod listing;
mod monitor;
mod outcome;
mod plan;
mod report;
mod run;

pub use builder::FleetBuilder;
pub(crate) use change::Change;
pub use monitor::FleetMonitor;
pub use outcome::{FleetEffect, FleetOutcome};
pub use report::{FleetProgress, FleetReport};
pub use run::Fleet;
