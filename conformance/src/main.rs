//! Entry point of the `hopx-conformance` binary.
fn main() {}
