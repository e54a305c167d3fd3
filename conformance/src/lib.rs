//! Conformance harness for the HopX sandbox control plane.
//!
//! ```text
//! contract ─┐
//! scenarios ┴→ replay → Recording → judge → Verdict → report
//! ```
//!
//! [`replay`] is the only part that does network I/O and yields plain data; [`judge`] is a
//! pure function of contract, scenarios and recording; a report is a reader of the verdict.

pub mod accounting;
pub mod census;
pub mod cmd;
pub mod conclusion;
pub mod config;
pub mod contract;
pub mod drift;
mod escaped;
pub mod evidence;
pub mod exit;
pub mod explore;
#[path = "../../build/generatable/mod.rs"]
mod generatable;
pub mod journal;
pub mod judge;
pub mod known;
pub mod ledger;
pub mod merge;
pub mod output;
pub mod overlap;
mod page;
pub mod plan;
mod printable;
pub mod recording;
pub mod redact;
#[expect(
    dead_code,
    reason = "shared with the build of the client, which uses more of it"
)]
#[path = "../../build/relax/mod.rs"]
mod relax;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod schema;
mod selftest;
pub mod shard;
pub mod silence;
pub mod snapshot;
pub mod spec;
mod spec_page;
pub mod state;
#[path = "../../build/yaml.rs"]
mod yaml;
