//! Whether reports are those of the shards of one run.

use std::collections::BTreeMap;

use super::Part;
use crate::contract::DocumentError;
use crate::printable::printable;
use crate::recording::TargetKind;
use crate::report::document::Document;
use crate::shard::Share;

/// Holds every report against the first, and all of them against each other.
pub(super) fn check(parts: &[Part]) -> Result<(), DocumentError> {
    let Some(first) = parts.first() else {
        let problem = "is the number of reports that are given";
        let mend = "name the JSON report of every shard";
        return Err(DocumentError::new("0", "", problem, mend));
    };
    for part in parts {
        let share = share_of(part)?;
        same(first, part)?;
        consistent(part, share)?;
    }
    each_once(parts)?;
    let scenarios = |part: &Part| {
        let share = part.document.shard.iter();
        let own = share.flat_map(|share| share.scenarios.clone());
        own.collect::<Vec<_>>()
    };
    apart(parts, "the scenario", scenarios)?;
    if first.document.target.kind == TargetKind::Given {
        apart(parts, "the sandbox", |part| {
            let own = part.document.mode.sandboxes.iter();
            own.map(|given| given.id.clone()).collect()
        })?;
    }
    whole(parts)
}

/// The shard that a report is of.
fn share_of(part: &Part) -> Result<&Share, DocumentError> {
    if !part.document.merged.is_empty() {
        return Err(wrong(
            part,
            "is a merged report already",
            "name the reports of the shards it was merged from",
        ));
    }
    part.document.shard.as_ref().ok_or_else(|| {
        wrong(
            part,
            "is the report of a whole run, not of a shard",
            "leave it out: a whole run has nothing to be merged with (shards are made by run --shard K/N)",
        )
    })
}

/// Whether a report is of the same run as another, as far as what it was told goes.
fn same(first: &Part, part: &Part) -> Result<(), DocumentError> {
    let level = |document: &Document| format!("{:?}", document.level).to_lowercase();
    let facts: [Fact; 9] = [
        (
            "was judged by the contract",
            "judge all shards by one contract (judge RECORDING --report json=FILE)",
            |document| {
                let contract = &document.contract;
                let fingerprint: String = contract.fingerprint.chars().take(12).collect();
                format!("{} ({fingerprint})", contract.version)
            },
        ),
        (
            "was judged by hopx-conformance",
            "run all shards with one version",
            |document| document.tool.version.clone(),
        ),
        (
            "is about the target",
            "merge the shards of each target by themselves",
            target,
        ),
        (
            "has shards in the number of",
            "give every shard the same N in --shard K/N",
            |document| of_share(document, |share| share.of.to_string()),
        ),
        (
            "was run with the selection",
            "give every shard the same scenarios to choose from",
            |document| match document.selection.is_empty() {
                true => "of every scenario".to_owned(),
                false => document.selection.join(" "),
            },
        ),
        (
            "was run with the number of scenarios",
            "give every shard the same scenarios to choose from, and --exhaust-rate-limit to all or none",
            |document| of_share(document, |share| share.selected.to_string()),
        ),
        (
            "was run with the sandboxes",
            "give every shard the same --sandbox, in the same order",
            |document| match document.target.kind {
                TargetKind::EmbeddedMock => String::new(),
                TargetKind::Given => of_share(document, |share| share.sandboxes.join(" ")),
            },
        ),
        (
            "was judged with --strict",
            "give --strict to every shard or to none",
            |document| document.strict.to_string(),
        ),
        (
            "was judged at the level",
            "give every shard the same --level",
            level,
        ),
    ];
    for (what, mend, fact) in facts {
        let (one, other) = (fact(&first.document), fact(&part.document));
        if one != other {
            let problem = format!(
                "{what} {}, and {} {what} {}",
                printable(&other),
                first.file,
                printable(&one)
            );
            return Err(wrong(part, problem, mend));
        }
    }
    Ok(())
}

/// What shards of one run agree on, how that is said, and what to do where they do not.
type Fact = (&'static str, &'static str, fn(&Document) -> String);

/// Every embedded mock has a port of its own, and they are all alike.
fn target(document: &Document) -> String {
    let target = &document.target;
    match target.kind {
        TargetKind::EmbeddedMock => target.kind.words().to_owned(),
        TargetKind::Given => target.base_url.clone(),
    }
}

fn of_share(document: &Document, of: fn(&Share) -> String) -> String {
    document.shard.as_ref().map(of).unwrap_or_default()
}

/// Whether a report has the scenarios that it says it has.
fn consistent(part: &Part, share: &Share) -> Result<(), DocumentError> {
    let mut scenarios = part.document.scenarios.iter();
    let stray = scenarios.find(|scenario| !share.has(&scenario.address));
    match stray {
        _ if !(1..=share.of).contains(&share.number) => Err(wrong(
            part,
            format!("says that it is shard {}, which there is not", share.name()),
            "take the report as the run has written it",
        )),
        Some(stray) => Err(wrong(
            part,
            format!(
                "has the scenario {}, which is not one of shard {}",
                printable(&stray.address),
                share.name()
            ),
            "take the report as the run has written it",
        )),
        None => Ok(()),
    }
}

fn each_once(parts: &[Part]) -> Result<(), DocumentError> {
    let mut seen: BTreeMap<u32, &str> = BTreeMap::new();
    for (part, share) in shares(parts) {
        if let Some(other) = seen.insert(share.number, &part.file) {
            return Err(wrong(
                part,
                format!("is shard {}, and so is {other}", share.name()),
                "name one report of each shard",
            ));
        }
    }
    Ok(())
}

/// Whether nothing is in two shards.
fn apart(
    parts: &[Part],
    what: &str,
    of: impl Fn(&Part) -> Vec<String>,
) -> Result<(), DocumentError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for part in parts {
        for own in of(part) {
            let named = printable(&own);
            if let Some(other) = seen.insert(own, &part.file) {
                return Err(wrong(
                    part,
                    format!("has {what} {named}, and so has {other}: the shards overlap"),
                    "give every shard the same scenarios, and the same --sandbox in the same order",
                ));
            }
        }
    }
    Ok(())
}

/// Whether all shards together have every scenario.
fn whole(parts: &[Part]) -> Result<(), DocumentError> {
    let Some((last, share)) = shares(parts).last() else {
        return Ok(());
    };
    let together: usize = shares(parts).map(|(_, share)| share.scenarios.len()).sum();
    let complete = parts.len() == share.of as usize;
    let fits = match complete {
        true => together == share.selected,
        false => together <= share.selected,
    };
    match fits {
        true => Ok(()),
        false => Err(wrong(
            last,
            format!(
                "is one of {} shards that have {together} scenarios together, and not {}",
                parts.len(),
                share.selected
            ),
            "give every shard the same scenarios, and the same --sandbox in the same order",
        )),
    }
}

fn shares(parts: &[Part]) -> impl Iterator<Item = (&Part, &Share)> {
    let shares = parts.iter();
    shares.filter_map(|part| Some((part, part.document.shard.as_ref()?)))
}

fn wrong(part: &Part, problem: impl Into<String>, mend: &str) -> DocumentError {
    DocumentError::new(&part.file, "", problem, mend)
}
