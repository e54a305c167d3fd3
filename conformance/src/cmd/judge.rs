//! `hopx-conformance judge`: judges a stored recording. Contacts nobody.

use std::path::PathBuf;

use clap::Args;

use super::Error;
use super::exploration::{Outcome, Telling};
use super::inputs::{ContractArgs, Inputs};
use super::judging::JudgingArgs;
use crate::contract::Level;
use crate::exit::Exit;
use crate::recording::{Explored, RecordingFile};
use crate::scenario::{Scenario, Selection};

/// What to judge, and by what.
#[derive(Debug, Args)]
pub(super) struct JudgeArgs {
    /// Recording that `run` or `explore` has written with `--record`; `-` reads standard input.
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
    if let Some(explored) = &stored.explored {
        return exploration(args, &inputs, (&stored, explored), level);
    }
    let judging = args
        .judging
        .open(&inputs, level, Some(("the recording", &args.file)))?;
    let scenarios = meant(&inputs, &stored);
    Ok(judging.conclude(&scenarios, &stored))
}

/// Judges what `explore` has recorded.
fn exploration(
    args: &JudgeArgs,
    inputs: &Inputs,
    (stored, explored): (&RecordingFile, &Explored),
    level: Level,
) -> Result<Exit, Error> {
    if let Some(flag) = args.judging.in_the_way_of_an_exploration() {
        return Err(format!(
            "{} is of an exploration, which {flag} cannot be used with\n  mend: leave it out",
            args.file.display()
        )
        .into());
    }
    args.judging.color();
    let outcome = Outcome::of_recorded(stored, explored, &inputs.contract, level)?;
    Ok(Telling {
        contract: &inputs.contract,
        explored,
        recording: &stored.recording,
        outcome: &outcome,
        whole_ledger: args.judging.whole_ledger(),
        out: None,
    }
    .tell())
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
