//! `hopx-conformance spec diff`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use semver::Version;

use super::super::{Error, closed};
use super::refusal;
use crate::exit::Exit;
use crate::spec::diff::{self, DiffReport};
use crate::spec::{DESCRIPTION, Origin, Release, Step, version_at, version_in};

/// Which descriptions, and which versions of the crate.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The old description: a file, REVISION (openapi/hopx-sandboxes.yaml in it) or REVISION:PATH.
    #[arg(value_name = "OLD")]
    old: String,
    /// The new description, in the same forms.
    #[arg(value_name = "NEW", default_value = DESCRIPTION)]
    new: String,
    /// How it is told.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Manifest whose version has to go as far as the changes ask [default: ./Cargo.toml, where OLD is
    /// a revision or --from-version is given].
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Version that the old description came with, in place of that in the manifest of OLD.
    #[arg(long, value_name = "VERSION")]
    from_version: Option<Version>,
}

/// How changes are told.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Lines for a terminal.
    Text,
    /// For programs.
    Json,
    /// For a pull request.
    Markdown,
}

pub(super) fn run(args: &DiffArgs) -> Result<Exit, Error> {
    let (old, new) = (Origin::of(&args.old), Origin::of(&args.new));
    let sources = [&old, &new].map(Origin::read);
    let [Ok(from), Ok(to)] = &sources else {
        let unread = sources.into_iter().filter_map(Result::err);
        return Err(refusal(&unread.collect::<Vec<_>>()));
    };
    let changes = diff::changes(from, to).map_err(|findings| refusal(&findings))?;
    let step = Step::of(&changes);
    let release = release(args, &old, &new, step)?;
    let exit = match &release {
        Some(release) if !release.taken => Exit::Violated,
        _ => Exit::Conforms,
    };
    let report = DiffReport {
        old: from.file.clone(),
        new: to.file.clone(),
        changes,
        step,
        release,
    };
    let told = match args.format {
        Format::Text => report.text(),
        Format::Json => report.json(),
        Format::Markdown => report.markdown(),
    };
    match io::stdout().lock().write_all(told.as_bytes()) {
        Err(error) if !closed(&error) => Err(error.into()),
        _ => Ok(exit),
    }
}

/// Both versions, where they are known or asked for.
fn release(
    args: &DiffArgs,
    old: &Origin,
    new: &Origin,
    step: Step,
) -> Result<Option<Release>, Error> {
    let manifest = args.manifest.as_deref().unwrap_or(Path::new("Cargo.toml"));
    let from = match (&args.from_version, old.revision()) {
        (Some(version), _) => version.clone(),
        (None, Some(revision)) if args.manifest.is_some() || manifest.exists() => {
            version_at(revision, manifest)?
        }
        (None, None) if args.manifest.is_some() => {
            let message = "the version of the old description is not known\n  mend: give it with --from-version, or name a revision in place of a file";
            return Err(message.into());
        }
        _ => return Ok(None),
    };
    let to = match new.revision() {
        Some(revision) => version_at(revision, manifest)?,
        None => version_in(manifest)?,
    };
    Ok(Some(Release::new(step, from, to)))
}
