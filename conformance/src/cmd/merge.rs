//! `hopx-conformance merge`: one report of those of the shards of a run. Contacts nobody.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Error;
use super::reports::{ReportArgs, Reports, unless_lost};
use super::terminal::ColorArgs;
use crate::exit::Exit;
use crate::merge::{self, Part};
use crate::output::Output;
use crate::recording::Recording;
use crate::report::Kind;
use crate::report::document::Document;

/// What to merge, and where it goes.
#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// JSON report of each shard: what `run --shard K/N --report json=FILE` has written.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reports: ReportArgs,
    #[command(flatten)]
    color: ColorArgs,
}

pub(super) fn run(args: &MergeArgs) -> Result<Exit, Error> {
    args.color.apply();
    each_once(&args.files)?;
    let taken: Vec<(&str, &Path)> = args
        .files
        .iter()
        .map(|file| ("a report that is merged", file.as_path()))
        .collect();
    let reports = args.reports.prepare(&taken)?;
    if reports.kinds().any(|kind| kind == Kind::Har) {
        return Err("--report har cannot be merged: a report does not hold all that it needs\n  mend: write one of each shard, with run --shard K/N --report har=FILE".into());
    }
    let parts: Result<Vec<Part>, _> = args.files.iter().map(|file| Part::load(file)).collect();
    let document = merge::merge(parts?)?;
    Ok(tell(reports, &document))
}

/// Tells a merged report, and ends as it does.
fn tell(reports: Reports, document: &Document) -> Exit {
    let printed = reports.print_text(&merge::text(document), document);
    // No kind that is left reads a recording.
    let written = reports.write(document, &Recording::default());
    unless_lost(document.outcome.ending.into(), printed.min(written))
}

fn each_once(files: &[PathBuf]) -> Result<(), Error> {
    let mut seen: Vec<PathBuf> = Vec::new();
    for file in files {
        let found = Output::resolved(file);
        if seen.contains(&found) {
            let file = file.display();
            return Err(format!(
                "{file} is named twice\n  mend: name the report of each shard once"
            )
            .into());
        }
        seen.push(found);
    }
    Ok(())
}
