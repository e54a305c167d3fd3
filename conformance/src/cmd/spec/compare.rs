//! `hopx-conformance spec compare`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::{Error, closed};
use super::refusal;
use crate::contract::Contract;
use crate::exit::Exit;
use crate::spec::Source;
use crate::spec::compare;

/// Which descriptions to hold against each other.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// Another party's description of the same API: OpenAPI 3.0, YAML or JSON.
    #[arg(value_name = "OTHER")]
    other: PathBuf,
    /// Our description, in place of the built-in one.
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// Our claims, in place of the built-in ones.
    #[arg(long, value_name = "FILE")]
    claims: Option<PathBuf>,
    /// How it is told.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How a comparison is told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Lines for a terminal.
    Text,
    /// For programs: what agrees, too.
    Json,
    /// For a ticket or a pull request.
    Markdown,
}

pub(super) fn run(args: &CompareArgs) -> Result<Exit, Error> {
    let contract = Contract::load(args.contract.as_deref(), args.claims.as_deref())?;
    let ours = match &args.contract {
        Some(path) => Source::read(path),
        None => Source::embedded(),
    };
    let (ours, theirs) = match (ours, Source::read(&args.other)) {
        (Ok(ours), Ok(theirs)) => (ours, theirs),
        (ours, theirs) => {
            let unread = [ours.err(), theirs.err()].into_iter().flatten();
            return Err(refusal(&unread.collect::<Vec<_>>()));
        }
    };
    let report = compare::compare(&ours, &theirs, &contract.claims);
    let report = report.map_err(|findings| refusal(&findings))?;
    let told = match args.format {
        Format::Text => report.text(),
        Format::Json => report.json(),
        Format::Markdown => report.markdown(),
    };
    match io::stdout().lock().write_all(told.as_bytes()) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}
