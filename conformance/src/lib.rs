//! Conformance harness for the HopX sandbox control plane.

pub mod contract;
pub mod judge;
pub mod recording;
pub mod redact;
pub mod replay;
pub mod scenario;
pub mod snapshot;
pub mod state;
