//! Setting known deviations aside in a verdict.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::model::{Deviation, Known};
use crate::judge::{
    Judge, KnownDeviation, ScenarioResult, ScenarioVerdict, Standing, Unplayed, Verdict,
};
use crate::recording::{Outcome, Recording};
use crate::scenario::Scenario;

impl Known {
    /// Sets what is known aside in the verdict of a recording. The scenarios are all that
    /// there are, and today is the day on which the recording was made.
    pub fn apply(
        &self,
        judge: &Judge<'_>,
        scenarios: &[Scenario],
        recording: &Recording,
        verdict: &mut Verdict,
    ) {
        let today = day_of(recording);
        let seen: Vec<usize> = self
            .deviations
            .iter()
            .map(|known| findings_of(known, scenarios, verdict))
            .collect();
        for played in &mut verdict.scenarios {
            let scenario = by_address(scenarios, &played.address);
            self.set_aside(played, scenario, today);
        }
        let standings = self.deviations.iter().zip(seen).map(|(known, findings)| {
            let standing = match findings {
                _ if known.has_expired(today) => Standing::Expired { findings },
                0 => standing_unseen(known, judge, scenarios, recording),
                _ => Standing::Occurs { findings },
            };
            // No scenario would tell where its claim fails no run.
            let unplayed = match findings {
                0 if judge.can_fail(&known.claim) => unplayed(known, scenarios, recording),
                _ => Vec::new(),
            };
            told(known, standing, unplayed)
        });
        verdict.deviations = standings.collect();
    }

    fn set_aside(&self, played: &mut ScenarioVerdict, scenario: Option<&Scenario>, today: Date) {
        let is_known = |claim: &str| {
            let mut valid = self
                .deviations
                .iter()
                .filter(|known| !known.has_expired(today));
            valid.any(|known| known.covers(claim, scenario))
        };
        let (known, new): (Vec<_>, Vec<_>) = std::mem::take(&mut played.findings)
            .into_iter()
            .partition(|finding| is_known(&finding.claim));
        (played.known, played.findings) = (known, new);
        if played.findings.is_empty() && !played.known.is_empty() {
            // What is known outweighs that it was not played to its end, as what is new does.
            played.result = ScenarioResult::Known;
        }
    }
}

/// Where a deviation stands of which nothing was found: it is stale if every scenario that
/// could have shown it was played to its end.
pub(super) fn standing_unseen(
    known: &Deviation,
    judge: &Judge<'_>,
    scenarios: &[Scenario],
    recording: &Recording,
) -> Standing {
    if !judge.can_fail(&known.claim) {
        return Standing::NotChecked("its claim fails no run at this level".to_owned());
    }
    Standing::unseen(&unplayed(known, scenarios, recording))
}

/// The scenarios that might show a deviation and were not played to their end.
fn unplayed(known: &Deviation, scenarios: &[Scenario], recording: &Recording) -> Vec<Unplayed> {
    let in_scope = scenarios
        .iter()
        .filter(|scenario| known.scope.holds(Some(scenario)));
    let unplayed = in_scope.filter_map(|scenario| {
        let outcome = outcome(recording, &scenario.address);
        let why = match outcome {
            Some(Outcome::Ran) => return None,
            Some(Outcome::Skipped(_)) => "was skipped",
            Some(Outcome::Errored(_)) => "was not played to its end",
            None => "was not selected",
        };
        Some(Unplayed {
            scenario: scenario.address.clone(),
            why: why.to_owned(),
            selected: outcome.is_some(),
        })
    });
    unplayed.collect()
}

/// How many findings there are of a deviation.
pub(super) fn findings_of(known: &Deviation, scenarios: &[Scenario], verdict: &Verdict) -> usize {
    let of_one = |played: &ScenarioVerdict| {
        let scenario = by_address(scenarios, &played.address);
        let findings = played.findings.iter().chain(&played.known);
        findings
            .filter(|finding| known.covers(&finding.claim, scenario))
            .count()
    };
    verdict.scenarios.iter().map(of_one).sum()
}

/// The day on which a recording was made, in UTC: a recording is judged alike on every day.
pub(super) fn day_of(recording: &Recording) -> Date {
    let began: Timestamp = recording.started_at.parse().unwrap_or_default();
    TimeZone::UTC.to_datetime(began).date()
}

pub(super) fn by_address<'s>(scenarios: &'s [Scenario], address: &str) -> Option<&'s Scenario> {
    scenarios
        .iter()
        .find(|scenario| scenario.address == address)
}

fn outcome<'r>(recording: &'r Recording, address: &str) -> Option<&'r Outcome> {
    let mut records = recording.scenarios.iter();
    let found = records.find(|record| record.address == address);
    found.map(|record| &record.outcome)
}

fn told(known: &Deviation, standing: Standing, unplayed: Vec<Unplayed>) -> KnownDeviation {
    KnownDeviation {
        claim: known.claim.clone(),
        scope: known.scope.patterns.clone(),
        reason: known.reason.clone(),
        ticket: known.ticket.clone(),
        expires: known.expires.to_string(),
        place: known.place.clone(),
        standing,
        unplayed,
    }
}
