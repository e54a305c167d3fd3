//! Broken claims, each with what it requires, who says so, and every finding of it.

use maud::{Markup, html};

use super::exchange::excerpt;
use super::view::{Broken, View, area, level_word, tags};
use crate::page::{State, anchor, command, compared, text};
use crate::report::document::FindingReport;
use crate::report::told::number;

pub(super) fn findings(view: &View<'_>) -> Markup {
    html! {
        @for claim in &view.broken { (broken(view, claim)) }
    }
}

fn broken(view: &View<'_>, broken: &Broken<'_>) -> Markup {
    let Some((first, others)) = broken.shown().split_first() else {
        return html! {};
    };
    let (id, state, claim) = (broken.anchor(), broken.state, broken.claim);
    let words = match state {
        State::Known => "known deviation",
        _ => "broken",
    };
    html! {
        article.card.(state.name()) id=(id) data-tags=(tags(state, area(claim), [&first.level])) {
            div.head {
                h3 { (view.claim(claim)) }
                (state.badge(words))
                span.meta { (level_word(first.level)) }
                (anchor(&id, claim))
            }
            p.requires { (text::prose(&first.requirement)) }
            (sources(view, claim))
            (one(view, first, true))
            @if !others.is_empty() {
                details {
                    summary { "Seen " (number(broken.findings.len() - 1, "more time")) }
                    @for other in others { (one(view, other, false)) }
                    @let rest = broken.findings.len() - broken.shown().len();
                    @if rest > 0 { p.meta { "… and " (rest) " more, which the report in JSON has." } }
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
                (anchor(id, &what))
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
