//! The document as the parts of the page see it: with an anchor for everything.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::contract::Level;
use crate::page::{Room, State, Tags, slug, text};
use crate::report::document::{
    ClaimResult, Document, ExchangeReport, FindingReport, ScenarioOutcome, StepResult,
};

/// About so many bytes of the page go to bodies, however many there are.
const BODIES: usize = 1_000_000;
/// So much of a body is shown where there are few, and so little where there are many.
const MOST: usize = 64 * 1024;
const LEAST: usize = 2 * 1024;
/// So many findings of one claim are shown. A server may break it in every element of every list.
const SHOWN: usize = 25;

/// The document, and what is needed to find one's way in it.
pub(super) struct View<'d> {
    pub(super) document: &'d Document,
    /// The broken claims, and the known ones after those that are not.
    pub(super) broken: Vec<Broken<'d>>,
    findings: BTreeMap<u32, &'d FindingReport>,
    anchors: BTreeMap<u32, String>,
    targets: BTreeMap<u32, String>,
    /// How much of each body is shown.
    pub(super) room: Room,
}

/// A claim that is broken, and every finding of it; what is known of it stands by itself.
pub(super) struct Broken<'d> {
    pub(super) state: State,
    pub(super) claim: &'d str,
    /// Steps of scenarios first: they tell more than the calls that lead up to them.
    pub(super) findings: Vec<&'d FindingReport>,
}

impl<'d> Broken<'d> {
    /// The anchor of the claim.
    pub(super) fn anchor(&self) -> String {
        format!("broken-{}-{}", self.state.name(), slug(self.claim))
    }

    /// As many findings as the page has room for.
    pub(super) fn shown(&self) -> &[&'d FindingReport] {
        &self.findings[..self.findings.len().min(SHOWN)]
    }
}

impl<'d> View<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let attempts = document
            .exchanges
            .iter()
            .map(|exchange| exchange.attempts.len());
        let bodies: usize = attempts.sum();
        let broken = broken(&document.findings);
        let anchors = anchors(&document.findings);
        let findings = document.findings.iter();
        View {
            document,
            findings: findings.map(|finding| (finding.number, finding)).collect(),
            targets: targets(&broken, &anchors),
            anchors,
            broken,
            room: Room((BODIES / bodies.max(1)).clamp(LEAST, MOST)),
        }
    }

    /// The anchor of a finding: the same in every run that finds the same.
    pub(super) fn anchor(&self, finding: &FindingReport) -> &str {
        self.anchors.get(&finding.number).map_or("", String::as_str)
    }

    /// A link to a finding; to its claim, where there are too many to show each.
    pub(super) fn link(&self, finding: &FindingReport, words: &str) -> Markup {
        let target = self.targets.get(&finding.number);
        html! { a href={ "#" (target.map_or("", String::as_str)) } { (text::plain(words)) } }
    }

    /// The findings of these numbers.
    pub(super) fn findings(&self, numbers: &[u32]) -> Vec<&'d FindingReport> {
        let found = numbers
            .iter()
            .filter_map(|number| self.findings.get(number));
        found.copied().collect()
    }

    /// The calls of these numbers.
    pub(super) fn exchanges(&self, numbers: &[u32]) -> Vec<&'d ExchangeReport> {
        let exchanges = numbers.iter();
        exchanges
            .filter_map(|number| self.document.exchange(*number))
            .collect()
    }

    /// A link to a claim.
    pub(super) fn claim(&self, id: &str) -> Markup {
        html! {
            @if self.document.claim(id).is_some() { a href={ "#" (claim_anchor(id)) } { (text::code(id)) } }
            @else { (text::code(id)) }
        }
    }

    /// A link to a call, if it is one of the run.
    pub(super) fn exchange(&self, number: u32) -> Markup {
        html! {
            @if self.document.exchange(number).is_some() {
                a href={ "#" (exchange_anchor(number)) } { "exchange " (number) }
            } @else { "no exchange" }
        }
    }

    /// A link to what made a call: the scenario of a step, or nothing to link to.
    pub(super) fn address(&self, address: &str) -> Markup {
        let scenario = address.rsplit_once('/').map(|(scenario, _)| scenario);
        let mut scenarios = self.document.scenarios.iter();
        let known = scenarios.find(|known| Some(known.address.as_str()) == scenario);
        html! {
            @match known {
                Some(known) => a href={ "#" (scenario_anchor(&known.address)) } { (text::code(address)) },
                None => (text::code(address)),
            }
        }
    }
}

