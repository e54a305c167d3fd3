//! The page as a whole: the verdict first, what was run, and everything that was seen.

use super::claims::claims;
use super::findings::findings;
use super::mark::{block, cell, code, table, text};
use super::scenarios::scenarios;
use crate::judge::{KnownDeviation, Standing};
use crate::printable::printable_lines;
use crate::report::document::{Document, ModeKind};
use crate::report::told::{number, time};

/// The text of the file.
pub(crate) fn render(document: &Document) -> String {
    let parts = [
        heading(document),
        summary(document),
        merged(document),
        not_put_back(document),
        findings(document),
        own_faults(document),
        known(document),
        unproven(document),
        scenarios(document),
        claims(document),
        observed(document),
        drift(document),
        ledger(document),
        waits(document),
        reproduce(document),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn heading(document: &Document) -> String {
    let ending = document.outcome.ending.words();
    let mut heading = format!("# HopX conformance: {ending}\n");
    if !document.partial.is_empty() {
        heading += "\n> **A partial run:**\n>\n";
        for why in &document.partial {
            heading += &format!("> - {}\n", text(why));
        }
    }
    heading += &format!(
        "\n**{}** (exit code {})\n",
        text(&document.outcome.sentence),
        document.outcome.exit_code
    );
    heading
}

fn summary(document: &Document) -> String {
    let counts = &document.counts;
    let claims = &counts.claims;
    let known = match counts.known {
        0 => String::new(),
        known => format!(", {known} known"),
    };
    let scenarios = format!(
        "{} passed, {} failed, {} skipped, {} could not be told{known}",
        counts.passed, counts.failed, counts.skipped, counts.errored
    );
    let claims = format!(
        "{} held, {} broken, {} known deviations, {} not checked, {} observed, {} not testable",
        claims.held,
        claims.broken,
        claims.known,
        claims.unchecked,
        claims.observed,
        claims.not_testable
    );
    let spent = format!(
        "{} in {}",
        number(counts.requests, "request"),
        time(document.took_ms)
    );
    let rows = [
        ("Target", target(document)),
        ("Mode", mode(document)),
        ("Date", text(&document.started_at)),
        ("Spent", spent),
        ("Scenarios", scenarios),
        ("Claims of the contract", claims),
        ("Level", format!("{:?}", document.level).to_lowercase()),
        ("Contract", contract(document)),
        ("Tool", tool(document)),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    table(&["", ""], &rows)
}

fn target(document: &Document) -> String {
    let target = &document.target;
    format!("{} ({})", cell(&target.base_url), target.kind.words())
}

fn mode(document: &Document) -> String {
    if document.mode.kind == ModeKind::ReadOnly {
        return "read-only: no sandbox was given, nothing is paused or resumed".to_owned();
    }
    let given = document.mode.sandboxes.iter().map(|given| {
        let found = given.found.as_deref().unwrap_or("not read");
        format!("{} ({})", cell(&given.id), text(found))
    });
    let given: Vec<_> = given.collect();
    format!("pauses and resumes {}", given.join(", "))
}

fn contract(document: &Document) -> String {
    let contract = &document.contract;
    format!(
        "{}: {}, {}",
        text(&contract.version),
        text(&contract.description),
        text(&contract.claims)
    )
}

fn tool(document: &Document) -> String {
    let tool = &document.tool;
    let recorded = match tool.recorded_by == tool.version {
        true => String::new(),
        false => format!(", recorded by {}", text(&tool.recorded_by)),
    };
    format!("{} {}{recorded}", text(&tool.name), text(&tool.version))
}

/// The shards that it was merged from, a row each.
fn merged(document: &Document) -> String {
    if document.merged.is_empty() {
        return String::new();
    }
    let rows: Vec<_> = document
        .merged
        .iter()
        .map(|shard| {
            let sandboxes = shard.sandboxes.iter().map(|id| cell(id));
            vec![
                format!("{} of {}", shard.number, shard.of),
                format!("{} ({})", shard.ending.words(), shard.exit_code),
                number(shard.scenarios, "scenario"),
                number(shard.requests, "request"),
                sandboxes.collect::<Vec<_>>().join(", "),
                text(&shard.started_at),
                time(shard.took_ms),
            ]
        })
        .collect();
    let head = [
        "shard",
        "ended",
        "had",
        "sent",
        "sandboxes",
        "began",
        "took",
    ];
    format!("## Shards\n\n{}", table(&head, &rows))
}

fn not_put_back(document: &Document) -> String {
    let mut told = String::new();
    for left in &document.not_put_back {
        told += &format!(
            "\n## NOT PUT BACK: {}\n\nIt was {} and is not: {}. Put it back with:\n\n{}",
            code(&left.sandbox),
            code(&left.found),
            code(&left.because),
            block("sh", &printable_lines(&left.command))
        );
    }
    told
}

/// A list under a heading; nothing where there is nothing to list.
fn listed(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = lines.map(|line| format!("- {line}\n")).collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("## {heading}\n\n{}", lines.concat()),
    }
}

fn own_faults(document: &Document) -> String {
    let faults = document.own_faults.iter().map(|fault| {
        format!(
            "out of line: {}. In {}: {}",
            fault.who.words(),
            code(&fault.step),
            code(&fault.what)
        )
    });
    listed("Faults of ours, not the server's", faults)
}

fn known(document: &Document) -> String {
    let known = document.known_deviations.iter().map(|known| {
        format!(
            "**{}** {}{}: {} ({}until {}; {})",
            standing(&known.standing),
            code(&known.claim),
            scope(known),
            text(&known.reason),
            known
                .ticket
                .as_deref()
                .map(|ticket| format!("{}, ", text(ticket)))
                .unwrap_or_default(),
            text(&known.expires),
            code(&known.place)
        )
    });
    listed("Known deviations", known)
}

fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Occurs { findings: 1 } => "found once".to_owned(),
        Standing::Occurs { findings } => format!("found {findings} times"),
        Standing::Expired { .. } => "EXPIRED".to_owned(),
        Standing::Stale => "STALE".to_owned(),
        Standing::NotChecked(reason) => format!("cannot be told ({})", text(reason)),
    }
}

