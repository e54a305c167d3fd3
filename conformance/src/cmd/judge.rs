//! `hopx-conformance judge`: judges a stored recording. Contacts nobody.

use std::path::PathBuf;

use clap::Args;

use super::Error;
use super::inputs::{ContractArgs, Inputs};
use super::judging::JudgingArgs;
use crate::exit::Exit;
use crate::recording::RecordingFile;
use crate::scenario::{Scenario, Selection};

/// What to judge, and by what.
#[derive(Debug, Args)]
pub(super) struct JudgeArgs {
    /// Recording that `run --record` has written; `-` reads standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    contract: ContractArgs,
    #[command(flatten)]
    judging: JudgingArgs,
}

pub(super) fn run(args: &JudgeArgs) -> Result<Exit, Error> {
    let inputs = args.contract.read()?;
    let stored = RecordingFile::load(&args.file)?;
    let level = args.judging.level().unwrap_or(stored.level);
    let judging = args
        .judging
        .open(&inputs, level, Some(("the recording", &args.file)))?;
    let scenarios = meant(&inputs, &stored);
    Ok(judging.conclude(&scenarios, &stored))
}

/// The scenarios that the recording has, and those that the run would play today.
fn meant<'i>(inputs: &'i Inputs, stored: &RecordingFile) -> Vec<&'i Scenario> {
    let selection = Selection::parse(&stored.selection).ok();
    let records = &stored.recording.scenarios;
    let recorded = |scenario: &Scenario| {
        records
            .iter()
            .any(|record| record.address == scenario.address)
    };
    let chosen = |scenario: &Scenario| {
        selection
            .as_ref()
            .is_some_and(|selection| selection.chooses(scenario))
    };
    let in_shard = |scenario: &Scenario| {
        let shard = stored.recording.shard.as_ref();
        shard.is_none_or(|shard| shard.has(&scenario.address))
    };
    let all = inputs.scenarios.iter();
    all.filter(|scenario| recorded(scenario) || (chosen(scenario) && in_shard(scenario)))
        .collect()
}
