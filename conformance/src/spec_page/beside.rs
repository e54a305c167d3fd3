//! The claims that stand behind a part of the description, beside it.

use maud::{Markup, html};

use super::subject::Subject;
use super::words::{contested, joined, level, level_word};
use crate::contract::Claim;
use crate::page::{Tags, slug, text};
use crate::spec::Node;

/// The claims behind a part of the description.
pub(super) struct Behind<'s> {
    claims: Vec<&'s Claim>,
    ours: Option<&'s str>,
}

/// The anchor of a claim.
pub(super) fn claim_anchor(id: &str) -> String {
    format!("claim-{}", slug(id))
}

impl<'s> Behind<'s> {
    /// Those that a part names, or that what it refers to names.
    pub(super) fn of(subject: &Subject<'s>, nodes: &[&Node<'s>]) -> Self {
        let mut claims: Vec<&Claim> = Vec::new();
        for id in nodes.iter().flat_map(|node| node.texts_of("x-claims")) {
            let claim = subject.claim(id);
            claims.extend(claim.filter(|claim| claims.iter().all(|known| known.id != claim.id)));
        }
        let mut nodes = nodes.iter();
        Behind {
            claims,
            ours: nodes.find_map(|node| node.text("x-ours")),
        }
    }

    /// Whether current pages disagree about any of them.
    pub(super) fn is_contested(&self) -> bool {
        self.claims.iter().any(|claim| !claim.contested.is_empty())
    }

    /// The same with what the claims can be found by.
    pub(super) fn tagged(&self, tags: Tags) -> Tags {
        let claims = self.claims.iter();
        let mut tags = claims.fold(tags, |tags, claim| {
            tags.with("level", level_word(claim.level))
        });
        if self.is_contested() {
            tags = tags.with("show", "contested");
        }
        tags
    }

    /// Each with its level, its wording and its sources.
    pub(super) fn render(&self, subject: &Subject<'_>) -> Markup {
        html! {
            @if !self.claims.is_empty() {
                ul.behind aria-label="Claims behind it" {
                    @for claim in &self.claims { (behind(subject, claim)) }
                }
            }
            @if let Some(reason) = self.ours {
                p.soft { b { "Ours: " } (text::prose(reason)) }
            } @else if self.claims.is_empty() {
                p.soft { "No claim of its own." }
            }
        }
    }
}

fn behind(subject: &Subject<'_>, claim: &Claim) -> Markup {
    let pages: Vec<_> = claim
        .sources
        .iter()
        .map(|source| source.page.as_str())
        .collect();
    html! {
        li {
            div.head {
                (level(claim.level))
                @if !claim.contested.is_empty() { a href={ "#" (contested_anchor(&claim.id)) } { (contested()) } }
                (link(&claim.id))
            }
            p { (text::prose(&claim.requirement)) }
            p.meta { "Stated by " (links(subject, &pages)) }
        }
    }
}

/// The anchor of a row in the table of what is contested.
pub(super) fn contested_anchor(id: &str) -> String {
    format!("contested-{}", slug(id))
}

/// A link to a claim.
pub(super) fn link(id: &str) -> Markup {
    html! { a href={ "#" (claim_anchor(id)) } { (text::code(id)) } }
}

/// Links to pages of the documentation.
pub(super) fn links(subject: &Subject<'_>, pages: &[&str]) -> Markup {
    let links: Vec<_> = pages
        .iter()
        .map(|page| text::link(page, subject.url(page)))
        .collect();
    joined(&links, "and")
}
