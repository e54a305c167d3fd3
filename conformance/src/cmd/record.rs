//! The file that a run leaves its recording in.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Error;
use super::kept::kept;
use crate::contract::DocumentError;
use crate::exit::Exit;
use crate::output::{Output, Readers};
use crate::recording::RecordingFile;

/// Where the recording goes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Recording")]
pub(super) struct RecordArgs {
    /// Write what the run sees to a file, for `judge`. What is there is replaced.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// The file, known to be writable.
#[derive(Debug)]
pub(super) struct Record(Option<Output>);

impl RecordArgs {
    /// Makes sure that the file can be written, before anything is sent.
    pub(super) fn prepare(&self) -> Result<Record, Error> {
        let prepared = self.record.as_deref();
        let prepared = prepared.map(|path| Output::prepare(path, Readers::Owner));
        Ok(Record(prepared.transpose()?))
    }

    /// The file, with what names it.
    pub(super) fn named(&self) -> Option<(&'static str, &Path)> {
        Some(("--record", self.record.as_deref()?))
    }
}

impl Record {
    /// Writes the file. The verdict has been told, so that a file that cannot be written
    /// hides nothing.
    pub(super) fn write(self, file: &RecordingFile) -> Exit {
        let Some(output) = self.0 else {
            return Exit::Conforms;
        };
        let written = match file.to_json() {
            Ok(text) => output.write(&text),
            Err(error) => Err(DocumentError::new(
                &output.path().display().to_string(),
                "",
                format!("cannot be written: {error}"),
                "report this: it is a fault of this program",
            )),
        };
        kept("the recording", written)
    }
}
