//! The commands of `hopx-conformance`, one file each.

mod arguments;
mod claims;
mod command_line;
mod completions;
mod config;
mod examples;
mod exploration;
mod explore;
mod inputs;
mod interruption;
mod journal;
mod judge;
mod judging;
mod kept;
mod keys;
mod known;
mod list;
mod man;
mod meant;
mod merge;
mod mock;
mod plan;
mod record;
mod reports;
mod restore;
mod run;
mod schema;
mod self_test;
mod sharding;
mod spec;
mod stderr;
mod target;
mod terminal;

pub use command_line::{command, main};

use stderr::{closed, warn};

/// Why a command could not be carried out.
type Error = Box<dyn std::error::Error>;
