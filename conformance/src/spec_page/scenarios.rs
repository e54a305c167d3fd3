//! The scenarios: which step tests what.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::beside::link;
use super::subject::Subject;
use super::words::{count, level_word, tags};
use crate::page::{anchor, text};
use crate::scenario::{Input, Scenario, Step};

pub(super) fn scenarios(subject: &Subject<'_>) -> Markup {
    let areas = subject
        .scenarios
        .chunk_by(|one, other| area(one) == area(other));
    html! {
        @for scenarios in areas {
            div data-group {
                h3 { (text::plain(area(&scenarios[0]))) " " span.count { (scenarios.len()) } }
                @for one in scenarios { (scenario(subject, one)) }
            }
        }
    }
}

fn area(scenario: &Scenario) -> &str {
    scenario.address.split('/').next().unwrap_or_default()
}

fn scenario(subject: &Subject<'_>, scenario: &Scenario) -> Markup {
    let id = subject.scenario(&scenario.address).unwrap_or_default();
    let steps = scenario.steps.iter();
    let operations: BTreeSet<_> = steps.map(|step| step.operation.id()).collect();
    let operations: Vec<_> = operations.into_iter().collect();
    let claims: BTreeSet<_> = scenario.steps.iter().flat_map(tested).collect();
    let levels = claims.iter().filter_map(|claim| subject.claim(claim));
    let levels: BTreeSet<_> = levels.map(|claim| level_word(claim.level)).collect();
    let levels = levels.into_iter();
    let found_by = levels.fold(tags("scenario", &operations), |tags, level| {
        tags.with("level", level)
    });
    html! {
        details.card.scenario id=(id) data-tags=(found_by.value()) {
            summary {
                h4 { (text::prose(&scenario.summary)) }
                span.meta {
                    " " (text::code(&scenario.address)) " tests " (count(claims.len(), "claim"))
                }
            }
            div.inner {
                p.meta {
                    "Documented on the page " (text::link(&scenario.page, subject.url(&scenario.page)))
                    ", written in " (text::code(&scenario.file)) (needs(scenario)) ". "
                    (anchor(id, &scenario.address))
                }
                ol.steps { @for one in &scenario.steps { (step(one)) } }
            }
        }
    }
}

fn needs(scenario: &Scenario) -> Markup {
    let needs = scenario.needs.iter().filter_map(|input| match input {
        Input::ApiKey => None,
        Input::OtherApiKey => Some("a key of another organisation"),
        Input::Sandbox => Some("a given sandbox"),
    });
    let needs: Vec<_> = needs.collect();
    html! { @if !needs.is_empty() { ", needs " (needs.join(" and ")) } }
}

/// The claims that a step tests.
fn tested(step: &Step) -> impl Iterator<Item = &str> {
    let code = step.error_code.as_ref().map(|code| code.claim.as_str());
    step.claims.iter().map(String::as_str).chain(code)
}

fn step(step: &Step) -> Markup {
    let claims: BTreeSet<_> = tested(step).collect();
    html! {
        li {
            div.head {
                h5 { (text::code(&step.id)) }
                span.meta { "calls " (step.operation.word()) }
            }
            @if !step.criteria.is_empty() {
                p.meta { "holds if " @for criterion in &step.criteria { (text::code(criterion)) " " } }
            }
            @if let Some(code) = &step.error_code { p.meta { "and the code is " (text::code(&code.code)) } }
            @if !claims.is_empty() { p.meta { "tests " @for claim in claims { (link(claim)) " " } } }
            @if let Some(why) = &step.deliberate {
                p.meta { "Sends what the description does not allow: " (text::prose(why)) }
            }
        }
    }
}
