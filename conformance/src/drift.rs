//! Where a target has moved from the baseline that somebody keeps of it.

use std::path::Path;

use crate::contract::{Contract, DocumentError};
use crate::recording::Recording;
use crate::scenario::Scenario;
use crate::snapshot::{self, Baseline, Change, Normaliser};

/// A step that answers otherwise than its baseline has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The address of the step.
    pub address: String,
    /// What became of it.
    pub what: String,
}

/// A baseline of one's own in a folder.
#[derive(Debug)]
pub struct OwnBaseline<'d> {
    dir: &'d Path,
    update: bool,
}

impl<'d> OwnBaseline<'d> {
    /// Checks that what was accepted so far can be read. A folder that is to be filled need not be there yet.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where it cannot be read.
    pub fn open(dir: &'d Path, update: bool) -> Result<Self, DocumentError> {
        if update {
            writable(dir)?;
        }
        Baseline::load(dir)?;
        Ok(OwnBaseline { dir, update })
    }

    /// Holds a recording against it. What moved is accepted where the baseline is to be
    /// updated, and otherwise left beside it for a review.
    ///
    /// # Errors
    ///
    /// Names the file that cannot be written.
    pub fn hold(
        &self,
        contract: &Contract,
        scenarios: &[&Scenario],
        recording: &Recording,
    ) -> Result<Vec<Drift>, DocumentError> {
        let mut drift = Vec::new();
        for (address, text) in texts(contract, scenarios, recording) {
            let change = if self.update {
                snapshot::update(self.dir, &address, &text)?
            } else {
                snapshot::propose(self.dir, &address, &text)?
            };
            let what = match (change, self.update) {
                (Change::None, _) => continue,
                (Change::New, true) => "is new in the baseline",
                (Change::Changed, true) => "changed, and the baseline with it",
                (Change::New, false) => "is not in the baseline; left for `cargo insta review`",
                (Change::Changed, false) => {
                    "differs from the baseline; left for `cargo insta review`"
                }
            };
            drift.push(Drift {
                address,
                what: what.to_owned(),
            });
        }
        Ok(drift)
    }
}

/// Makes the folder, so that one that cannot be written to is told before the first call.
fn writable(dir: &Path) -> Result<(), DocumentError> {
    let made = std::fs::create_dir_all(dir).and_then(|()| tempfile::tempfile_in(dir).map(drop));
    made.map_err(|error| {
        DocumentError::new(
            &dir.display().to_string(),
            "",
            format!("cannot be written to: {error}"),
            "name a folder that may be written to",
        )
    })
}

/// What every step answered, by its address.
fn texts(
    contract: &Contract,
    scenarios: &[&Scenario],
    recording: &Recording,
) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for record in &recording.scenarios {
        let scenario = scenarios
            .iter()
            .find(|scenario| scenario.address == record.address);
        let (Some(scenario), Some(look)) = (scenario, record.looks.last()) else {
            continue;
        };
        let mut normaliser = Normaliser::new(
            contract,
            scenario,
            recording.given.iter().map(|given| given.id.as_str()),
        );
        for exchange in snapshot::telling(look) {
            if let Some(text) = normaliser.full(exchange) {
                texts.push((scenario.step_address(&exchange.step), text));
            }
        }
    }
    texts
}