fn scope(known: &KnownDeviation) -> String {
    match known.scope.is_empty() {
        true => String::new(),
        false => format!(" in {}", code(&known.scope.join(", "))),
    }
}

fn unproven(document: &Document) -> String {
    let heading = match document.strict {
        true => "Unproven, which `--strict` takes for a failure",
        false => "Unproven",
    };
    let gaps = document
        .evidence
        .iter()
        .map(|gap| format!("{} (to prove more, {})", text(&gap.says), text(&gap.more)));
    listed(heading, gaps)
}

fn observed(document: &Document) -> String {
    let observations = document.observations.iter().map(|seen| {
        let claim = seen.claim.as_deref();
        let claim = claim.map(|claim| format!(" ({})", text(claim)));
        let times = match seen.times {
            1 => String::new(),
            several => format!(", {several} times"),
        };
        format!("{}{}{times}", code(&seen.seen), claim.unwrap_or_default())
    });
    listed(
        "Observed, where nothing is documented or pages disagree",
        observations,
    )
}

fn drift(document: &Document) -> String {
    let drift = document.drift.iter();
    let drift = drift.map(|drift| format!("{}: {}", code(&drift.address), text(&drift.what)));
    listed("Drift from the baseline", drift)
}

fn ledger(document: &Document) -> String {
    if document.ledger.is_empty() {
        return String::new();
    }
    let unknown =
        |status: &Option<String>| status.as_deref().map_or_else(|| "unknown".to_owned(), cell);
    let rows: Vec<_> = document
        .ledger
        .iter()
        .map(|change| {
            let status = change.status.map(|status| status.to_string());
            vec![
                text(change.at.as_deref().unwrap_or_default()),
                cell(&change.sandbox),
                change.operation.word().to_owned(),
                status.unwrap_or_else(|| "no answer".to_owned()),
                format!("{} → {}", unknown(&change.from), unknown(&change.to)),
                cell(&change.by),
                change
                    .request_id
                    .as_deref()
                    .map_or_else(|| "none".to_owned(), cell),
            ]
        })
        .collect();
    let head = [
        "at",
        "sandbox",
        "call",
        "answer",
        "status",
        "by",
        "request id",
    ];
    folded(
        "Every pause and resume of a given sandbox",
        rows.len(),
        &table(&head, &rows),
    )
}

fn waits(document: &Document) -> String {
    let lines = document.waits.by_reason.iter().map(|sum| {
        let times = match sum.times {
            1 => "once".to_owned(),
            several => format!("{several} times"),
        };
        format!("{} for {} ({times})", time(sum.ms), text(&sum.words))
    });
    let total = time(document.waits.total_ms);
    listed(&format!("Waited {total}"), lines)
}

fn reproduce(document: &Document) -> String {
    let environment = &document.reproduce.environment;
    let mut lines = String::new();
    for variable in environment {
        lines += &format!("export {variable}=…\n");
    }
    lines += &printable_lines(&document.reproduce.command);
    format!("## Run it again\n\n{}", block("sh", &lines))
}

/// What is long and read seldom, under a heading that opens it.
pub(super) fn folded(heading: &str, count: usize, what: &str) -> String {
    format!(
        "<details>\n<summary><b>{}</b> ({count})</summary>\n\n{what}\n</details>\n",
        text(heading)
    )
}
