//! Conformance harness for the HopX sandbox control plane.
