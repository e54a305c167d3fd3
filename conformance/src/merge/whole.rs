//! The document of all shards.

use jiff::Timestamp;

use super::numbers::Before;
use super::{Part, check, claims, conclude, gather, known, request_ids};
use crate::contract::DocumentError;
use crate::report::document::{Document, MergedShard, Mode, ModeKind, Reproduce, waited};

/// Merges the reports of the shards of one run.
///
/// # Errors
///
/// Names the file and the mend where one of them is no report of a shard, is of another run
/// than the first, or has what another has too. A shard that is missing is no error: the
/// document says so at its top, and ends no better than with 3.
pub fn merge(mut parts: Vec<Part>) -> Result<Document, DocumentError> {
    check::check(&parts)?;
    parts.sort_by_key(|part| {
        let shard = part.document.shard.as_ref();
        shard.map_or(0, |shard| shard.number)
    });
    let began = parts.iter().filter_map(|part| start(&part.document)).min();
    let mut before = Before::default();
    let mut begins = Vec::new();
    for part in &mut parts {
        before.ms = start(&part.document).map_or(0, |start| ms_between(began, start));
        begins.push(before.exchanges);
        before.shift(&mut part.document);
        before = before.after(&part.document);
    }
    let documents: Vec<&Document> = parts.iter().map(|part| &part.document).collect();
    let Some(first) = documents.first() else {
        let problem = "is the number of reports that are given";
        let mend = "name the JSON report of every shard";
        return Err(DocumentError::new("0", "", problem, mend));
    };
    let mut whole = joined(first, &documents);
    request_ids::judge(&mut whole, &begins);
    let requests = documents.iter().map(|shard| shard.counts.requests).sum();
    whole.counts = conclude::counts(&whole, requests);
    whole.partial = conclude::partial(&whole, &documents);
    whole.outcome = conclude::outcome(&whole, &documents);
    Ok(whole)
}

/// Everything that the shards have, beside each other.
fn joined(first: &Document, documents: &[&Document]) -> Document {
    let mut whole = Document {
        shard: None,
        merged: documents.iter().map(|shard| merged(shard)).collect(),
        reproduce: reproduce(documents),
        evidence: gather::evidence(documents),
        ..emptied(first)
    };
    let mut waits = Vec::new();
    let mut given = Vec::new();
    let mut began = None;
    let mut ended = 0;
    for shard in documents {
        whole.scenarios.extend(shard.scenarios.clone());
        whole.findings.extend(shard.findings.clone());
        whole.exchanges.extend(shard.exchanges.clone());
        whole.ledger.extend(shard.ledger.clone());
        whole.not_put_back.extend(shard.not_put_back.clone());
        whole.drift.extend(shard.drift.clone());
        claims::join(&mut whole.claims, shard);
        known::join(&mut whole.known_deviations, shard.known_deviations.clone());
        gather::observations(&mut whole.observations, &shard.observations);
        gather::own_faults(&mut whole.own_faults, &shard.own_faults);
        waits.extend(shard.waits.each.clone());
        given.extend(shard.mode.sandboxes.clone());
        let start = start(shard);
        if start.is_some() && (began.is_none() || start < began) {
            began = start;
            whole.started_at.clone_from(&shard.started_at);
        }
    }
    for shard in documents {
        let after = start(shard).map_or(0, |start| ms_between(began, start));
        ended = ended.max(after.saturating_add(shard.took_ms));
    }
    whole.took_ms = ended;
    whole
        .scenarios
        .sort_by(|one, other| one.address.cmp(&other.address));
    whole.waits = waited(&waits);
    whole.mode = Mode {
        kind: match given.is_empty() {
            true => ModeKind::ReadOnly,
            false => ModeKind::GivenSandboxes,
        },
        sandboxes: given,
    };
    whole
}

/// What the first shard was told, without anything that it saw.
fn emptied(first: &Document) -> Document {
    Document {
        scenarios: Vec::new(),
        findings: Vec::new(),
        exchanges: Vec::new(),
        ledger: Vec::new(),
        not_put_back: Vec::new(),
        drift: Vec::new(),
        claims: Vec::new(),
        known_deviations: Vec::new(),
        observations: Vec::new(),
        own_faults: Vec::new(),
        evidence: Vec::new(),
        ..first.clone()
    }
}

fn merged(document: &Document) -> MergedShard {
    let shard = document.shard.as_ref();
    let given = document.mode.sandboxes.iter();
    MergedShard {
        number: shard.map_or(0, |shard| shard.number),
        of: shard.map_or(0, |shard| shard.of),
        started_at: document.started_at.clone(),
        took_ms: document.took_ms,
        ending: document.outcome.ending,
        exit_code: document.outcome.exit_code,
        scenarios: document.scenarios.len(),
        requests: document.counts.requests,
        sandboxes: given.map(|given| given.id.clone()).collect(),
    }
}

/// The run that was divided: what a shard was told, but for which one it is.
fn reproduce(documents: &[&Document]) -> Reproduce {
    let mut environment: Vec<String> = Vec::new();
    for variable in documents
        .iter()
        .flat_map(|shard| &shard.reproduce.environment)
    {
        if !environment.contains(variable) {
            environment.push(variable.clone());
        }
    }
    // One that had something to do knows which header carried the key.
    let busy = documents.iter().find(|shard| !shard.exchanges.is_empty());
    let told = busy.or(documents.first());
    let told = told.map_or("", |shard| shard.reproduce.command.as_str());
    Reproduce {
        command: undivided(told).unwrap_or_else(|| told.to_owned()),
        environment,
    }
}

fn undivided(command: &str) -> Option<String> {
    let mut words = shlex::split(command)?;
    let flag = words.iter().position(|word| word == "--shard")?;
    words.drain(flag..(flag + 2).min(words.len()));
    shlex::try_join(words.iter().map(String::as_str)).ok()
}

fn start(document: &Document) -> Option<Timestamp> {
    document.started_at.parse().ok()
}

fn ms_between(began: Option<Timestamp>, start: Timestamp) -> u64 {
    let after = began.map_or(0, |began| {
        start
            .as_millisecond()
            .saturating_sub(began.as_millisecond())
    });
    u64::try_from(after).unwrap_or(0)
}
