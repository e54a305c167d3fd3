//! `hopx-conformance schema`: the JSON Schema of a report and of files written by hand.

use std::io::{self, Write};

use clap::Args;

use super::{Error, closed, command};
use crate::exit::Exit;
use crate::schema::Subject;

/// Which schema.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What it is the schema of.
    #[arg(value_enum, value_name = "WHAT")]
    subject: Subject,
}

pub(super) fn run(args: &SchemaArgs) -> Result<Exit, Error> {
    let mut out = io::stdout().lock();
    let schema = args.subject.schema(&command());
    match out.write_all(schema.as_bytes()) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(Exit::Conforms),
    }
}
