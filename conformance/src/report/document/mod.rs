//! A report as a document: plain data, built once from a verdict and what it rests on.
//!
//! Every format but the text for a terminal is rendered from it alone. Keys are placeholders in
//! it. What a server sent stands in it as it was sent, control characters too: whoever renders
//! it has to escape, as `printable` and `escaped` do and as the format asks for.

mod address;
mod build;
mod claim;
mod exchange;
mod finding;
mod merged;
mod reproduce;
mod root;
mod scenario;
mod situation;
mod waits;

pub use build::Basis;
pub(crate) use build::{AT_REQUIRED, FORMAT, VERSION, unplayed};
pub use claim::{Citation, ClaimReport, ClaimResult, Contested};
pub use exchange::{AttemptReport, Body, Encoding, ExchangeReport, Header};
pub use finding::FindingReport;
pub use merged::MergedShard;
pub use reproduce::Reproduce;
pub use root::{
    ClaimCounts, ContractInfo, Counts, Document, DriftReport, Ending, Left, Mode, ModeKind,
    Outcome, TargetInfo, Tool, WaitSum, Waits,
};
pub use scenario::{ScenarioOutcome, ScenarioReport, StepReport, StepResult};
pub(crate) use waits::waited;
