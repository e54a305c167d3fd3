//! The scenarios by area, each with its steps and their calls.

use maud::{Markup, html};

use super::exchange::exchange;
use super::view::{View, scenario_anchor, scenario_state, step_state, tags};
use crate::contract::Level;
use crate::page::{anchor, command, text};
use crate::report::document::{ScenarioOutcome, ScenarioReport, StepReport};
use crate::report::told::{number, time};

pub(super) fn scenarios(view: &View<'_>) -> Markup {
    let mut areas: Vec<&str> = Vec::new();
    for scenario in &view.document.scenarios {
        if !areas.contains(&scenario.area.as_str()) {
            areas.push(&scenario.area);
        }
    }
    html! {
        @for area in areas {
            div data-group {
                h3 { (text::plain(area)) }
                @for one in view.document.scenarios.iter().filter(|one| one.area == area) {
                    (scenario(view, one))
                }
            }
        }
    }
}

fn scenario(view: &View<'_>, scenario: &ScenarioReport) -> Markup {
    let id = scenario_anchor(&scenario.address);
    let state = scenario_state(scenario.outcome);
    let levels = levels(view, scenario);
    let summary = scenario.summary.as_deref().unwrap_or(&scenario.address);
    html! {
        details.card.scenario.(state.name()) id=(id)
            data-tags=(tags(state, &scenario.area, &levels)) {
            summary {
                (state.badge(scenario.outcome.words()))
                h4 { (text::prose(summary)) }
                span.meta { (text::code(&scenario.address)) (spent(scenario)) }
            }
            div.inner {
                p {
                    @if let (Some(page), Some(url)) = (&scenario.page, &scenario.url) {
                        "Documented on the page " (text::link(page, url)) ". "
                    }
                    @if let Some(file) = &scenario.file { "Written in " (text::code(file)) ". " }
                    (anchor(&id, &scenario.address))
                }
                @if let Some(reason) = &scenario.reason {
                    p {
                        b { @if scenario.outcome == ScenarioOutcome::Skipped { "Not played: " } @else { "Not played to its end: " } }
                        (text::prose(reason))
                    }
                }
                (command("the command that runs it alone", &scenario.run_again))
                ol.steps {
                    @for one in &scenario.steps { (step(view, one)) }
                }
            }
        }
    }
}

fn spent(scenario: &ScenarioReport) -> Markup {
    html! {
        @if scenario.requests > 0 {
            " " (number(scenario.requests, "request")) ", " (time(scenario.took_ms))
        }
        @if let Some(sandboxes) = scenario.sandboxes {
            ", " (sandboxes) (if sandboxes == 1 { " sandbox" } else { " sandboxes" })
        }
        @if scenario.tried_again > 0 { ", " (number(scenario.tried_again, "call")) " tried again" }
        @if scenario.looks > 1 { ", played " (scenario.looks) " times" }
    }
}

/// The levels of the claims that its steps check.
fn levels(view: &View<'_>, scenario: &ScenarioReport) -> Vec<Level> {
    let claims = scenario.steps.iter().flat_map(|step| &step.claims);
    let levels = claims.filter_map(|claim| Some(view.document.claim(claim)?.level));
    let mut levels: Vec<_> = levels.collect();
    levels.sort();
    levels.dedup();
    levels
}

fn step(view: &View<'_>, step: &StepReport) -> Markup {
    let (state, words) = step_state(step.result);
    html! {
        li {
            div.head {
                h5 { (text::code(&step.id)) }
                (state.badge(words))
                span.meta { "calls " (step.operation.word()) }
            }
            @if !step.criteria.is_empty() || !step.claims.is_empty() {
                p.meta {
                    @for criterion in &step.criteria { (text::code(criterion)) " " }
                    @if !step.claims.is_empty() { "checks " }
                    @for claim in &step.claims { (view.claim(claim)) " " }
                }
            }
            @if let Some(why) = &step.deliberate {
                p.meta { "Sends what the description does not allow: " (text::prose(why)) }
            }
            @for call in view.exchanges(&step.exchanges) { (exchange(view, call)) }
        }
    }
}
