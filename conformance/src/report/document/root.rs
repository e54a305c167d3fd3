//! The document as a whole, and its small parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ClaimReport, ExchangeReport, FindingReport, MergedShard, Reproduce, ScenarioReport};
use crate::contract::Level;
use crate::evidence::Warning;
use crate::exit::Exit;
use crate::judge::{KnownDeviation, Observation, OwnFault};
use crate::ledger::Change;
use crate::recording::{Given, TargetKind, Wait, WaitReason};
use crate::shard::Share;

/// The report of one run of hopx-conformance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct Document {
    /// What the document calls itself: `hopx-conformance report`.
    #[schemars(extend("const" = super::build::FORMAT))]
    pub format: String,
    /// The version of its form.
    #[schemars(extend("const" = super::build::VERSION))]
    pub version: u32,
    /// Why the run says less than a whole one would; empty for a whole run.
    pub partial: Vec<String>,
    /// What the run comes to.
    pub outcome: Outcome,
    /// How many there are of what.
    pub counts: Counts,
    /// The program that judged.
    pub tool: Tool,
    /// What was judged by.
    pub contract: ContractInfo,
    /// What was judged.
    pub target: TargetInfo,
    /// Whether the run only read, or had sandboxes to pause and resume.
    pub mode: Mode,
    /// When the run began, in RFC 3339.
    pub started_at: String,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The lowest level of a claim that fails the run.
    pub level: Level,
    /// Whether leaving something unproven fails the run.
    pub strict: bool,
    /// Which part of a run it is, where the run was divided.
    #[serde(default)]
    pub shard: Option<Share>,
    /// The shards that the report was merged from; none where it was not.
    #[serde(default)]
    pub merged: Vec<MergedShard>,
    /// The patterns that chose the scenarios; none at all chose every one.
    pub selection: Vec<String>,
    /// How many pages of a list were walked at the most.
    pub max_pages: u32,
    /// How many requests the run was allowed, where that was capped.
    pub max_requests: Option<u32>,
    /// How to run it again.
    pub reproduce: Reproduce,
    /// Every scenario that was selected or recorded, in the order they ran.
    pub scenarios: Vec<ScenarioReport>,
    /// Every claim that was seen broken, be that known or not, numbered from 1.
    pub findings: Vec<FindingReport>,
    /// Every claim of the contract, and what the run says of it.
    pub claims: Vec<ClaimReport>,
    /// What the server does where nothing is documented, or the pages disagree.
    pub observations: Vec<Observation>,
    /// What the description, the client or the harness got wrong: never the server's fault.
    pub own_faults: Vec<OwnFault>,
    /// The deviations that were known beforehand, and what became of them.
    pub known_deviations: Vec<KnownDeviation>,
    /// What the run has left unproven.
    pub evidence: Vec<Warning>,
    /// Where the target has moved from its baseline.
    pub drift: Vec<DriftReport>,
    /// Every pause and resume of a given sandbox that was not refused.
    pub ledger: Vec<Change>,
    /// The sandboxes that could not be put back.
    pub not_put_back: Vec<Left>,
    /// What the run waited for.
    pub waits: Waits,
    /// Every call of the run, in the order they were made; where shards were merged, shard by
    /// shard.
    pub exchanges: Vec<ExchangeReport>,
}

/// What a run comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// In a word.
    pub ending: Ending,
    /// The exit code of the verdict. A process that could not write what it was asked to write
    /// ends with 2 in place of 0.
    pub exit_code: u8,
    /// In one sentence.
    pub sentence: String,
    /// Why the run ended before its first scenario, where it did.
    pub unready: Option<String>,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The server keeps every claim that was checked.
    Conforms,
    /// A claim is violated, or the run was to prove all it can and did not.
    Violated,
    /// The run could not begin with what it was given.
    Usage,
    /// Whether the server conforms cannot be told.
    CouldNotTell,
    /// Nothing was checked.
    NothingChecked,
    /// A sandbox could not be put back.
    NotPutBack,
    /// It was interrupted, and everything put back.
    Interrupted,
}

/// How many there are of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Scenarios, whatever became of them.
    pub scenarios: usize,
    /// Scenarios of which every check held.
    pub passed: usize,
    /// Scenarios that show a claim broken.
    pub failed: usize,
    /// Scenarios that show nothing broken but what was known.
    pub known: usize,
    /// Scenarios that were not played.
    pub skipped: usize,
    /// Scenarios that could not be played to their end.
    pub errored: usize,
    /// Observations.
    pub observed: usize,
    /// Requests, every attempt counted.
    pub requests: usize,
    /// Claims of the contract.
    pub claims: ClaimCounts,
}

