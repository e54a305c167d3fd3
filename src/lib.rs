//! Typed client for the HopX sandbox control plane.
