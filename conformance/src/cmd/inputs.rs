//! What every command that knows of scenarios reads: the contract and the scenarios.

use std::path::PathBuf;

use clap::Args;

use super::Error;
use crate::contract::Contract;
use crate::judge;
use crate::scenario::{self, Scenario, Selection};
use crate::snapshot::Baseline;

/// Where the contract and the scenarios come from, and which scenarios are meant.
#[derive(Debug, Default, Args)]
pub(super) struct InputArgs {
    /// Scenarios by address (resume/all-paused), area (resume) or glob ('list/*'); all if none.
    #[arg(value_name = "SCENARIO")]
    pub(super) scenarios: Vec<String>,
    #[command(flatten)]
    contract: ContractArgs,
}

/// Where the contract and the scenarios come from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Contract")]
pub(super) struct ContractArgs {
    /// OpenAPI description to judge by, in place of the built-in one.
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// Claims to judge by, in place of the built-in ones.
    #[arg(long, value_name = "FILE")]
    claims: Option<PathBuf>,
    /// Folder of Arazzo scenarios to play, in place of the built-in ones.
    #[arg(long = "scenarios", value_name = "DIR")]
    scenarios_dir: Option<PathBuf>,
}

/// The contract and all scenarios.
pub(super) struct Inputs {
    pub(super) contract: Contract,
    pub(super) scenarios: Vec<Scenario>,
    /// What the documentation promises of every step.
    pub(super) documented: Baseline,
}

impl InputArgs {
    pub(super) fn read(&self) -> Result<Inputs, Error> {
        self.contract.read()
    }

    /// The scenarios that are meant, those among them that spend the rate limit only where that
    /// is allowed.
    pub(super) fn select<'i>(
        &self,
        inputs: &'i Inputs,
        exhausting: bool,
    ) -> Result<Vec<&'i Scenario>, Error> {
        let selection = Selection::parse(&self.scenarios)?.exhausting(exhausting);
        Ok(selection.apply(&inputs.scenarios)?)
    }
}

impl ContractArgs {
    pub(super) fn read(&self) -> Result<Inputs, Error> {
        let contract = Contract::load(self.contract.as_deref(), self.claims.as_deref())?;
        judge::check_claims(&contract.claims)?;
        let scenarios = match &self.scenarios_dir {
            Some(dir) => scenario::load_dir(dir, &contract)?,
            None => scenario::embedded(&contract)?,
        };
        Ok(Inputs {
            contract,
            scenarios,
            documented: Baseline::documented()?,
        })
    }
}