fn broken(findings: &[FindingReport]) -> Vec<Broken<'_>> {
    let mut claims: BTreeMap<(State, &str), Vec<&FindingReport>> = BTreeMap::new();
    for finding in findings {
        let claim = (finding_state(finding), finding.claim.as_str());
        claims.entry(claim).or_default().push(finding);
    }
    let broken = claims.into_iter().map(|((state, claim), mut findings)| {
        findings.sort_by_key(|finding| finding.preparation);
        Broken {
            state,
            claim,
            findings,
        }
    });
    let mut broken: Vec<_> = broken.collect();
    // In the order of the run.
    broken.sort_by_key(|broken| (broken.state, broken.findings[0].number));
    broken
}

fn anchors(findings: &[FindingReport]) -> BTreeMap<u32, String> {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    let anchors = findings.iter().map(|finding| {
        let name = format!("{}--{}", slug(&finding.claim), slug(&finding.address()));
        let nth = times.entry(name.clone()).or_default();
        *nth += 1;
        let nth = if *nth > 1 {
            format!("--{nth}")
        } else {
            String::new()
        };
        (finding.number, format!("finding-{name}{nth}"))
    });
    anchors.collect()
}

/// Where a link to a finding leads.
fn targets(broken: &[Broken<'_>], anchors: &BTreeMap<u32, String>) -> BTreeMap<u32, String> {
    let mut targets = anchors.clone();
    for claim in broken {
        for finding in claim.findings.iter().skip(SHOWN) {
            targets.insert(finding.number, claim.anchor());
        }
    }
    targets
}

/// The anchor of a claim.
pub(super) fn claim_anchor(id: &str) -> String {
    format!("claim-{}", slug(id))
}

/// The anchor of a call.
pub(super) fn exchange_anchor(number: u32) -> String {
    format!("exchange-{number}")
}

/// The anchor of a scenario.
pub(super) fn scenario_anchor(address: &str) -> String {
    format!("scenario-{}", slug(address))
}

/// What something can be filtered by.
pub(super) fn tags<'l>(
    state: State,
    area: &str,
    levels: impl IntoIterator<Item = &'l Level>,
) -> String {
    let mut tags = Tags::default().with("show", state.name());
    if !area.is_empty() {
        tags = tags.with("area", area);
    }
    for level in levels {
        tags = tags.with("level", level_word(*level));
    }
    tags.value()
}

/// The area of a claim or of a scenario: what its id begins with.
pub(super) fn area(id: &str) -> &str {
    id.split('/').next().unwrap_or_default()
}

/// A level in a word.
pub(super) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Required => "required",
        Level::Expected => "expected",
        Level::Observed => "observed",
    }
}

/// What a finding is to a filter.
pub(super) fn finding_state(finding: &FindingReport) -> State {
    match finding.known {
        true => State::Known,
        false => State::Failed,
    }
}

/// The worst of some findings; passed where there are none.
pub(super) fn worst(findings: &[&FindingReport]) -> State {
    let states = findings.iter().map(|finding| finding_state(finding));
    states.min().unwrap_or(State::Passed)
}

/// What a scenario's outcome is to a filter.
pub(super) fn scenario_state(outcome: ScenarioOutcome) -> State {
    match outcome {
        ScenarioOutcome::Failed | ScenarioOutcome::Errored => State::Failed,
        ScenarioOutcome::Known => State::Known,
        ScenarioOutcome::Passed => State::Passed,
        ScenarioOutcome::Skipped => State::Skipped,
    }
}

/// What a step's result is to a filter, and in words.
pub(super) fn step_state(result: StepResult) -> (State, &'static str) {
    match result {
        StepResult::Held => (State::Passed, "held"),
        StepResult::Broken => (State::Failed, "broken"),
        StepResult::Known => (State::Known, "known deviation"),
        StepResult::Unanswered => (State::Failed, "no answer"),
        StepResult::NotPlayed => (State::Skipped, "not played"),
    }
}

/// What a claim's result is to a filter.
pub(super) fn claim_state(result: ClaimResult) -> State {
    match result {
        ClaimResult::Broken => State::Failed,
        ClaimResult::Known => State::Known,
        ClaimResult::Held => State::Passed,
        ClaimResult::Unchecked | ClaimResult::NotTestable => State::Skipped,
        ClaimResult::Observed => State::Observed,
    }
}
