//! Typed client for the HopX sandbox control plane: list, pause and resume.

// The generated code names types of this crate from outside.
extern crate self as hopx_client;

mod client;
pub mod generated;
mod loose;
mod null_list;
mod open_enum;
mod path_segment;
mod secret;
mod timestamp;
#[cfg(feature = "rustls")]
mod tls;

pub use client::{BuildError, Client};
pub use generated::open::SandboxStatus;
pub use generated::types;
pub use loose::Loose;
pub use path_segment::{NoPathSegment, PathSegment};
pub use secret::Secret;
pub use timestamp::Timestamp;
