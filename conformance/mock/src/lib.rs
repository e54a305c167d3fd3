//! A stateful, in-process HopX control plane for tests.
