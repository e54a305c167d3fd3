//! Every claim, in the order of its file, and those that nothing here can test.

use maud::{Markup, html};

use super::beside::{claim_anchor, contested_anchor, link};
use super::contested::{said, shown};
use super::subject::Subject;
use super::words::{contested, level, level_word, tags};
use crate::census::{CheckedBy, Entry};
use crate::contract::Claim;
use crate::page::{place, text};

pub(super) fn claims(subject: &Subject<'_>) -> Markup {
    let of_area = subject
        .census
        .chunk_by(|one, other| one.area() == other.area());
    html! {
        @for entries in of_area {
            div data-group {
                h3 { (text::plain(entries[0].area())) " " span.count { (entries.len()) } }
                @for entry in entries {
                    @if let Some(claim) = subject.claim(&entry.id) { (one(subject, claim, entry)) }
                }
            }
        }
    }
}

fn one(subject: &Subject<'_>, claim: &Claim, entry: &Entry) -> Markup {
    let id = claim_anchor(&claim.id);
    let mut found_by =
        tags("claim", &subject.operations_of(&claim.id)).with("level", level_word(claim.level));
    for (shown, holds) in [
        ("contested", !claim.contested.is_empty()),
        ("untestable", entry.untestable.is_some()),
        ("unchecked", entry.is_orphan()),
    ] {
        if holds {
            found_by = found_by.with("show", shown);
        }
    }
    html! {
        div.card.claim id=(id) data-tags=(found_by.value()) {
            div.head {
                h4 { (text::code(&claim.id)) }
                (level(claim.level))
                @if !claim.contested.is_empty() { (contested()) }
                @if entry.untestable.is_some() { span.badge.plain { "not testable here" } }
                @if entry.is_orphan() { span.badge.orphan { "checked by nothing" } }
                (place(&id, &claim.id))
            }
            p { (text::prose(&claim.requirement)) }
            div.pair {
                div {
                    ul.quotes { @for source in &claim.sources { (said(subject, source)) } }
                    @if !claim.contested.is_empty() { (disagreement(subject, claim)) }
                    (older(subject, claim))
                }
                div { (checked(subject, claim, entry)) }
            }
        }
    }
}

fn disagreement(subject: &Subject<'_>, claim: &Claim) -> Markup {
    html! {
        ul.quotes {
            @for contest in &claim.contested {
                li {
                    b { "But " } (text::link(&contest.page, subject.url(&contest.page))) ": "
                    (text::prose(&contest.says)) ". "
                    a href={ "#" (contested_anchor(&claim.id)) } { "Chosen" } ": " (text::prose(&contest.chosen))
                }
            }
        }
    }
}

fn older(subject: &Subject<'_>, claim: &Claim) -> Markup {
    html! {
        @if !claim.superseded.is_empty() {
            details {
                summary { "Older sources, which rule nothing" }
                ul.quotes { @for source in &claim.superseded { (said(subject, source)) } }
            }
        }
    }
}

fn checked(subject: &Subject<'_>, claim: &Claim, entry: &Entry) -> Markup {
    let steps = entry
        .checks
        .iter()
        .filter(|check| matches!(check, CheckedBy::Step { .. } | CheckedBy::ErrorCode { .. }));
    let steps: Vec<_> = steps.collect();
    html! {
        (shown(subject, claim))
        @for check in &entry.checks { (in_code(check, entry.untestable.is_some())) }
        @if !steps.is_empty() {
            details {
                summary { "Checked by " (super::words::count(steps.len(), "step")) " of scenarios" }
                ul.quotes { @for check in &steps { li { (step(subject, check)) } } }
            }
        }
        @if let Some(reason) = &entry.untestable {
            p { b { "Not testable here: " } (text::prose(reason)) }
        }
        @if entry.is_orphan() { p { b { "Nothing checks it, and nothing says why." } } }
    }
}

fn in_code(check: &CheckedBy, untestable: bool) -> Markup {
    html! {
        @match check {
            CheckedBy::Description { places } if !untestable && places.iter().any(|place| answered(place)) => p.meta { "Every answer is held against the description" },
            CheckedBy::Invariant { name } => p.meta { "Checked on many answers together: " (text::code(name)) },
            CheckedBy::Wire { name } => p.meta { "Checked on every answer by itself: " (text::code(name)) },
            _ => {}
        }
    }
}

/// Whether a place of the description is one that answers are held against: what is sent says
/// nothing about a server.
fn answered(place: &str) -> bool {
    let shared = [
        "/components/schemas/",
        "/components/responses/",
        "/components/headers/",
    ];
    shared.iter().any(|start| place.starts_with(start)) || place.contains("/responses/")
}

fn step(subject: &Subject<'_>, check: &CheckedBy) -> Markup {
    html! {
        @match check {
            CheckedBy::Step { address, criteria } => {
                (at(subject, address))
                @for criterion in criteria { " " (text::code(criterion)) }
            }
            CheckedBy::ErrorCode { address, code } => {
                (at(subject, address)) " asks for the code " (text::code(code))
            }
            _ => {}
        }
    }
}

/// A link to the scenario of a step.
fn at(subject: &Subject<'_>, address: &str) -> Markup {
    let scenario = address.rsplit_once('/').map(|(scenario, _)| scenario);
    html! {
        @match scenario.and_then(|scenario| subject.scenario(scenario)) {
            Some(anchor) => a href={ "#" (anchor) } { (text::code(address)) },
            None => (text::code(address)),
        }
    }
}

/// The claims that nothing here can test, with the reason.
pub(super) fn untestable(subject: &Subject<'_>) -> Markup {
    let entries = subject.census.iter();
    let entries = entries.filter_map(|entry| Some((entry, entry.untestable.as_ref()?)));
    html! {
        ul.rows {
            @for (entry, reason) in entries {
                @let found_by = tags("claim", &subject.operations_of(&entry.id))
                    .with("show", "untestable").with("level", level_word(entry.level));
                li.row data-tags=(found_by.value()) {
                    div {
                        div.head { (link(&entry.id)) (level(entry.level)) }
                        @if let Some(claim) = subject.claim(&entry.id) { p { (text::prose(&claim.requirement)) } }
                    }
                    div { p { (text::prose(reason)) } }
                }
            }
        }
    }
}
