//! The files that a run leaves its recording in.

use std::path::PathBuf;

use clap::Args;

use super::Error;
use super::judging::kept;
use crate::contract::DocumentError;
use crate::exit::Exit;
use crate::output::{Output, Readers};
use crate::recording::{RecordingFile, to_har};

/// Where the recording goes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Recording")]
pub(super) struct RecordArgs {
    /// Write what the run sees to a file, for `judge`. What is there is replaced.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Write it as an HTTP Archive (HAR) too, for other tools.
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
}

/// The files, known to be writable.
#[derive(Debug)]
pub(super) struct Records {
    record: Option<Output>,
    har: Option<Output>,
}

impl RecordArgs {
    /// Makes sure that the files can be written, before anything is sent.
    pub(super) fn prepare(&self) -> Result<Records, Error> {
        let prepared = |path: &Option<PathBuf>| {
            path.as_deref()
                .map(|path| Output::prepare(path, Readers::Owner))
                .transpose()
        };
        let records = Records {
            record: prepared(&self.record)?,
            har: prepared(&self.har)?,
        };
        let same = |one: &Output, other: &Output| one.path() == other.path();
        match (&records.record, &records.har) {
            (Some(record), Some(har)) if same(record, har) => {
                Err("--record and --har name the same file\n  mend: name two".into())
            }
            _ => Ok(records),
        }
    }
}

impl Records {
    /// Writes the files. The verdict has been told, so that a file that cannot be written
    /// hides nothing.
    pub(super) fn write(self, file: &RecordingFile) -> Exit {
        let write = |output: Option<Output>, text: serde_json::Result<Vec<u8>>| match output {
            None => Ok(()),
            Some(output) => match text {
                Ok(text) => output.write(&text),
                Err(error) => Err(DocumentError::new(
                    &output.path().display().to_string(),
                    "",
                    format!("cannot be written: {error}"),
                    "report this: it is a fault of this program",
                )),
            },
        };
        let record = kept("the recording", write(self.record, file.to_json()));
        let har = kept("the HTTP Archive", write(self.har, to_har(&file.recording)));
        record.min(har)
    }
}
