//! Every claim, by the page of the documentation that states it.

use super::mark::{cell, link, table, text};
use super::page::folded;
use crate::report::document::{ClaimReport, ClaimResult, Document};

pub(super) fn claims(document: &Document) -> String {
    let mut pages: Vec<(&str, &str)> = Vec::new();
    for claim in &document.claims {
        let page = page(claim);
        if !pages.contains(&page) {
            pages.push(page);
        }
    }
    let mut told = String::new();
    for (name, url) in pages {
        let of_it = document.claims.iter();
        let of_it = of_it.filter(|claim| page(claim) == (name, url));
        let rows: Vec<_> = of_it.map(row).collect();
        told += &format!(
            "**{}**\n\n{}\n",
            link(name, url),
            table(&["claim", "level", "result", "requires"], &rows)
        );
    }
    folded(
        "Claims by page of the documentation",
        document.claims.len(),
        &told,
    )
}

/// The page that states a claim first.
fn page(claim: &ClaimReport) -> (&str, &str) {
    let first = claim.sources.first();
    first.map_or(("no page", ""), |source| (&source.page, &source.url))
}

fn row(claim: &ClaimReport) -> Vec<String> {
    let result = claim.result.words();
    let result = match (claim.result, &claim.not_testable) {
        (ClaimResult::Broken, _) => format!("**{result}**"),
        (ClaimResult::NotTestable, Some(why)) => format!("{result}: {}", text(why)),
        _ => result.to_owned(),
    };
    vec![
        cell(&claim.id),
        format!("{:?}", claim.level).to_lowercase(),
        result,
        text(&claim.requirement),
    ]
}
