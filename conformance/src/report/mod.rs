//! Reports: readers of a verdict. Each format is a file here and nothing else.

mod changes;
mod deviations;
mod difference;
pub mod document;
mod evidence;
mod github;
mod html;
mod junit;
mod kind;
mod markdown;
mod not_put_back;
mod place;
mod remarks;
mod sarif;
mod text;
pub(crate) mod told;
mod violations;
mod waits;

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
    /// What was seen, and what it comes to.
    pub conclusion: Conclusion<'r>,
    /// Where the target has moved from the baseline that is kept of it.
    pub drift: &'r [Drift],
    /// Whether every pause and resume of a given sandbox is listed, however many there are.
    pub whole_ledger: bool,
    /// Whether nothing is told but what is wrong, and the verdict.
    pub quiet: bool,
}

impl Report<'_> {
    /// What was seen.
    fn recording(&self) -> &Recording {
        self.conclusion.recording
    }

    /// Whether a finding is about a call that leads up to a scenario.
    fn is_preparation(&self, finding: &Finding) -> bool {
        let mut exchanges = self.recording().exchanges();
        let found = exchanges.find(|exchange| exchange.number == finding.exchange);
        found.is_some_and(Exchange::is_preparation)
    }
}

pub(crate) use deviations::told as deviation_words;
pub(crate) use github::annotation;
pub use github::{Defused, annotations};
pub use kind::{Kind, RenderError};
pub(crate) use place::uri;
pub use text::write as text;
