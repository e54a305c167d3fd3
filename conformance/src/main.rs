//! Entry point of the `hopx-conformance` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    hopx_conformance::cmd::main()
}
