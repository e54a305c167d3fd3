//! A scenario, its steps, and what became of them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FindingReport;
use super::reproduce::CommandLine;
use crate::contract::Operation;
use crate::judge::{ScenarioResult, ScenarioVerdict};
use crate::recording::{Exchange, ScenarioRecord};
use crate::scenario::{Scenario, Step};

/// What became of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioReport {
    /// `area/workflow`.
    pub address: String,
    /// The folder that it stands in.
    pub area: String,
    /// What it shows, in one line.
    pub summary: Option<String>,
    /// Short name of the page that documents it.
    pub page: Option<String>,
    /// Where that page is.
    pub url: Option<String>,
    /// The file it stands in, as messages name it.
    pub file: Option<String>,
    /// What it came to.
    pub outcome: ScenarioOutcome,
    /// Why it was not played, or not to its end.
    pub reason: Option<String>,
    /// How many requests it took.
    pub requests: usize,
    /// How many of its calls had to be tried again.
    pub tried_again: usize,
    /// How many sandboxes it had, where it is about several.
    pub sandboxes: Option<usize>,
    /// How often it was played: more than once where the first time left doubts.
    pub looks: usize,
    /// How long its calls took together, in milliseconds, without waiting.
    pub took_ms: u64,
    /// Its steps, in the order they are played.
    pub steps: Vec<StepReport>,
    /// The numbers of its findings.
    pub findings: Vec<u32>,
    /// The command line that runs it alone, for a shell.
    pub run_again: String,
}

/// What a scenario came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioOutcome {
    /// It was played to its end, and every check held.
    Passed,
    /// It showed a claim to be broken.
    Failed,
    /// It showed claims to be broken, and all of that was known beforehand.
    Known,
    /// It was not played.
    Skipped,
    /// It could not be played to its end, so nothing can be said.
    Errored,
}

/// A step of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepReport {
    /// Its name in the workflow.
    pub id: String,
    /// `area/workflow/step`.
    pub address: String,
    /// The operation it calls.
    pub operation: Operation,
    /// The claims that its criteria check.
    pub claims: Vec<String>,
    /// Its criteria, as the document words them.
    pub criteria: Vec<String>,
    /// Why it sends what the description does not allow, where it does.
    pub deliberate: Option<String>,
    /// What came of it.
    pub result: StepResult,
    /// The numbers of its calls, those that led up to it first.
    pub exchanges: Vec<u32>,
    /// The numbers of its findings.
    pub findings: Vec<u32>,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepResult {
    /// It was answered, and nothing is wrong with that.
    Held,
    /// It shows a claim broken.
    Broken,
    /// It shows nothing broken but what was known.
    Known,
    /// It had no answer.
    Unanswered,
    /// It was not played.
    NotPlayed,
}

impl ScenarioOutcome {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            ScenarioOutcome::Passed => "passed",
            ScenarioOutcome::Failed => "FAILED",
            ScenarioOutcome::Known => "known deviation",
            ScenarioOutcome::Skipped => "skipped",
            ScenarioOutcome::Errored => "could not be told",
        }
    }
}

/// What there is of a scenario: its verdict, and whatever else.
pub(super) struct Sources<'s> {
    pub(super) verdict: &'s ScenarioVerdict,
    pub(super) scenario: Option<&'s Scenario>,
    pub(super) record: Option<&'s ScenarioRecord>,
    pub(super) url: Option<String>,
    pub(super) findings: &'s [FindingReport],
    pub(super) command: &'s CommandLine,
}

impl Sources<'_> {
    pub(super) fn report(&self) -> ScenarioReport {
        let verdict = self.verdict;
        let (outcome, reason) = outcome(&verdict.result);
        let attempts = self.exchanges().flat_map(|exchange| &exchange.attempts);
        ScenarioReport {
            address: verdict.address.clone(),
            area: verdict
                .address
                .split('/')
                .next()
                .unwrap_or_default()
                .to_owned(),
            summary: self.scenario.map(|scenario| scenario.summary.clone()),
            page: self.scenario.map(|scenario| scenario.page.clone()),
            url: self.url.clone(),
            file: self.scenario.map(|scenario| scenario.file.clone()),
            outcome,
            reason: reason.map(str::to_owned),
            requests: verdict.requests,
            tried_again: verdict.tried_again,
            sandboxes: verdict.sandboxes,
            looks: self.record.map_or(0, |record| record.looks.len()),
            took_ms: attempts
                .map(|attempt| attempt.took_ms)
                .fold(0, u64::saturating_add),
            steps: self.steps(),
            findings: self.findings.iter().map(|finding| finding.number).collect(),
            run_again: self
                .command
                .choosing(std::slice::from_ref(&verdict.address)),
        }
    }

    fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        let looks = self.record.into_iter().flat_map(|record| &record.looks);
        looks.flat_map(|look| &look.exchanges)
    }

    /// The steps of the file. Of a recording whose scenario is gone, those that were played.
    fn steps(&self) -> Vec<StepReport> {
        if let Some(scenario) = self.scenario {
            let steps = scenario.steps.iter();
            return steps
                .map(|step| self.step(&step.id, step.operation, Some(step)))
                .collect();
        }
        let mut seen = BTreeSet::new();
        let first = self
            .exchanges()
            .filter(|exchange| !exchange.is_preparation() && seen.insert(exchange.step.as_str()));
        first
            .map(|exchange| self.step(&exchange.step, exchange.operation, None))
            .collect()
    }

    fn step(&self, id: &str, operation: Operation, step: Option<&Step>) -> StepReport {
        let of_it = || self.exchanges().filter(|exchange| exchange.step == id);
        let findings: Vec<_> = self
            .findings
            .iter()
            .filter(|finding| finding.step == id)
            .collect();
        let calls: Vec<_> = of_it()
            .filter(|exchange| !exchange.is_preparation())
            .collect();
        let result = if findings.iter().any(|finding| !finding.known) {
            StepResult::Broken
        } else if !findings.is_empty() {
            StepResult::Known
        } else if calls.is_empty() {
            StepResult::NotPlayed
        } else if calls.iter().all(|exchange| exchange.answer().is_none()) {
            StepResult::Unanswered
        } else {
            StepResult::Held
        };
        StepReport {
            id: id.to_owned(),
            address: format!("{}/{id}", self.verdict.address),
            operation,
            claims: step.map_or(Vec::new(), |step| step.claims.clone()),
            criteria: step.map_or(Vec::new(), |step| step.criteria.clone()),
            deliberate: step.and_then(|step| step.deliberate.clone()),
            result,
            exchanges: of_it().map(|exchange| exchange.number).collect(),
            findings: findings.iter().map(|finding| finding.number).collect(),
        }
    }
}

fn outcome(result: &ScenarioResult) -> (ScenarioOutcome, Option<&str>) {
    match result {
        ScenarioResult::Passed => (ScenarioOutcome::Passed, None),
        ScenarioResult::Failed => (ScenarioOutcome::Failed, None),
        ScenarioResult::Known => (ScenarioOutcome::Known, None),
        ScenarioResult::Skipped(reason) => (ScenarioOutcome::Skipped, Some(reason)),
        ScenarioResult::Errored(reason) => (ScenarioOutcome::Errored, Some(reason)),
    }
}
