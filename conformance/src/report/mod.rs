//! Reports: readers of a verdict. Each format is a file here and nothing else.

mod text;

use crate::conclusion::Conclusion;
use crate::contract::Contract;
use crate::drift::Drift;
use crate::judge::Finding;
use crate::recording::{Exchange, Recording};

/// Everything that a report tells.
#[derive(Debug)]
pub struct Report<'r> {
    /// The contract that was judged by.
    pub contract: &'r Contract,
    /// What was seen.
    pub recording: &'r Recording,
    /// What it comes to.
    pub conclusion: Conclusion<'r>,
    /// Where the target has moved from the baseline that is kept of it.
    pub drift: &'r [Drift],
    /// What the base URL leads to, in a word or two.
    pub target: &'r str,
    /// How long the run took.
    pub took: std::time::Duration,
}

impl Report<'_> {
    /// Whether a finding is about a call that leads up to a scenario.
    fn is_preparation(&self, finding: &Finding) -> bool {
        let mut exchanges = self.recording.exchanges();
        let found = exchanges.find(|exchange| exchange.number == finding.exchange);
        found.is_some_and(Exchange::is_preparation)
    }
}

pub use text::write as text;
