//! Judging a whole recording: what the checks find, put together.

use std::collections::BTreeSet;

use super::check::{Check, Notes};
use super::finding::Finding;
use super::neighbours::Neighbours;
use super::permission::Permissions;
use super::verdict::{ClaimCounts, OwnFault, ScenarioResult, ScenarioVerdict, Verdict, Who};
use super::{
    accounting, agreement, answer, body, cause, decode, headers, listing, neighbours, observed,
    request_ids, restless, sent, snapshots, wire,
};
use crate::contract::{Contract, Contradiction, Level};
use crate::evidence;
use crate::recording::{Answer, Exchange, Given, Look, Outcome, Recording, ScenarioRecord};
use crate::scenario::Scenario;
use crate::silence::silence;
use crate::snapshot::Baseline;

/// What a verdict rests on besides the recording.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'c> {
    /// The contract.
    pub contract: &'c Contract,
    /// The snapshots of what the documentation promises.
    pub documented: &'c Baseline,
    /// The lowest level of a claim that fails a run.
    pub level: Level,
}

impl Judge<'_> {
    /// Judges a whole recording. Of the given scenarios and of those in the recording, every
    /// one is accounted for.
    pub fn judge(&self, scenarios: &[&Scenario], recording: &Recording) -> Verdict {
        let played: Vec<Option<&Scenario>> = recording
            .scenarios
            .iter()
            .map(|record| by_address(scenarios, &record.address))
            .collect();
        let permissions = Permissions::read(recording);
        let mut notes = Notes::default();
        let mut found: Vec<Vec<Vec<Finding>>> = Vec::new();
        for (record, scenario) in recording.scenarios.iter().zip(&played) {
            let looks = record.looks.iter().map(|look| {
                for exchange in &look.exchanges {
                    self.exchange((*scenario, record), exchange, &permissions, &mut notes);
                }
                self.look(*scenario, look, &recording.given, &mut notes)
            });
            found.push(looks.collect());
        }
        for (index, look, finding) in agreement::judge(recording, &played) {
            found[index][look].push(finding);
        }
        let looks = recording.scenarios.iter().map(|record| &record.looks);
        let mut found: Vec<Vec<Finding>> = found
            .iter()
            .zip(looks)
            .map(|(found, looks)| over_looks(found, &restless::seen_in(looks)))
            .collect();
        cause::judge(recording, &mut found);
        for (index, finding) in request_ids::judge(recording) {
            found[index].push(finding);
        }
        self.neighbours(recording, &mut found, &mut notes);
        self.around(recording, &mut notes);
        self.contradictions(&mut notes);
        let verdicts = recording.scenarios.iter().zip(&played).zip(found).map(
            |((record, scenario), findings)| {
                let verdict = self.scenario(record, findings, &mut notes);
                match scenario {
                    Some(scenario) => ScenarioVerdict {
                        sandboxes: evidence::sandboxes_of(scenario, record),
                        ..verdict
                    },
                    None => accounting::no_scenario(verdict),
                }
            },
        );
        let mut judged: Vec<_> = verdicts.collect();
        judged.extend(accounting::not_recorded(scenarios, recording));
        Verdict {
            scenarios: judged,
            deviations: Vec::new(),
            observations: notes.observations,
            own_faults: notes.own_faults,
            evidence: evidence::weigh(self.contract, scenarios, recording),
            claims: ClaimCounts::default(),
            strict: false,
        }
    }

    /// Everything that one time through a scenario shows by itself, with what was found about
    /// its exchanges.
    fn look(
        &self,
        scenario: Option<&Scenario>,
        look: &Look,
        given: &[Given],
        notes: &mut Notes,
    ) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut notes.findings);
        findings.extend(answer::judge_conflicts(look));
        // A list that overlaps changes proves nothing by itself.
        let together = look.exchanges.iter().any(|call| call.overlap.is_some());
        if let Some(scenario) = scenario.filter(|_| !together) {
            findings.extend(listing::judge(self.contract, scenario, look, given));
            let unexplained = snapshots::judge(
                self.contract,
                self.documented,
                scenario,
                look,
                given,
                &findings,
            );
            findings.extend(unexplained);
        }
        findings
    }

    fn exchange(
        &self,
        (scenario, record): (Option<&Scenario>, &ScenarioRecord),
        exchange: &Exchange,
        permissions: &Permissions<'_>,
        notes: &mut Notes,
    ) {
        let step = scenario.and_then(|scenario| scenario.step(&exchange.step));
        let mut check = Check::new(self.contract, &record.address, exchange, notes);
        sent::judge(&mut check, step);
        for attempt in &exchange.attempts {
            if let Ok(answer) = &attempt.result {
                headers::judge(&mut check, attempt, answer);
                judge_answer(&mut check, answer);
            }
        }
        let Some(answer) = exchange.answer() else {
            return;
        };
        match (scenario, step) {
            _ if silence(exchange, scenario.zip(step)).is_some()
                && !permissions.refute(exchange) => {}
            _ if exchange.is_preparation() => answer::judge_preparation(&mut check, answer),
            (Some(scenario), Some(step)) => answer::judge(&mut check, scenario, step, answer),
            _ => {}
        }
    }

    /// What the harness sent outside of the scenarios.
    fn around(&self, recording: &Recording, notes: &mut Notes) {
        let begun = recording.opening.iter().chain(&recording.broken_off);
        for exchange in begun.chain(&recording.closing) {
            sent::judge(&mut Check::new(self.contract, "run", exchange, notes), None);
        }
    }

    /// Where the description is wrong, whatever the server does.
    fn contradictions(&self, notes: &mut Notes) {
        for Contradiction { place, what, .. } in self.contract.contradictions() {
            notes.own_faults.push(OwnFault {
                who: Who::Description,
                what,
                exchange: 0,
                step: place,
            });
        }
    }

    fn neighbours(&self, recording: &Recording, found: &mut [Vec<Finding>], notes: &mut Notes) {
        match neighbours::judge(recording) {
            Neighbours::Quiet { findings, once } => {
                for (index, finding) in findings {
                    found[index].push(finding);
                }
                if once > 0 {
                    let seen = format!(
                        "a sandbox that the run was not given changed as a given one did ({once} times), and not again when it was tried again"
                    );
                    notes.observe(Some("pause/effect/only-that"), seen, "run");
                }
            }
            Neighbours::Busy(changes) => {
                let seen = format!(
                    "sandboxes that the run was not given changed by themselves ({changes} times): whether the run changed one cannot be told"
                );
                notes.observe(Some("pause/effect/only-that"), seen, "run");
            }
        }
    }

    fn scenario(
        &self,
        record: &ScenarioRecord,
        findings: Vec<Finding>,
        notes: &mut Notes,
    ) -> ScenarioVerdict {
        let (counting, others): (Vec<_>, Vec<_>) = findings
            .into_iter()
            .partition(|finding| self.counts(finding));
        for finding in others {
            let place = finding.place.as_deref().map(anywhere).unwrap_or_default();
            let seen = format!(
                "{}{place}: expected {}, got {}",
                finding.claim, finding.expected, finding.actual
            );
            notes.observe(
                Some(&finding.claim),
                seen,
                &format!("{}/{}", record.address, finding.step),
            );
        }
        let result = match &record.outcome {
            _ if !counting.is_empty() => ScenarioResult::Failed,
            Outcome::Ran => ScenarioResult::Passed,
            Outcome::Skipped(reason) => ScenarioResult::Skipped(reason.clone()),
            Outcome::Errored(reason) => ScenarioResult::Errored(reason.clone()),
        };
        let exchanges = || record.looks.iter().flat_map(|look| &look.exchanges);
        let attempts = exchanges().map(|exchange| exchange.attempts.len());
        ScenarioVerdict {
            address: record.address.clone(),
            result,
            findings: counting,
            known: Vec::new(),
            requests: attempts.clone().sum(),
            tried_again: attempts.filter(|attempts| *attempts > 1).count(),
            sandboxes: None,
        }
    }

    /// Whether breaking the claim fails a run at this level. A claim that there is not would
    /// be a mistake of ours, and must not hide a finding.
    pub(super) fn counts(&self, finding: &Finding) -> bool {
        self.can_fail(&finding.claim)
    }

    /// Whether breaking a claim fails a run at this level.
    pub fn can_fail(&self, claim: &str) -> bool {
        let claim = self.contract.claims.get(claim);
        let level = claim.map_or(Level::Required, |claim| claim.level);
        level > Level::Observed && level >= self.level
    }
}

