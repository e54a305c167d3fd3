//! From a verdict and what it rests on to the document.

use std::collections::BTreeSet;

use super::address::without_credentials;
use super::claim::{ClaimReport, ClaimResult, Weighing};
use super::exchange::ExchangeReport;
use super::finding::FindingReport;
use super::reproduce::CommandLine;
use super::root::{
    ClaimCounts, ContractInfo, Counts, Document, DriftReport, Left, Mode, ModeKind, Outcome,
    TargetInfo, Tool,
};
use super::scenario::{ScenarioOutcome, ScenarioReport, Sources};
use super::situation::Situations;
use super::waits::waited;
use crate::census;
use crate::contract::{Claims, Level};
use crate::judge::Verdict;
use crate::ledger::ledger;
use crate::recording::{Recording, RecordingFile};
use crate::report::{Report, not_put_back};
use crate::scenario::Scenario;

/// What the document calls itself.
pub(crate) const FORMAT: &str = "hopx-conformance report";
/// The version of its form.
pub(crate) const VERSION: u32 = 1;

/// What makes a run partial that was judged by the endpoints' own pages.
pub(crate) const AT_REQUIRED: &str = "only claims that an endpoint's own page states could fail it";

/// Everything that a document is built from.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'b> {
    /// What the text for a terminal tells.
    pub report: &'b Report<'b>,
    /// The recording with what it was played by.
    pub file: &'b RecordingFile,
    /// The level that was judged by.
    pub level: Level,
    /// The scenarios that were judged by.
    pub scenarios: &'b [&'b Scenario],
    /// Every scenario that there is.
    pub all: &'b [Scenario],
}

impl Document {
    /// Builds the document of a run. The same basis gives the same document: its date is that
    /// of the recording.
    pub fn of(basis: &Basis<'_>) -> Self {
        let findings = basis.findings();
        let base_url = without_credentials(&basis.recording().base_url);
        let command = CommandLine::of(
            basis.recording(),
            &base_url,
            basis.level,
            basis.verdict().strict,
        );
        let scenarios = basis.scenarios(&findings, &command);
        let claims = basis.claims(&findings);
        let recording = basis.recording();
        Document {
            format: FORMAT.to_owned(),
            version: VERSION,
            partial: basis.partial(&scenarios),
            outcome: basis.outcome(),
            counts: basis.counts(&claims),
            tool: basis.tool(),
            contract: basis.contract(),
            mode: basis.mode(),
            started_at: recording.started_at.clone(),
            took_ms: recording.took_ms,
            level: basis.level,
            strict: basis.verdict().strict,
            shard: recording.shard.clone(),
            merged: Vec::new(),
            selection: basis.file.selection.clone(),
            max_pages: recording.max_pages,
            max_requests: recording.max_requests,
            reproduce: command.whole(&basis.file.selection),
            scenarios,
            claims,
            observations: basis.verdict().observations.clone(),
            own_faults: basis.verdict().own_faults.clone(),
            known_deviations: basis.verdict().deviations.clone(),
            evidence: basis.verdict().evidence.clone(),
            drift: basis.drift(),
            ledger: ledger(recording),
            not_put_back: basis.left(),
            waits: waited(&recording.waits),
            exchanges: exchanges(recording, &base_url, &findings),
            target: TargetInfo {
                base_url,
                kind: recording.target,
            },
            findings,
        }
    }
}

