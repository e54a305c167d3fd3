//! `hopx-conformance completions`: what makes a shell complete the command line.

use std::io::{self, Write};

use clap::Args;
use clap_complete::Shell;

use super::{Error, closed, command};
use crate::exit::Exit;

pub(super) const EXAMPLES: &str = "Examples:\n  source <(hopx-conformance completions bash)                     # this shell\n  hopx-conformance completions zsh > ~/.zfunc/_hopx-conformance   # a folder of $fpath\n  hopx-conformance completions fish > ~/.config/fish/completions/hopx-conformance.fish";

/// Which shell.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Shell to print completions for.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, Error> {
    // Whole before it is written: what generates it panics where it cannot be.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "hopx-conformance", &mut script);
    match io::stdout().lock().write_all(&script) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}
