//! The run in numbers, and what it was.

use maud::{Markup, html};

use super::view::level_word;
use crate::page::{State, bar, fact, section, text};
use crate::report::document::{Document, ModeKind};
use crate::report::told::number;

pub(super) fn overview(document: &Document) -> Markup {
    let (counts, claims) = (&document.counts, &document.counts.claims);
    let scenarios = [
        (State::Failed, "failed", counts.failed),
        (State::Failed, "could not be told", counts.errored),
        (State::Known, "known deviation", counts.known),
        (State::Passed, "passed", counts.passed),
        (State::Skipped, "skipped", counts.skipped),
    ];
    let claims = [
        (State::Failed, "broken", claims.broken),
        (State::Known, "known deviation", claims.known),
        (State::Passed, "held", claims.held),
        (State::Skipped, "not checked", claims.unchecked),
        (State::Skipped, "not testable", claims.not_testable),
        (State::Observed, "observed", claims.observed),
    ];
    let all = number(counts.scenarios, "scenario");
    let stated = format!("{} claims of the contract", counts.claims.all);
    let what = html! {
        div.overview {
            (bar(&all, &scenarios))
            (bar(&stated, &claims))
        }
        (facts(document))
    };
    section("overview", "Overview", 0, &what)
}

fn facts(document: &Document) -> Markup {
    let selection = match document.selection.is_empty() {
        true => html! { "every scenario" },
        false => html! { @for pattern in &document.selection { (text::code(pattern)) " " } },
    };
    let level = html! {
        "claims at level " (level_word(document.level)) " and above fail the run"
        @if document.strict { ", and so does what is left unproven" }
    };
    let caps = html! {
        (document.max_pages) " pages of a list"
        @if let Some(most) = document.max_requests { ", " (most) " requests" }
    };
    let contract = html! { (text::plain(&document.contract.version)) ", " (text::plain(&document.contract.claims)) };
    html! {
        dl.facts {
            (fact("Mode", &mode(document)))
            (fact("Selection", &selection))
            (fact("Level", &level))
            (fact("At the most", &caps))
            (fact("Contract", &contract))
            @if !document.merged.is_empty() { (fact("Shards", &shards(document))) }
        }
    }
}

/// The shards that the report was merged from, and those that it lacks.
fn shards(document: &Document) -> Markup {
    html! {
        ul {
            @for shard in &document.merged {
                li {
                    (shard.number) " of " (shard.of) ": " (shard.ending.words())
                    " (exit code " (shard.exit_code) "), "
                    (number(shard.scenarios, "scenario")) ", " (number(shard.requests, "request"))
                }
            }
            @for missing in document.missing_shards() {
                li { (missing) ": missing" }
            }
        }
    }
}

fn mode(document: &Document) -> Markup {
    html! {
        @match document.mode.kind {
            ModeKind::ReadOnly => "read-only: no sandbox was given, nothing is paused or resumed",
            ModeKind::GivenSandboxes => {
                "pauses and resumes "
                @for (index, given) in document.mode.sandboxes.iter().enumerate() {
                    @if index > 0 { ", " }
                    (text::code(&given.id)) " (found "
                    (text::plain(given.found.as_deref().unwrap_or("in a state that could not be read"))) ")"
                }
            }
        }
    }
}
