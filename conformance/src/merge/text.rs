//! A merged report for a terminal: a line for each shard, what is wrong with its evidence, and
//! one sentence of verdict.

use crate::printable::printable;
use crate::report::deviation_words;
use crate::report::document::{Document, MergedShard, ScenarioOutcome};
use crate::report::told::{finding, number, time};

/// The text.
pub fn text(document: &Document) -> String {
    let parts = [
        heading(document),
        shards(document),
        scenarios(document),
        violations(document),
        remarks(document),
        closing(document),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn heading(document: &Document) -> String {
    let mut told = format!(
        "{} {}, contract {}, {} ({}), merged from {}\n",
        printable(&document.tool.name),
        printable(&document.tool.version),
        printable(&document.contract.version),
        printable(&document.target.base_url),
        document.target.kind.words(),
        number(document.merged.len(), "shard"),
    );
    for why in &document.partial {
        told += &format!("a partial run: {}\n", printable(why));
    }
    told
}

fn shards(document: &Document) -> String {
    let line = |shard: &MergedShard| {
        let sandboxes: Vec<_> = shard.sandboxes.iter().map(|id| printable(id)).collect();
        let sandboxes = match sandboxes.is_empty() {
            true => String::new(),
            false => format!(", sandboxes {}", sandboxes.join(", ")),
        };
        format!(
            "  shard {} of {}  {} ({})  {}, {} in {}{sandboxes}\n",
            shard.number,
            shard.of,
            shard.ending.words(),
            shard.exit_code,
            number(shard.scenarios, "scenario"),
            number(shard.requests, "request"),
            time(shard.took_ms),
        )
    };
    document.merged.iter().map(line).collect()
}

/// The scenarios that did not pass.
fn scenarios(document: &Document) -> String {
    let others = document.scenarios.iter();
    let others = others.filter(|scenario| scenario.outcome != ScenarioOutcome::Passed);
    let lines = others.map(|scenario| {
        let reason = scenario.reason.as_deref().map(printable);
        let reason = reason.map(|reason| format!("  {reason}"));
        format!(
            "  {}  {}{}\n",
            scenario.outcome.words(),
            printable(&scenario.address),
            reason.unwrap_or_default()
        )
    });
    lines.collect()
}

fn violations(document: &Document) -> String {
    let new = document.findings.iter().filter(|finding| !finding.known);
    let told = new.map(|found| format!("violated  {}", finding(document, found)));
    told.collect::<Vec<_>>().join("\n")
}

fn remarks(document: &Document) -> String {
    let mut lines = Vec::new();
    for fault in &document.own_faults {
        lines.push(format!(
            "fault of ours  {}: {}",
            printable(&fault.step),
            printable(&fault.what)
        ));
    }
    for known in &document.known_deviations {
        let (_, word, remark) = deviation_words(known);
        let (word, claim) = (word.trim_end(), printable(&known.claim));
        lines.push(format!("{word}  {claim}: {remark}"));
    }
    for left in &document.not_put_back {
        lines.push(format!(
            "NOT PUT BACK  {}: it was {} and is not; mend: {}",
            printable(&left.sandbox),
            printable(&left.found),
            printable(&left.command)
        ));
    }
    for gap in &document.evidence {
        lines.push(format!(
            "unproven  {} (to prove more, {})",
            printable(&gap.says),
            printable(&gap.more)
        ));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn closing(document: &Document) -> String {
    let counts = &document.counts;
    let claims = &counts.claims;
    let known = |known: usize, words: &str| match known {
        0 => String::new(),
        known => format!(", {known} {words}"),
    };
    format!(
        "{} passed, {} failed, {} skipped, {} could not be told{}, {} observed; {} in {}\n\
         {} claims: {} held, {} broken{}, {} not checked, {} only observed, {} not testable here\n{}\n",
        counts.passed,
        counts.failed,
        counts.skipped,
        counts.errored,
        known(counts.known, "known"),
        counts.observed,
        number(counts.requests, "request"),
        time(document.took_ms),
        claims.all,
        claims.held,
        claims.broken,
        known(claims.known, "known deviations"),
        claims.unchecked,
        claims.observed,
        claims.not_testable,
        printable(&document.outcome.sentence),
    )
}
