//! Settings: what the command line, the environment and `hopx-conformance.toml` say, and which
//! of them is in force.
//!
//! The definition of the command line is the one list of settings. Every flag has a variable
//! ([`Setting::variable`]) and, where it says how things are and not what is to be done once, a
//! name in the file ([`Setting::name`]). Flags go before the environment, the environment before
//! the file, the file before defaults; a key goes to the server that it belongs to.

mod asked;
mod checked;
mod command;
mod error;
mod file;
mod find;
mod in_force;
mod key;
mod layers;
mod nearest;
mod schema;
mod section;
mod setting;
mod target;
mod value;

pub use error::ConfigError;
pub use in_force::{InForce, Origin, Shown};
pub use key::{KeyError, KeySource};
pub use layers::{Settled, settle};
pub use nearest::nearest;
pub use schema::ConfigSchema;
pub use setting::{Kind, Setting, settable};

pub(crate) use command::with_settings;

/// The name of the file.
pub const FILE_NAME: &str = "hopx-conformance.toml";
