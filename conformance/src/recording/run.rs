//! Everything that one run saw, and the target that it saw it of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ending::{NotPutBack, Unready};
use super::exchange::Exchange;
use super::scenario::ScenarioRecord;
use super::wait::Wait;
use crate::shard::Share;

/// Everything that one run saw.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recording {
    /// The base URL that was judged, without credentials.
    pub base_url: String,
    /// What the base URL leads to.
    pub target: TargetKind,
    /// When the run began, in RFC 3339.
    pub started_at: String,
    /// How long the run took, in milliseconds.
    pub took_ms: u64,
    /// The sandboxes that the run was given, with the status each was found in.
    pub given: Vec<Given>,
    /// The calls that found out whom the run is talking to, before the first scenario.
    pub opening: Vec<Exchange>,
    /// Why the run ended before its first scenario, where it did.
    pub unready: Option<Unready>,
    /// One entry for every selected scenario, in the order they ran.
    pub scenarios: Vec<ScenarioRecord>,
    /// Whether the run was interrupted.
    pub interrupted: bool,
    /// The calls that put the given sandboxes back.
    pub closing: Vec<Exchange>,
    /// The sandboxes that could not be put back.
    pub not_put_back: Vec<NotPutBack>,
    /// How many pages of a list were walked at the most.
    pub max_pages: u32,
    /// How many requests the run was allowed, where that was capped.
    #[serde(default)]
    pub max_requests: Option<u32>,
    /// Calls of a scenario that was broken off: too little to judge.
    #[serde(default)]
    pub broken_off: Vec<Exchange>,
    /// Every time that the run waited.
    #[serde(default)]
    pub waits: Vec<Wait>,
    /// Which part of a run it is, where the run was divided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Share>,
}

/// What a base URL leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// A server that was named.
    #[default]
    Given,
    /// The mock that comes with this program.
    EmbeddedMock,
}

/// A sandbox that the run may pause and resume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// Its id.
    pub id: String,
    /// The status in which it was found, and to which it is put back; none where no list
    /// could be read.
    pub found: Option<String>,
}

impl TargetKind {
    /// The target in a word or two.
    pub fn words(self) -> &'static str {
        match self {
            TargetKind::Given => "given",
            TargetKind::EmbeddedMock => "embedded mock",
        }
    }
}

impl Recording {
    /// Every exchange of the run, in the order the calls were made.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        let played = self.scenarios.iter().flat_map(|scenario| &scenario.looks);
        let played = played.flat_map(|look| &look.exchanges);
        let begun = self.opening.iter().chain(played).chain(&self.broken_off);
        begun.chain(&self.closing)
    }

    /// Every exchange of the run with the address of what made it, in the order the calls
    /// were made.
    pub fn addressed_exchanges(&self) -> impl Iterator<Item = (String, &Exchange)> {
        let played = self.scenarios.iter().flat_map(|record| {
            let exchanges = record.looks.iter().flat_map(|look| &look.exchanges);
            exchanges.map(|exchange| (format!("{}/{}", record.address, exchange.step), exchange))
        });
        let bare = self.opening.iter().map(Exchange::unaddressed);
        let last = self.broken_off.iter().chain(&self.closing);
        let last = last.map(Exchange::unaddressed);
        bare.chain(played).chain(last)
    }

    /// How many requests went out, every attempt counted.
    pub fn requests(&self) -> usize {
        self.exchanges()
            .map(|exchange| exchange.attempts.len())
            .sum()
    }
}