/// A place in a response, whichever element of a list it is in.
fn anywhere(place: &str) -> String {
    let part = |part: &str| match part.parse::<usize>() {
        Ok(_) => "*".to_owned(),
        Err(_) => part.to_owned(),
    };
    let parts: Vec<_> = place.split('/').map(part).collect();
    format!(" at {}", parts.join("/"))
}

/// What every answer owes, whatever the scenario asks of it.
fn judge_answer(check: &mut Check<'_>, answer: &Answer) {
    // A redirect is no answer of the API; that it came is for the criteria to judge.
    if (300..400).contains(&answer.status) {
        return;
    }
    let before = check.found();
    match wire::judge(check, answer) {
        Some(body) => {
            body::judge(check, answer, &body);
            if check.found() == before {
                decode::judge(check, answer);
                observed::note(check, answer, &body);
            }
        }
        None => body::judge_missing(check, answer),
    }
}

/// What counts of the findings of all looks: what is said of sandboxes that the run was not
/// given counts only if every look shows it, and shows them in the same status.
fn over_looks(looks: &[Vec<Finding>], restless: &BTreeSet<String>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for finding in looks.iter().flatten() {
        let everywhere = || {
            looks
                .iter()
                .all(|look| look.iter().any(|other| other.shows_again(finding)))
        };
        let known = kept
            .iter()
            .any(|known| known.shows_again(finding) && known.place == finding.place);
        let changes = || {
            finding
                .sandbox
                .as_ref()
                .is_some_and(|id| restless.contains(id))
        };
        let counts = !finding.of_others || (looks.len() > 1 && everywhere() && !changes());
        if counts && !known {
            kept.push(finding.clone());
        }
    }
    kept
}

fn by_address<'s>(scenarios: &[&'s Scenario], address: &str) -> Option<&'s Scenario> {
    scenarios
        .iter()
        .find(|scenario| scenario.address == address)
        .copied()
}
