//! How the text is laid out, so that a change of one idea is a change of one line.

use super::super::finding::{Finding, Spot};
use super::super::source::Source;

/// Longer lines are hard to review; patterns and references cannot be broken.
const WIDEST: usize = 100;

const WINDOWS: &str = "lines end as on Windows, from this one on";

/// Every line that is laid out in another way.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_json() {
        let mend = "write it as YAML, a member a line, with comments where a reader asks why";
        return vec![at(source, 1, 1, "the description is JSON", mend)];
    }
    let mut findings = Vec::new();
    for (index, line) in source.text.split('\n').enumerate() {
        // Whole files have such lines: the first says it for all.
        let told = |findings: &[Finding]| findings.iter().any(|found| found.message == WINDOWS);
        if line.ends_with('\r') && !told(&findings) {
            let mend = "end lines with a line feed alone";
            findings.push(at(source, index + 1, line.chars().count(), WINDOWS, mend));
        }
        if let Some((column, message, mend)) = wrong(line.trim_end_matches('\r')) {
            findings.push(at(source, index + 1, column, message, mend));
        }
    }
    if !source.text.ends_with('\n') {
        let last = source.text.lines().count().max(1);
        findings.push(at(source, last, 1, "the last line has no end", "end it"));
    }
    if source.text.ends_with("\n\n") {
        let last = source.text.lines().count();
        let message = "an empty line stands at the end";
        findings.push(at(source, last, 1, message, "remove it"));
    }
    findings
}

fn at(source: &Source, line: usize, column: usize, message: &str, mend: &str) -> Finding {
    Finding {
        file: source.file.clone(),
        spot: Spot {
            line: line as u64,
            column: column as u64,
        },
        rule: "layout".to_owned(),
        message: message.to_owned(),
        mend: mend.to_owned(),
    }
}

fn wrong(line: &str) -> Option<(usize, &'static str, &'static str)> {
    let columns = line.chars().count();
    if let Some(tab) = line.chars().position(|letter| letter == '\t') {
        return Some((tab + 1, "a tab stands in the line", "use spaces"));
    }
    if line.ends_with(' ') {
        return Some((
            columns,
            "a space stands at the end of the line",
            "remove it",
        ));
    }
    let indent = line.len() - line.trim_start().len();
    if indent % 2 == 1 {
        return Some((
            indent + 1,
            "the indentation is odd",
            "indent by two spaces a level",
        ));
    }
    let whole = ["pattern:", "$ref:", "url:"];
    if columns > WIDEST && !whole.iter().any(|word| line.trim_start().starts_with(word)) {
        return Some((
            WIDEST + 1,
            "the line is longer than 100 characters",
            "break it, or say less",
        ));
    }
    if let Some(column) = crowded(line) {
        let mend = "write every member on a line of its own; only a `$ref` may stand in braces";
        return Some((column, "several members stand on one line", mend));
    }
    None
}

/// Where a flow mapping begins that is more than a reference.
fn crowded(line: &str) -> Option<usize> {
    let code = line.trim_start();
    if code.starts_with('#') || code.starts_with("pattern:") {
        return None;
    }
    let (before, inside) = line
        .split_once(": { ")
        .or_else(|| line.split_once("- { "))?;
    let is_reference = inside.starts_with("$ref: ") && !inside.contains(", ");
    (!is_reference).then(|| before.chars().count() + 3)
}
