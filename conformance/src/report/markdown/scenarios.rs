//! The scenarios, a row each.

use super::mark::{cell, table, text};
use crate::report::document::{Document, ScenarioOutcome, ScenarioReport};
use crate::report::told::{number, time};

pub(super) fn scenarios(document: &Document) -> String {
    if document.scenarios.is_empty() {
        return String::new();
    }
    let rows: Vec<_> = document.scenarios.iter().map(row).collect();
    let head = ["result", "scenario", "what it shows", "spent", ""];
    format!("## Scenarios\n\n{}", table(&head, &rows))
}

fn row(scenario: &ScenarioReport) -> Vec<String> {
    let outcome = scenario.outcome.words();
    vec![
        match scenario.outcome {
            ScenarioOutcome::Failed => format!("**{outcome}**"),
            _ => outcome.to_owned(),
        },
        cell(&scenario.address),
        text(scenario.summary.as_deref().unwrap_or_default()),
        match scenario.requests {
            0 => String::new(),
            requests => format!(
                "{}, {}",
                number(requests, "request"),
                time(scenario.took_ms)
            ),
        },
        remark(scenario),
    ]
}

fn remark(scenario: &ScenarioReport) -> String {
    let mut remarks = Vec::new();
    remarks.extend(scenario.reason.as_deref().map(text));
    if let Some(sandboxes) = scenario.sandboxes {
        let ending = if sandboxes == 1 { "" } else { "es" };
        remarks.push(format!("{sandboxes} sandbox{ending}"));
    }
    if scenario.tried_again > 0 {
        let calls = number(scenario.tried_again, "call");
        remarks.push(format!("{calls} tried again"));
    }
    remarks.join(", ")
}
