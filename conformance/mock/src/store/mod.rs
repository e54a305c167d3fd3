//! The sandboxes of a mock and the rules of their states. Nothing here knows of HTTP.

mod change;
mod generated;
mod index;
mod names;
mod sandbox;
mod sandboxes;
mod seed;
mod status;

pub use change::RepeatedChange;
pub use sandboxes::DuplicateId;
pub use seed::SandboxSeed;
pub use status::SandboxStatus;

pub(crate) use change::{Change, ChangeRefused};
pub(crate) use generated::generated;
pub(crate) use index::Filter;
pub(crate) use sandbox::{Resources, Sandbox, Sequence};
pub(crate) use sandboxes::{Page, Sandboxes};