impl Basis<'_> {
    fn recording(&self) -> &Recording {
        self.report.conclusion.recording
    }

    fn verdict(&self) -> &Verdict {
        self.report.conclusion.verdict
    }

    fn known_claims(&self) -> &Claims {
        &self.report.contract.claims
    }

    /// Every finding, numbered in the order of the scenarios.
    fn findings(&self) -> Vec<FindingReport> {
        let mut findings = Vec::new();
        for judged in &self.verdict().scenarios {
            let new = judged.findings.iter().map(|finding| (finding, false));
            let known = judged.known.iter().map(|finding| (finding, true));
            for (finding, known) in new.chain(known) {
                let mut told = FindingReport::of(&judged.address, finding, known);
                told.preparation = self.report.is_preparation(finding);
                findings.push(told);
            }
        }
        for (number, finding) in (1..).zip(&mut findings) {
            finding.number = number;
            if let Some(claim) = self.known_claims().get(&finding.claim) {
                finding.level = claim.level;
                finding.requirement = claim.requirement.trim().to_owned();
            }
        }
        findings
    }

    fn scenarios(&self, findings: &[FindingReport], command: &CommandLine) -> Vec<ScenarioReport> {
        let report = |judged: &crate::judge::ScenarioVerdict| {
            let address = &judged.address;
            let of_it: Vec<_> = findings
                .iter()
                .filter(|finding| finding.scenario == *address)
                .cloned()
                .collect();
            let mut scenarios = self.scenarios.iter().copied();
            let scenario = scenarios.find(|scenario| scenario.address == *address);
            let mut records = self.recording().scenarios.iter();
            let page = scenario.and_then(|found| self.known_claims().pages.get(&found.page));
            Sources {
                verdict: judged,
                scenario,
                record: records.find(|record| record.address == *address),
                url: page.map(|page| page.url.clone()),
                findings: &of_it,
                command,
            }
            .report()
        };
        self.verdict().scenarios.iter().map(report).collect()
    }

    fn claims(&self, findings: &[FindingReport]) -> Vec<ClaimReport> {
        let weighing = Weighing {
            claims: self.known_claims(),
            level: self.level,
            findings,
            answered: answered(self.recording()),
            situations: Situations::of(self.recording()),
        };
        let entries = census::take(self.report.contract, self.all);
        let claims = self.known_claims().all.iter().zip(entries);
        claims
            .map(|(claim, entry)| weighing.claim(claim, entry))
            .collect()
    }

    fn outcome(&self) -> Outcome {
        let conclusion = &self.report.conclusion;
        let recording = self.recording();
        Outcome {
            ending: conclusion.exit().into(),
            exit_code: conclusion.exit().code(),
            sentence: conclusion.sentence(),
            unready: recording.unready.as_ref().map(ToString::to_string),
            interrupted: recording.interrupted,
        }
    }

    fn counts(&self, claims: &[ClaimReport]) -> Counts {
        let counts = self.verdict().counts();
        let of = |result| {
            let of_it = claims.iter().filter(|claim| claim.result == result);
            of_it.count()
        };
        Counts {
            scenarios: self.verdict().scenarios.len(),
            passed: counts.passed,
            failed: counts.failed,
            known: counts.known,
            skipped: counts.skipped,
            errored: counts.errored,
            observed: self.verdict().observations.len(),
            requests: self.recording().requests(),
            claims: ClaimCounts {
                all: claims.len(),
                held: of(ClaimResult::Held),
                broken: of(ClaimResult::Broken),
                known: of(ClaimResult::Known),
                unchecked: of(ClaimResult::Unchecked),
                observed: of(ClaimResult::Observed),
                not_testable: of(ClaimResult::NotTestable),
            },
        }
    }

    fn tool(&self) -> Tool {
        Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            recorded_by: self.file.tool.clone(),
        }
    }

    fn contract(&self) -> ContractInfo {
        let contract = self.report.contract;
        ContractInfo {
            version: contract.description.version.clone(),
            fingerprint: contract.fingerprint.clone(),
            description: contract.description.file.clone(),
            claims: contract.claims.file.clone(),
        }
    }

    fn mode(&self) -> Mode {
        let sandboxes = self.recording().given.clone();
        Mode {
            kind: match sandboxes.is_empty() {
                true => ModeKind::ReadOnly,
                false => ModeKind::GivenSandboxes,
            },
            sandboxes,
        }
    }

    fn drift(&self) -> Vec<DriftReport> {
        let drift = self.report.drift.iter().map(|drift| DriftReport {
            address: drift.address.clone(),
            what: drift.what.clone(),
        });
        drift.collect()
    }

    fn left(&self) -> Vec<Left> {
        let left = self.recording().not_put_back.iter().map(|left| Left {
            sandbox: left.id.clone(),
            found: left.found.clone(),
            because: left.because.clone(),
            command: not_put_back::mending_command(self.report, left),
        });
        left.collect()
    }

    /// Why the run says less than a whole one would.
    fn partial(&self, scenarios: &[ScenarioReport]) -> Vec<String> {
        let recording = self.recording();
        let mut why = Vec::new();
        if let Some(unready) = &recording.unready {
            why.push(format!("it ended before its first scenario: {unready}"));
        }
        if recording.interrupted {
            why.push("it was interrupted".to_owned());
        }
        let shard = recording.shard.as_ref();
        why.extend(shard.map(|shard| format!("it is {}", shard.words())));
        if !self.file.selection.is_empty() {
            why.push(format!(
                "{} of {} scenarios were selected: {}",
                shard.map_or(scenarios.len(), |shard| shard.selected),
                self.all.len(),
                self.file.selection.join(" ")
            ));
        }
        if self.level == Level::Required {
            why.push(AT_REQUIRED.to_owned());
        }
        why.extend(unplayed(scenarios, ScenarioOutcome::Skipped, "not played"));
        why.extend(unplayed(
            scenarios,
            ScenarioOutcome::Errored,
            "not played to the end",
        ));
        why
    }
}

/// How many scenarios came to that, in words.
pub(crate) fn unplayed(
    scenarios: &[ScenarioReport],
    outcome: ScenarioOutcome,
    words: &str,
) -> Option<String> {
    let of_it = scenarios
        .iter()
        .filter(|scenario| scenario.outcome == outcome);
    match of_it.count() {
        0 => None,
        1 => Some(format!("1 scenario was {words}")),
        several => Some(format!("{several} scenarios were {words}")),
    }
}

/// The addresses of the steps that were answered.
fn answered(recording: &Recording) -> BTreeSet<String> {
    let mut answered = BTreeSet::new();
    for record in &recording.scenarios {
        for exchange in record.looks.iter().flat_map(|look| &look.exchanges) {
            if exchange.answer().is_some() && !exchange.is_preparation() {
                answered.insert(format!("{}/{}", record.address, exchange.step));
            }
        }
    }
    answered
}

fn exchanges(
    recording: &Recording,
    base_url: &str,
    findings: &[FindingReport],
) -> Vec<ExchangeReport> {
    let told = recording.addressed_exchanges().map(|(by, exchange)| {
        let mut told = ExchangeReport::of(base_url, by, exchange);
        let of_it = findings
            .iter()
            .filter(|finding| finding.exchange == exchange.number);
        told.findings = of_it.map(|finding| finding.number).collect();
        told
    });
    told.collect()
}
