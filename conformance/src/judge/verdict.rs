//! What a run comes to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::deviation::KnownDeviation;
use super::finding::Finding;
use crate::evidence::Warning;

/// The judgement of a whole recording.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// One entry for every selected scenario, in the order they ran.
    pub scenarios: Vec<ScenarioVerdict>,
    /// The deviations that were known beforehand, and what became of them.
    #[serde(default)]
    pub deviations: Vec<KnownDeviation>,
    /// What the server does where nothing is documented, or the pages disagree.
    pub observations: Vec<Observation>,
    /// What the harness or the client got wrong: never the server's fault.
    pub own_faults: Vec<OwnFault>,
    /// What the run has left unproven.
    #[serde(default)]
    pub evidence: Vec<Warning>,
    /// How many claims were put to the server.
    #[serde(default)]
    pub claims: ClaimCounts,
    /// Whether leaving something unproven fails the run.
    #[serde(default)]
    pub strict: bool,
}

/// The judgement of one scenario.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScenarioVerdict {
    /// `area/workflow`.
    pub address: String,
    /// What it came to.
    pub result: ScenarioResult,
    /// The claims that it showed to be broken.
    pub findings: Vec<Finding>,
    /// The claims that it showed to be broken as was known beforehand.
    #[serde(default)]
    pub known: Vec<Finding>,
    /// How many requests it took.
    pub requests: usize,
    /// How many of its calls had to be tried again.
    #[serde(default)]
    pub tried_again: usize,
    /// How many sandboxes it had, where it is about several.
    #[serde(default)]
    pub sandboxes: Option<usize>,
}

/// What a scenario came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioResult {
    /// It was played to its end, and every check held.
    Passed,
    /// It showed a claim to be broken.
    Failed,
    /// It showed claims to be broken, and all of that was known beforehand.
    Known,
    /// It was not played.
    Skipped(
        /// Why, and what would make it run.
        String,
    ),
    /// It could not be played to its end, so nothing can be said.
    Errored(
        /// What came in between.
        String,
    ),
}

/// Something that a server does and nobody fixes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// The claim that it bears on, where there is one.
    pub claim: Option<String>,
    /// What was seen.
    pub seen: String,
    /// The step that saw it first.
    pub step: String,
    /// How often it was seen.
    pub times: usize,
}

/// A fault of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnFault {
    /// Who is at fault.
    pub who: Who,
    /// What it got wrong.
    pub what: String,
    /// The number of the exchange that showed it.
    pub exchange: u32,
    /// The address of the step that showed it.
    pub step: String,
}

/// Who is out of line, and against what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The server does not keep what the description and its claims say.
    #[default]
    Server,
    /// The description says other than the documentation that it cites.
    Description,
    /// The generated client cannot decode an answer that the description allows.
    Client,
    /// The harness sent what the description does not allow, or lost count.
    Harness,
}

impl Who {
    /// Who is wrong, in words, and against what.
    pub fn words(self) -> &'static str {
        match self {
            Who::Server => "the server, against the description",
            Who::Description => "the description, against the documentation",
            Who::Client => "the generated client, against the description",
            Who::Harness => "the harness, against the description",
        }
    }
}

/// How many claims of the selected scenarios were put to the server, were not, and are broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimCounts {
    /// A step that checks it was answered, and it held.
    pub held: usize,
    /// It is broken, be that known or not.
    pub broken: usize,
    /// No step that checks it was answered.
    pub unchecked: usize,
}

/// How many scenarios came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Every check held.
    pub passed: usize,
    /// A claim is broken.
    pub failed: usize,
    /// Nothing but what was known beforehand.
    pub known: usize,
    /// Not played.
    pub skipped: usize,
    /// Not played to the end.
    pub errored: usize,
}

impl Verdict {
    /// How many scenarios came to what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for scenario in &self.scenarios {
            match scenario.result {
                ScenarioResult::Passed => counts.passed += 1,
                ScenarioResult::Failed => counts.failed += 1,
                ScenarioResult::Known => counts.known += 1,
                ScenarioResult::Skipped(_) => counts.skipped += 1,
                ScenarioResult::Errored(_) => counts.errored += 1,
            }
        }
        counts
    }

    /// Takes what a second count does not bear out for a fault of ours.
    pub fn blame_ourselves(&mut self, disagreements: Vec<String>) {
        let faults = disagreements.into_iter().map(|what| OwnFault {
            who: Who::Harness,
            what,
            exchange: 0,
            step: "the count of the run".to_owned(),
        });
        self.own_faults.extend(faults);
    }

    /// How many gaps of the evidence fail the run.
    pub fn failing_gaps(&self) -> usize {
        match self.strict {
            true => self.evidence.len(),
            false => 0,
        }
    }

    /// The known deviations that fail a run.
    pub fn failing_deviations(&self) -> impl Iterator<Item = &KnownDeviation> {
        self.deviations
            .iter()
            .filter(|known| known.standing.fails())
    }

    /// Every broken claim, once, in the order they were found.
    pub fn broken_claims(&self) -> Vec<&str> {
        let mut broken = Vec::new();
        for finding in self
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.findings)
        {
            if !broken.contains(&finding.claim.as_str()) {
                broken.push(&finding.claim);
            }
        }
        broken
    }
}
