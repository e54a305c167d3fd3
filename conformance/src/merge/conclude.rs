//! What a run comes to whose shards are merged.

use super::gather::numbered;
use crate::conclusion::Conclusion;
use crate::contract::{Level, Operation};
use crate::exit::Exit;
use crate::judge::{Finding, ScenarioResult, ScenarioVerdict, Verdict};
use crate::recording::{AuthHeader, NotPutBack, Recording, Unready};
use crate::report::document::{
    AT_REQUIRED, ClaimCounts, ClaimResult, Counts, Document, Ending, Outcome, ScenarioOutcome,
    unplayed,
};

/// How many there are of what.
pub(super) fn counts(document: &Document, requests: usize) -> Counts {
    let scenarios = |outcome| {
        let all = document.scenarios.iter();
        all.filter(|scenario| scenario.outcome == outcome).count()
    };
    let claims = |result| {
        let all = document.claims.iter();
        all.filter(|claim| claim.result == result).count()
    };
    Counts {
        scenarios: document.scenarios.len(),
        passed: scenarios(ScenarioOutcome::Passed),
        failed: scenarios(ScenarioOutcome::Failed),
        known: scenarios(ScenarioOutcome::Known),
        skipped: scenarios(ScenarioOutcome::Skipped),
        errored: scenarios(ScenarioOutcome::Errored),
        observed: document.observations.len(),
        requests,
        claims: ClaimCounts {
            all: document.claims.len(),
            held: claims(ClaimResult::Held),
            broken: claims(ClaimResult::Broken),
            known: claims(ClaimResult::Known),
            unchecked: claims(ClaimResult::Unchecked),
            observed: claims(ClaimResult::Observed),
            not_testable: claims(ClaimResult::NotTestable),
        },
    }
}

/// Why the shards together say less than a whole run would.
pub(super) fn partial(whole: &Document, documents: &[&Document]) -> Vec<String> {
    let mut why = Vec::new();
    let missing = whole.missing_shards();
    if !missing.is_empty() {
        let is = if missing.len() == 1 { "is" } else { "are" };
        why.push(format!("{} {is} missing", of_all(&missing, whole)));
    }
    for document in documents {
        let number = document.shard.as_ref().map_or(0, |share| share.number);
        if let Some(unready) = &document.outcome.unready {
            why.push(format!(
                "shard {number} ended before its first scenario: {unready}"
            ));
        }
        if document.outcome.interrupted {
            why.push(format!("shard {number} was interrupted"));
        }
    }
    if !whole.selection.is_empty() {
        let shares = documents
            .iter()
            .filter_map(|document| document.shard.as_ref());
        let selected = shares.map(|share| share.selected).max().unwrap_or(0);
        let patterns = whole.selection.join(" ");
        why.push(format!("{selected} scenarios were selected: {patterns}"));
    }
    if whole.level == Level::Required {
        why.push(AT_REQUIRED.to_owned());
    }
    let scenarios = &whole.scenarios;
    why.extend(unplayed(scenarios, ScenarioOutcome::Skipped, "not played"));
    why.extend(unplayed(
        scenarios,
        ScenarioOutcome::Errored,
        "not played to the end",
    ));
    why
}

/// Shards by their numbers, and of how many they are.
fn of_all(missing: &[u32], whole: &Document) -> String {
    let of = whole.merged.iter().map(|shard| shard.of).max();
    format!("{} of {}", numbered(missing), of.unwrap_or(0))
}

/// How the whole run ends: by the same rules as one that was not divided, and never better than
/// a shard of it did. One that found nothing to check fails nothing by itself.
pub(super) fn outcome(whole: &Document, documents: &[&Document]) -> Outcome {
    let verdict = verdict(whole);
    let recording = recording(whole, documents);
    let conclusion = Conclusion {
        verdict: &verdict,
        recording: &recording,
    };
    let shards = documents
        .iter()
        .map(|document| {
            (
                Exit::from(document.outcome.ending),
                &document.outcome.sentence,
            )
        })
        .filter(|(exit, _)| *exit != Exit::NothingChecked);
    let missing = whole.missing_shards();
    let gone = format!(
        "Whether the server conforms cannot be told: {} missing.",
        match missing.len() {
            1 => format!("{} is", of_all(&missing, whole)),
            _ => format!("{} are", of_all(&missing, whole)),
        }
    );
    let gone = Some((Exit::CouldNotTell, &gone)).filter(|_| !missing.is_empty());
    let sentence = conclusion.sentence();
    // Of two that are as bad, the first is told.
    let all = std::iter::once((conclusion.exit(), &sentence));
    let all = all.chain(gone).chain(shards);
    let (worst, sentence) = all
        .min_by_key(|(exit, _)| *exit)
        .unwrap_or((conclusion.exit(), &sentence));
    Outcome {
        ending: worst.into(),
        exit_code: worst.code(),
        sentence: sentence.clone(),
        unready: recording.unready.as_ref().map(ToString::to_string),
        interrupted: recording.interrupted,
    }
}

/// As much of a verdict as decides how a run ends.
fn verdict(whole: &Document) -> Verdict {
    let scenarios = whole.scenarios.iter().map(|scenario| {
        let new = whole.findings.iter();
        let new = new.filter(|finding| finding.scenario == scenario.address && !finding.known);
        let finding = |finding: &crate::report::document::FindingReport| {
            let (claim, step) = (&finding.claim, &finding.step);
            Finding::new(claim, step, finding.exchange, "", "")
        };
        let reason = scenario.reason.clone().unwrap_or_default();
        ScenarioVerdict {
            address: scenario.address.clone(),
            result: match scenario.outcome {
                ScenarioOutcome::Passed => ScenarioResult::Passed,
                ScenarioOutcome::Failed => ScenarioResult::Failed,
                ScenarioOutcome::Known => ScenarioResult::Known,
                ScenarioOutcome::Skipped => ScenarioResult::Skipped(reason),
                ScenarioOutcome::Errored => ScenarioResult::Errored(reason),
            },
            findings: new.map(finding).collect(),
            known: Vec::new(),
            requests: scenario.requests,
            tried_again: scenario.tried_again,
            sandboxes: scenario.sandboxes,
        }
    });
    Verdict {
        scenarios: scenarios.collect(),
        deviations: whole.known_deviations.clone(),
        observations: Vec::new(),
        own_faults: whole.own_faults.clone(),
        evidence: whole.evidence.clone(),
        claims: crate::judge::ClaimCounts::default(),
        strict: whole.strict,
    }
}

/// As much of a recording as decides how a run ends.
fn recording(whole: &Document, documents: &[&Document]) -> Recording {
    let left = whole.not_put_back.iter().map(|left| NotPutBack {
        id: left.sandbox.clone(),
        found: left.found.clone(),
        // Neither decides anything.
        operation: Operation::Resume,
        auth: AuthHeader::Bearer,
        because: left.because.clone(),
    });
    let mut outcomes = documents.iter().map(|document| &document.outcome);
    let begun = |document: &&&Document| {
        document.outcome.unready.is_none() && !document.scenarios.is_empty()
    };
    let unready = documents.iter().find(|document| {
        document.outcome.unready.is_some() && !documents.iter().any(|other| begun(&other))
    });
    Recording {
        not_put_back: left.collect(),
        interrupted: outcomes.any(|outcome| outcome.interrupted),
        unready: unready.and_then(|document| {
            let why = document.outcome.unready.clone()?;
            Some(match document.outcome.ending {
                Ending::Usage => Unready::Usage(why),
                _ => Unready::CouldNotTell(why),
            })
        }),
        ..Recording::default()
    }
}
