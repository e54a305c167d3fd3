//! Broken claims, each with what it requires, who says so, and every finding of it.

use maud::{Markup, html};

use super::exchange::excerpt;
use super::view::{View, area, finding_state, itself, level_word, tags, worst};
use crate::page::{State, command, compared, slug, text};
use crate::report::document::FindingReport;

pub(super) fn findings(view: &View<'_>) -> Markup {
    let mut claims: Vec<(State, &str)> = Vec::new();
    for finding in &view.document.findings {
        let claim = (finding_state(finding), finding.claim.as_str());
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims.sort_by_key(|(state, _)| *state);
    html! {
        @for (state, claim) in claims { (broken(view, state, claim)) }
    }
}

/// A broken claim. What is known of it stands by itself.
fn broken(view: &View<'_>, state: State, claim: &str) -> Markup {
    let findings = view.document.findings.iter();
    let mut findings: Vec<_> = findings
        .filter(|finding| finding.claim == claim && finding_state(finding) == state)
        .collect();
    // A step of a scenario tells more than the calls that lead up to it.
    findings.sort_by_key(|finding| finding.preparation);
    let Some((first, others)) = findings.split_first() else {
        return html! {};
    };
    let id = format!("broken-{}-{}", state.name(), slug(claim));
    let words = match state {
        State::Known => "known deviation",
        _ => "broken",
    };
    let tags = tags(worst(&findings), area(claim), [&first.level]);
    html! {
        article.card class=(state.name()) id=(id) data-tags=(tags) {
            div.head {
                h3 { (view.claim(claim)) }
                (state.badge(words))
                span.meta { (level_word(first.level)) }
                (itself(&id, claim))
            }
            p.requires { (text::prose(&first.requirement)) }
            (sources(view, claim))
            (one(view, first, true))
            @if !others.is_empty() {
                details {
                    summary { "Seen " (others.len()) " more " (if others.len() == 1 { "time" } else { "times" }) }
                    @for other in others { (one(view, other, false)) }
                }
            }
        }
    }
}

/// The pages that state a claim.
pub(super) fn sources(view: &View<'_>, claim: &str) -> Markup {
    let sources = view
        .document
        .claim(claim)
        .map(|claim| claim.sources.as_slice());
    html! {
        ul.quotes {
            @for source in sources.unwrap_or_default() {
                li { (text::link(&source.page, &source.url)) ": " (text::prose(&source.says)) }
            }
        }
    }
}

fn one(view: &View<'_>, finding: &FindingReport, whole: bool) -> Markup {
    let id = view.anchor(finding);
    let what = format!("finding {}", finding.number);
    let exchange = view.document.exchange(finding.exchange);
    html! {
        div.finding id=(id) {
            div.head {
                h4 { "In " (view.address(&finding.address())) }
                (itself(id, &what))
            }
            p.where.meta {
                (view.exchange(finding.exchange))
                @if finding.preparation { ", which leads up to the scenario" }
                @if let Some(place) = &finding.place { ", at " (text::code(place)) }
                @if let Some(sandbox) = &finding.sandbox { ", of sandbox " (text::code(sandbox)) }
                ". Out of line: " (finding.who.words()) "."
            }
            (compared(&finding.expected, &finding.actual))
            @if let Some(exchange) = exchange.filter(|_| whole) {
                (excerpt(view, exchange, finding))
                (again(view, finding))
            }
        }
    }
}

/// How to see it again: the call alone, and the scenario alone.
fn again(view: &View<'_>, finding: &FindingReport) -> Markup {
    let exchange = view.document.exchange(finding.exchange);
    let curl = exchange.and_then(|exchange| exchange.curl.as_deref());
    let mut scenarios = view.document.scenarios.iter();
    let scenario = scenarios.find(|scenario| scenario.address == finding.scenario);
    html! {
        details {
            summary { "See it again" }
            @if let Some(curl) = curl { (command("the call with curl", curl)) }
            @if let Some(scenario) = scenario {
                (command("the command that runs the scenario alone", &scenario.run_again))
            }
        }
    }
}
