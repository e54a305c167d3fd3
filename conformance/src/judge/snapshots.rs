//! What an answer looks like once all is masked that may differ, held against the snapshot
//! of what the documentation promises.

use super::finding::Finding;
use crate::contract::Contract;
use crate::recording::{Given, Look};
use crate::scenario::Scenario;
use crate::silence::silence;
use crate::snapshot::{Baseline, Normaliser, telling};

/// The answers of a look that differ from their snapshots, where no other check has said why.
pub(super) fn judge(
    contract: &Contract,
    documented: &Baseline,
    scenario: &Scenario,
    look: &Look,
    given: &[Given],
    found: &[Finding],
) -> Vec<Finding> {
    let mut normaliser = Normaliser::new(
        contract,
        scenario,
        given.iter().map(|given| given.id.as_str()),
    );
    let mut findings = Vec::new();
    for exchange in telling(look) {
        let text = normaliser.documented(exchange);
        let step = scenario.step(&exchange.step);
        let silent = exchange.status().is_none()
            || silence(exchange, step.map(|step| (scenario, step))).is_some();
        let explained = found
            .iter()
            .any(|finding| finding.exchange == exchange.number);
        let wanted = documented.get(&scenario.step_address(&exchange.step));
        let (Some(text), Some(wanted), false) = (text, wanted, explained || silent) else {
            continue;
        };
        if text.trim_end() == wanted.trim_end() {
            continue;
        }
        for claim in step.into_iter().flat_map(|step| step.claims.first()) {
            let (expected, actual) = first_difference(wanted, &text);
            findings.push(
                Finding::new(claim, &exchange.step, exchange.number, expected, actual)
                    .at("the snapshot of the step"),
            );
        }
    }
    findings
}

/// The first lines in which two texts differ.
fn first_difference(wanted: &str, text: &str) -> (String, String) {
    let line = |line: Option<&str>| {
        line.map_or_else(
            || "nothing more".to_owned(),
            |line| format!("`{}`", line.trim()),
        )
    };
    let (mut wanted, mut text) = (wanted.lines(), text.lines());
    loop {
        match (wanted.next(), text.next()) {
            (Some(one), Some(other)) if one == other => {}
            (one, other) => return (line(one), line(other)),
        }
    }
}
