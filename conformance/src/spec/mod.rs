//! The description as something that people review and change.
//!
//! [`check`] says what is wrong with it, with the claims behind it and with the scenarios;
//! [`diff`] says what a change does to those who depend on it; [`compare`] holds it against
//! another party's.
//! Everything here reads the files that it is given, and contacts nobody.

pub mod check;
pub mod compare;
pub mod diff;
mod finding;
mod manifest;
mod node;
mod release;
mod revision;
mod source;
mod step;
mod version;
mod words;

pub use finding::{Finding, Spot};
pub(crate) use node::Node;
pub use release::{Release, version_at, version_in};
pub use revision::{DESCRIPTION, Origin};
pub use source::{LARGEST, Source};
pub use step::Step;
