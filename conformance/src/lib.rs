//! Conformance harness for the HopX sandbox control plane.

pub mod contract;
pub mod recording;
