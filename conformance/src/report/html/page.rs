//! The page as a whole.

use maud::{Markup, html};

use super::banner::banner;
use super::claims::claims;
use super::exchange::others;
use super::findings::findings;
use super::ledger::{ledger, waits};
use super::overview::overview;
use super::remarks::{drift, known, observed, own_faults, reproduce, unproven};
use super::scenarios::scenarios;
use super::view::{View, area};
use crate::page::{Choice, Entry, Filter, Page, State, section};
use crate::report::document::Document;

/// A part of the page: its section, and how many things are in it.
struct Part {
    id: &'static str,
    heading: &'static str,
    count: usize,
    what: Markup,
}

/// The text of the file.
pub(crate) fn render(document: &Document) -> String {
    let view = View::of(document);
    let mut parts = parts(&view);
    parts.retain(|part| part.count > 0);
    let contents = parts.iter().map(|part| Entry {
        id: part.id,
        words: part.heading.to_owned(),
        count: part.count,
    });
    let again = Entry {
        id: "again",
        words: "Run it again".to_owned(),
        count: 0,
    };
    let title = format!("HopX conformance: {}", document.outcome.ending.words());
    Page {
        title: &title,
        banner: banner(&view),
        contents: contents.chain([again]).collect(),
        filters: filters(document),
        body: html! {
            (overview(document))
            @for part in &parts {
                (section(part.id, part.heading, part.count, &part.what))
            }
            (reproduce(document))
        },
        footer: footer(document),
        styles: include_str!("report.css"),
    }
    .render()
}

fn parts(view: &View<'_>) -> Vec<Part> {
    let document = view.document;
    let part = |id, heading, count, what| Part {
        id,
        heading,
        count,
        what,
    };
    let others = others(view);
    vec![
        part(
            "findings",
            "Findings",
            document.findings.len(),
            findings(view),
        ),
        part(
            "own-faults",
            "Faults of ours",
            document.own_faults.len(),
            own_faults(view),
        ),
        part(
            "known",
            "Known deviations",
            document.known_deviations.len(),
            known(view),
        ),
        part(
            "unproven",
            "Unproven",
            document.evidence.len(),
            unproven(document),
        ),
        part(
            "scenarios",
            "Scenarios",
            document.scenarios.len(),
            scenarios(view),
        ),
        part("claims", "Claims", document.claims.len(), claims(view)),
        part(
            "observed",
            "Observed",
            document.observations.len(),
            observed(view),
        ),
        part("drift", "Drift", document.drift.len(), drift(view)),
        part("ledger", "Ledger", document.ledger.len(), ledger(view)),
        part("waits", "Waits", document.waits.each.len(), waits(view)),
        part("calls", "Other calls", others.0, others.1),
    ]
}

fn filters(document: &Document) -> Vec<Filter> {
    let mut areas: Vec<&str> = Vec::new();
    let scenarios = document
        .scenarios
        .iter()
        .map(|scenario| scenario.area.as_str());
    for area in scenarios.chain(document.claims.iter().map(|claim| area(&claim.id))) {
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let same = |word: &str| Choice::new(word, word);
    vec![
        Filter {
            name: "show",
            words: "Show",
            spread: true,
            choices: State::ALL.map(|state| same(state.name())).to_vec(),
        },
        Filter {
            name: "area",
            words: "Area",
            spread: false,
            choices: areas.into_iter().map(same).collect(),
        },
        Filter {
            name: "level",
            words: "Level",
            spread: false,
            choices: ["required", "expected", "observed"].map(same).to_vec(),
        },
    ]
}

fn footer(document: &Document) -> Markup {
    let (tool, contract) = (&document.tool, &document.contract);
    html! {
        footer.end {
            p {
                (tool.name) " " (tool.version)
                @if tool.recorded_by != tool.version { ", recorded by " (tool.recorded_by) }
                ", contract " (contract.version) ": " (contract.description) ", " (contract.claims)
                ". Keys are placeholders in this page; it loads nothing."
            }
        }
    }
}
