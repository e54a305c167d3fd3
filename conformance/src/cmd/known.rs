//! The file of known deviations that a command reads or writes.

use std::path::{Path, PathBuf};

use clap::Args;

use super::inputs::Inputs;
use super::{Error, warn};
use crate::contract::DocumentError;
use crate::judge::{Judge, Verdict};
use crate::known::{Known, Unfinished};
use crate::output::{Output, Readers};
use crate::recording::Recording;
use crate::scenario::Scenario;

/// What is known of the server beforehand.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Judging")]
pub(super) struct KnownArgs {
    /// File of known deviations: broken claims that fail nothing until they expire or are gone.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Draft that file from what is found; what is new in it waits for a reason.
    #[arg(long)]
    write: bool,
}

/// A file of known deviations.
pub(super) struct KnownFile {
    pub(super) known: Known,
    /// Where a draft goes, if one is asked for.
    output: Option<Output>,
}

impl KnownArgs {
    /// The file, with what names it.
    pub(super) fn named(&self) -> Option<(&'static str, &Path)> {
        Some(("--known", self.known.as_deref()?))
    }

    pub(super) fn open(&self, inputs: &Inputs) -> Result<Option<KnownFile>, Error> {
        let Some(path) = &self.known else {
            return match self.write {
                true => Err("--write drafts known deviations, and there is no file for them\n  mend: name one with --known FILE".into()),
                false => Ok(None),
            };
        };
        let unfinished = match self.write {
            true => Unfinished::Keep,
            false => Unfinished::Refuse,
        };
        let known = if self.write && !path.exists() {
            Known::default()
        } else {
            Known::load(path, &inputs.contract.claims, &inputs.scenarios, unfinished)?
        };
        let output = self.write.then(|| Output::prepare(path, Readers::AsUsual));
        let output = output.transpose()?;
        Ok(Some(KnownFile { known, output }))
    }
}

impl KnownFile {
    /// Writes a draft, if one was asked for.
    pub(super) fn draft(
        self,
        judge: &Judge<'_>,
        scenarios: &[Scenario],
        recording: &Recording,
        verdict: &Verdict,
    ) -> Result<(), DocumentError> {
        let Some(output) = self.output else {
            return Ok(());
        };
        let draft = self.known.draft(judge, scenarios, recording, verdict);
        let file = output.path().display().to_string();
        output.write(draft.text.as_bytes())?;
        for dropped in &draft.dropped {
            warn(&format!(
                "{file}: left out, since it no longer occurs: {dropped}"
            ));
        }
        if draft.added > 0 {
            warn(&format!(
                "{file}: {} new; say why under `reason` before it is used",
                draft.added
            ));
        }
        Ok(())
    }
}
