//! `hopx-conformance spec check`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::{Error, closed};
use crate::exit::Exit;
use crate::spec::check::{self, Files};

/// Which files to check.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Description, claims, scenarios and folders of scenarios [default: openapi/hopx-sandboxes.yaml,
    /// openapi/claims.yaml and conformance/scenarios]. What is not given is what the program was built with.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How findings are told.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A line a finding.
    Text,
    /// For programs.
    Json,
    /// Annotations for a workflow of GitHub.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
}

pub(super) fn run(args: &CheckArgs) -> Result<Exit, Error> {
    let files = Files::read(&args.files);
    let findings = check::check(&files);
    let told = match args.format {
        Format::Text => check::text(&findings),
        Format::Json => check::json(&findings),
        Format::Github => check::github(&findings),
        Format::Sarif => check::sarif(&findings),
    };
    let exit = match (files.unread.is_empty(), findings.is_empty()) {
        (false, _) => Exit::Usage,
        (true, false) => Exit::Violated,
        (true, true) => Exit::Conforms,
    };
    match io::stdout().lock().write_all(told.as_bytes()) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(exit),
    }
}