/// How many claims of the contract came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimCounts {
    /// All of them.
    pub all: usize,
    /// They were put to the server and held.
    pub held: usize,
    /// They are broken.
    pub broken: usize,
    /// They are broken, and all of that was known.
    pub known: usize,
    /// They were not put to the server.
    pub unchecked: usize,
    /// They fail nothing.
    pub observed: usize,
    /// The three endpoints cannot show them.
    pub not_testable: usize,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The version that made the run, which may have been judged by another.
    pub recorded_by: String,
}

/// What was judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ContractInfo {
    /// The version of the description.
    pub version: String,
    /// SHA-256 of the description and the claims together, in hexadecimal.
    #[serde(default)]
    pub fingerprint: String,
    /// The file of the description, as messages name it.
    pub description: String,
    /// The file of the claims, as messages name it.
    pub claims: String,
}

/// What was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TargetInfo {
    /// Its base URL, without credentials and query.
    pub base_url: String,
    /// What that leads to.
    pub kind: TargetKind,
}

/// What a run was allowed to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mode {
    /// In a word.
    pub kind: ModeKind,
    /// The sandboxes that it was given, with the status each was found in.
    pub sandboxes: Vec<Given>,
}

/// What a run was allowed to do, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModeKind {
    /// No sandbox was given: nothing is paused or resumed.
    ReadOnly,
    /// Sandboxes were given, and nothing else is paused or resumed.
    GivenSandboxes,
}

/// A step that answers otherwise than the baseline has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DriftReport {
    /// The address of the step.
    pub address: String,
    /// What became of it.
    pub what: String,
}

/// A sandbox that could not be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// Its id.
    pub sandbox: String,
    /// The status it was found in.
    pub found: String,
    /// What the last try came to.
    pub because: String,
    /// What puts it back, for a shell.
    pub command: String,
}

/// What a run waited for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waits {
    /// How long in all, in milliseconds.
    pub total_ms: u64,
    /// How long for what; nothing that was not waited for.
    pub by_reason: Vec<WaitSum>,
    /// Every one.
    pub each: Vec<Wait>,
}

/// How long a run waited for one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaitSum {
    /// What for.
    pub why: WaitReason,
    /// The same in words, after `for`.
    pub words: String,
    /// How often.
    pub times: usize,
    /// How long in all, in milliseconds.
    pub ms: u64,
}

impl Document {
    /// The finding of that number.
    pub fn finding(&self, number: u32) -> Option<&FindingReport> {
        let mut findings = self.findings.iter();
        findings.find(|finding| finding.number == number)
    }

    /// The exchange of that number.
    pub fn exchange(&self, number: u32) -> Option<&ExchangeReport> {
        let mut exchanges = self.exchanges.iter();
        exchanges.find(|exchange| exchange.number == number)
    }

    /// The claim of that id.
    pub fn claim(&self, id: &str) -> Option<&ClaimReport> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

impl From<Exit> for Ending {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::NotPutBack => Ending::NotPutBack,
            Exit::Interrupted => Ending::Interrupted,
            Exit::Usage => Ending::Usage,
            Exit::Violated => Ending::Violated,
            Exit::CouldNotTell => Ending::CouldNotTell,
            Exit::NothingChecked => Ending::NothingChecked,
            Exit::Conforms => Ending::Conforms,
        }
    }
}

impl From<Ending> for Exit {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::NotPutBack => Exit::NotPutBack,
            Ending::Interrupted => Exit::Interrupted,
            Ending::Usage => Exit::Usage,
            Ending::Violated => Exit::Violated,
            Ending::CouldNotTell => Exit::CouldNotTell,
            Ending::NothingChecked => Exit::NothingChecked,
            Ending::Conforms => Exit::Conforms,
        }
    }
}

impl Ending {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Ending::Conforms => "conforms",
            Ending::Violated => "violated",
            Ending::Usage => "could not begin",
            Ending::CouldNotTell => "could not tell",
            Ending::NothingChecked => "nothing checked",
            Ending::NotPutBack => "not put back",
            Ending::Interrupted => "interrupted",
        }
    }
}
