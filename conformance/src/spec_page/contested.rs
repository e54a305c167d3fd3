//! What current pages disagree about, side by side: the first thing that a reviewer asks for.

use maud::{Markup, html};

use super::beside::{contested_anchor, link};
use super::subject::Subject;
use super::words::{level_word, tags};
use crate::contract::{Claim, Source};
use crate::page::{place, text};

const HEAD: [&str; 4] = [
    "Contested",
    "One side",
    "The other",
    "What the description chose",
];

pub(super) fn contested(subject: &Subject<'_>) -> Markup {
    html! {
        p.soft {
            "Current pages of the documentation disagree about these. No check may fail a server over them: "
            "they are observed."
        }
        div.scroll.wide role="region" aria-label="Table of contested claims" tabindex="0" {
            table.contests role="table" {
                thead role="rowgroup" {
                    tr role="row" { @for name in HEAD { th scope="col" role="columnheader" { (name) } } }
                }
                tbody role="rowgroup" { @for claim in subject.contested() { (row(subject, claim)) } }
            }
        }
    }
}

fn row(subject: &Subject<'_>, claim: &Claim) -> Markup {
    let id = contested_anchor(&claim.id);
    let found_by = tags("claim", &subject.operations_of(&claim.id))
        .with("show", "contested")
        .with("level", level_word(claim.level));
    html! {
        tr role="row" id=(id) data-tags=(found_by.value()) {
            th scope="row" role="rowheader" {
                span.what { (text::prose(&claim.requirement)) }
                span.meta { (link(&claim.id)) " " (place(&id, &claim.id)) }
            }
            td role="cell" data-head=(HEAD[1]) {
                ul.quotes { @for source in &claim.sources { (said(subject, source)) } }
            }
            td role="cell" data-head=(HEAD[2]) {
                ul.quotes {
                    @for contest in &claim.contested {
                        li { (text::link(&contest.page, subject.url(&contest.page))) ": " (text::prose(&contest.says)) }
                    }
                }
            }
            td role="cell" data-head=(HEAD[3]) {
                @for contest in &claim.contested { p { (text::prose(&contest.chosen)) } }
                (shown(subject, claim))
            }
        }
    }
}

/// A page and what it says.
pub(super) fn said(subject: &Subject<'_>, source: &Source) -> Markup {
    html! { li { (text::link(&source.page, subject.url(&source.page))) ": " (text::prose(&source.says)) } }
}

/// Where the description states a claim.
pub(super) fn shown(subject: &Subject<'_>, claim: &Claim) -> Markup {
    let places: Vec<_> = subject.contract.description.places_of(&claim.id).collect();
    let spots = subject.shown(&places);
    html! {
        @if !spots.is_empty() {
            p.meta {
                "Stated at "
                @for (index, spot) in spots.iter().enumerate() {
                    @if index > 0 { ", " }
                    a href={ "#" (spot.anchor) } { (text::plain(&spot.words)) }
                }
            }
        }
    }
}
