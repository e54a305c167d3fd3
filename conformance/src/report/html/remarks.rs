//! What is neither a scenario nor a claim: faults of ours, known deviations, what is unproven
//! or observed, drift, and how to run it again.

use maud::{Markup, html};

use super::view::{View, area, tags};
use crate::contract::Level;
use crate::judge::{KnownDeviation, Standing};
use crate::page::{State, command, section, text};
use crate::report::document::Document;

/// So many observations are shown: a server may have any number of members of its own.
const OBSERVED: usize = 300;

pub(super) fn own_faults(view: &View<'_>) -> Markup {
    html! {
        p.soft { "What the description, the client or the harness got wrong. Never the server's fault." }
        ul.plain {
            @for fault in &view.document.own_faults {
                li data-tags=(tags(State::Failed, "", [])) {
                    (State::Failed.badge("ours")) " Out of line: " (fault.who.words()) ". In "
                    (view.address(&fault.step)) ", " (view.exchange(fault.exchange)) ": " (text::code(&fault.what))
                }
            }
        }
    }
}

pub(super) fn known(view: &View<'_>) -> Markup {
    html! {
        ul.plain {
            @for known in &view.document.known_deviations {
                @let (state, words) = standing(&known.standing);
                li data-tags=(tags(state, area(&known.claim), level(view, &known.claim).as_ref())) {
                    (state.badge(&words)) " " (view.claim(&known.claim)) ": " (text::prose(&known.reason))
                    div.meta { (where_and_until(known)) }
                }
            }
        }
    }
}

fn level(view: &View<'_>, claim: &str) -> Option<Level> {
    view.document.claim(claim).map(|claim| claim.level)
}

fn standing(standing: &Standing) -> (State, String) {
    match standing {
        Standing::Occurs { findings: 1 } => (State::Known, "found once".to_owned()),
        Standing::Occurs { findings } => (State::Known, format!("found {findings} times")),
        Standing::Expired { .. } => (State::Failed, "EXPIRED".to_owned()),
        Standing::Stale => (State::Failed, "STALE: did not occur".to_owned()),
        Standing::NotChecked(reason) => (State::Skipped, format!("cannot be told: {reason}")),
    }
}

fn where_and_until(known: &KnownDeviation) -> Markup {
    html! {
        @if !known.scope.is_empty() { "In " (text::code(&known.scope.join(", "))) ". " }
        @if let Some(ticket) = &known.ticket { "Ticket " (text::code(ticket)) ". " }
        "Until " (text::plain(&known.expires)) ". " (text::code(&known.place))
    }
}

pub(super) fn unproven(document: &Document) -> Markup {
    let state = match document.strict {
        true => State::Failed,
        false => State::Skipped,
    };
    html! {
        @if document.strict { p.soft { "This run takes each for a failure (" code { "--strict" } ")." } }
        ul.plain {
            @for gap in &document.evidence {
                li data-tags=(tags(state, "", [])) {
                    (state.badge(gap.gap.id())) " " (text::prose(&gap.says))
                    div.meta { "To prove more, " (text::prose(&gap.more)) "." }
                }
            }
        }
    }
}

pub(super) fn observed(view: &View<'_>) -> Markup {
    html! {
        p.soft { "What this server does where nothing is documented, or pages disagree. It fails nothing." }
        ul.plain {
            @for seen in view.document.observations.iter().take(OBSERVED) {
                @let claim = seen.claim.as_deref().unwrap_or_default();
                li data-tags=(tags(State::Observed, area(claim), level(view, claim).as_ref())) {
                    (text::plain(&seen.seen))
                    div.meta {
                        @if !claim.is_empty() { (view.claim(claim)) ", " }
                        "first in " (view.address(&seen.step))
                        @if seen.times > 1 { ", " (seen.times) " times" }
                    }
                }
            }
            @if view.document.observations.len() > OBSERVED {
                li.meta { "… and more, which the report in JSON has." }
            }
        }
    }
}

pub(super) fn drift(view: &View<'_>) -> Markup {
    html! {
        p.soft { "Where the target has moved from the baseline that is kept of it." }
        ul.plain {
            @for drift in &view.document.drift {
                li data-tags=(tags(State::Observed, area(&drift.address), [])) {
                    (view.address(&drift.address)) ": " (text::prose(&drift.what))
                }
            }
        }
    }
}

/// How to make the same run.
pub(super) fn reproduce(document: &Document) -> Markup {
    let reproduce = &document.reproduce;
    let mut lines = String::new();
    for variable in &reproduce.environment {
        lines += &format!("export {variable}=…\n");
    }
    lines += &reproduce.command;
    let what = html! {
        p.soft { "Each scenario above has the command that runs it alone, each call its curl line." }
        (command("the command", &lines))
    };
    section("again", "Run it again", 0, &what)
}
