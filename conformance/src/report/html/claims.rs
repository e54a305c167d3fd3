//! Every claim, by the page of the documentation that states it first.

use maud::{Markup, html};

use super::view::{View, area, claim_anchor, claim_state, level_word, tags};
use crate::census::CheckedBy;
use crate::page::{State, place, text};
use crate::report::document::{ClaimReport, Contested};

pub(super) fn claims(view: &View<'_>) -> Markup {
    let mut pages: Vec<(&str, &str)> = Vec::new();
    for claim in &view.document.claims {
        let page = page(claim);
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    html! {
        @for of in pages {
            @let claims = view.document.claims.iter().filter(|claim| page(claim) == of);
            div data-group {
                h3 { (text::link(of.0, of.1)) }
                p.meta { (counts(claims.clone())) }
                @for one in claims { (claim(view, one)) }
            }
        }
    }
}

/// The page that states a claim first.
fn page(claim: &ClaimReport) -> (&str, &str) {
    let first = claim.sources.first();
    first.map_or(("no page", ""), |source| (&source.page, &source.url))
}

fn counts<'c>(claims: impl Iterator<Item = &'c ClaimReport>) -> Markup {
    let mut states: Vec<_> = claims.map(|claim| claim.result).collect();
    states.sort_by_key(|result| claim_state(*result));
    let runs = states.chunk_by(|one, other| one == other);
    html! {
        @for (index, run) in runs.enumerate() {
            @if index > 0 { ", " }
            (run.len()) " " (run[0].words())
        }
    }
}

fn claim(view: &View<'_>, claim: &ClaimReport) -> Markup {
    let id = claim_anchor(&claim.id);
    let state = claim_state(claim.result);
    html! {
        div.card.claim.(state.name()) id=(id)
            data-tags=(tags(state, area(&claim.id), [&claim.level])) {
            div.head {
                h4 { (text::code(&claim.id)) }
                (state.badge(claim.result.words()))
                span.meta { (level_word(claim.level)) }
                (place(&id, &claim.id))
            }
            p { (text::prose(&claim.requirement)) }
            @if let Some(why) = &claim.not_testable {
                p { b { "Not testable: " } (text::prose(why)) }
            }
            @if !claim.findings.is_empty() { (seen(view, claim, state)) }
            details {
                summary { "Sources" @if !claim.contested.is_empty() { ", which disagree" } ", and what checks it" }
                div.inner { (grounds(view, claim)) }
            }
        }
    }
}

fn seen(view: &View<'_>, claim: &ClaimReport, state: State) -> Markup {
    let findings = view.findings(&claim.findings);
    html! {
        p {
            (state.mark()) " "
            @for (index, finding) in findings.iter().take(5).enumerate() {
                @if index > 0 { ", " }
                (view.link(finding, &format!("finding {}", finding.number)))
            }
            @if findings.len() > 5 { " and " (findings.len() - 5) " more" }
        }
    }
}

fn grounds(view: &View<'_>, claim: &ClaimReport) -> Markup {
    html! {
        ul.quotes {
            @for source in &claim.sources {
                li { (text::link(&source.page, &source.url)) ": " (text::prose(&source.says)) }
            }
            @for contest in &claim.contested { li { (contested(contest)) } }
        }
        @if claim.checked_by.is_empty() { p { "Nothing checks it." } }
        @else {
            p { "Checked by" }
            ul {
                @for check in &claim.checked_by { li { (checked_by(view, check)) } }
            }
        }
        @if let Some(line) = claim.line {
            p.meta { "Line " (line) " of " (text::plain(&view.document.contract.claims)) }
        }
    }
}

fn contested(contest: &Contested) -> Markup {
    html! {
        b { "Contested. " } (text::link(&contest.page, &contest.url)) ": " (text::prose(&contest.says))
        " — " (text::prose(&contest.chosen))
    }
}

fn checked_by(view: &View<'_>, check: &CheckedBy) -> Markup {
    html! {
        @match check {
            CheckedBy::Step { address, criteria } => {
                "the step " (view.address(address))
                @for criterion in criteria { " " (text::code(criterion)) }
            }
            CheckedBy::ErrorCode { address, code } => {
                "the step " (view.address(address)) ", which asks for the code " (text::code(code))
            }
            CheckedBy::Description { places } => {
                "the description at"
                @for place in places { " " (text::code(place)) }
            }
            CheckedBy::Invariant { name } => { "many answers together: " (text::code(name)) }
            CheckedBy::Wire { name } => { "every answer by itself: " (text::code(name)) }
        }
    }
}
