#![doc = include_str!("../README.md")]

mod builder;
mod clock;
mod control_plane;
mod date;
mod fault;
mod http;
mod mock;
mod organization;
mod rate_limit;
mod request_ids;
mod request_log;
mod state;
mod store;
mod timestamp;
mod twin;

pub use builder::{MockBuilder, StartError};
pub use clock::{Clock, ManualClock, SystemClock};
pub use control_plane::{ControlPlane, SandboxSummary};
pub use fault::{Fault, Operation};
pub use mock::Mock;
pub use organization::Organization;
pub use rate_limit::RateLimit;
pub use request_log::AnsweredRequest;
pub use store::{DuplicateId, RepeatedChange, SandboxSeed, SandboxStatus};
pub use twin::Twin;
