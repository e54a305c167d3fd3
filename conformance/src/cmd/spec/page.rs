//! `hopx-conformance spec page`: the description and its claims as a page for review. Contacts
//! nobody.

use std::path::PathBuf;

use clap::Args;

use super::super::Error;
use super::super::inputs::ContractArgs;
use crate::exit::Exit;
use crate::output::{Output, Readers};
use crate::spec_page;

pub(super) const EXIT_CODES: &str =
    "Exit codes:\n  0 the page is written   2 wrong usage or unreadable input";

/// Where the page goes, and what it is about.
#[derive(Debug, Args)]
pub(super) struct PageArgs {
    /// The file to write. It needs no network, and is the same for the same input.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    contract: ContractArgs,
}

pub(super) fn run(args: &PageArgs) -> Result<Exit, Error> {
    let inputs = args.contract.read()?;
    let output = Output::prepare(&args.out, Readers::AsUsual)?;
    let page = spec_page::render(&inputs.contract, &inputs.scenarios)?;
    output.write(page.as_bytes())?;
    Ok(Exit::Conforms)
}
