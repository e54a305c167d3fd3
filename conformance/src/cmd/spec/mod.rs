//! `hopx-conformance spec`: the description as something that people review and change.

mod check;
mod compare;
mod diff;
mod page;

use clap::{Args, Subcommand};

use super::Error;
use crate::exit::Exit;
use crate::spec::Finding;

const EXIT_CODES: &str =
    "Exit codes:\n  0 nothing to mend   1 something to mend   2 wrong usage or unreadable input";

/// What to do with the description.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct SpecArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a description, claims and scenarios together. Prints a line a finding.
    ///
    /// It works on an edit that would stop the build. Ends with 2 where a file cannot be read.
    #[command(after_help = EXIT_CODES)]
    Check(check::CheckArgs),
    /// Hold the description against another party's of the same API.
    ///
    /// Prints what differs, what only one of them has, and the claims behind it. That they differ is
    /// no failure.
    #[command(after_help = EXIT_CODES)]
    Compare(compare::CompareArgs),
    /// Print what changed between two descriptions, and what that does to whom.
    ///
    /// Each change is told for those who call the API and for those who use the crate that is
    /// generated from the description. Ends with 1 where the version in the manifest does not
    /// go as far as the changes ask.
    #[command(after_help = EXIT_CODES)]
    Diff(diff::DiffArgs),
    /// Write the description and its claims as a page for review.
    ///
    /// What is contested comes first; then operations, schemas and claims, what tests what, and the
    /// outline of the generated client.
    #[command(after_help = page::EXIT_CODES)]
    Page(page::PageArgs),
}

pub(super) fn run(args: &SpecArgs) -> Result<Exit, Error> {
    match &args.command {
        Command::Check(args) => check::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Page(args) => page::run(args),
    }
}

/// Several reasons why a command could not be carried out, a line each.
fn refusal(findings: &[Finding]) -> Error {
    let lines = findings.iter().map(|finding| {
        let lines = finding.to_string();
        crate::printable::printable(&lines)
    });
    lines.collect::<Vec<_>>().join("\n").into()
}
