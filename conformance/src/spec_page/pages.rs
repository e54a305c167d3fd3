//! The pages of the documentation, and what each counts for.

use maud::{Markup, html};

use super::subject::Subject;
use super::words::{standing_word, tags};
use crate::contract::{Claim, Page};
use crate::page::text;

const HEAD: [&str; 5] = [
    "Page",
    "Address",
    "Counts as",
    "Claims that cite it",
    "Disagrees in",
];

pub(super) fn pages(subject: &Subject<'_>) -> Markup {
    html! {
        div.scroll.wide role="region" aria-label="Table of the pages" tabindex="0" {
            table role="table" {
                thead role="rowgroup" {
                    tr role="row" { @for name in HEAD { th scope="col" role="columnheader" { (name) } } }
                }
                tbody role="rowgroup" {
                    @for (name, page) in &subject.contract.claims.pages { (row(subject, name, page)) }
                }
            }
        }
    }
}

fn row(subject: &Subject<'_>, name: &str, page: &Page) -> Markup {
    let count = |cites: &dyn Fn(&Claim) -> bool| {
        let claims = subject.contract.claims.all.iter();
        claims.filter(|claim| cites(claim)).count()
    };
    let cited = count(&|claim| {
        let mut sources = claim.sources.iter().chain(&claim.superseded);
        sources.any(|source| source.page == name)
    });
    let disagrees = count(&|claim| claim.contested.iter().any(|contest| contest.page == name));
    html! {
        tr role="row" data-tags=(tags("page", &[]).value()) {
            th scope="row" role="rowheader" { (text::plain(name)) }
            td role="cell" data-head=(HEAD[1]) { (text::link(&page.url, &page.url)) }
            td role="cell" data-head=(HEAD[2]) { (standing_word(page.standing)) }
            td role="cell" data-head=(HEAD[3]) { (cited) }
            td role="cell" data-head=(HEAD[4]) { (disagrees) }
        }
    }
}
