//! What the page begins with: which API it is about, and what is contested in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::beside::links;
use super::subject::Subject;
use super::words::{
    LEVELS, contested, count, joined, level, level_means, level_word, paragraphs, presence,
};
use crate::contract::Level;
use crate::page::{fact, section, text};

pub(super) fn banner(subject: &Subject<'_>) -> Markup {
    let info = subject.document.get("info");
    let info = info.as_ref();
    let word = |name: &str| info.and_then(|info| info.text(name)).unwrap_or_default();
    let title = match word("title") {
        "" => "An API without a title",
        title => title,
    };
    let orphans = subject
        .census
        .iter()
        .filter(|entry| entry.is_orphan())
        .count();
    html! {
        header.banner {
            div.title {
                p.tool { "Description of an API, for review" }
                h1 { (text::plain(title)) " " span.soft { (text::plain(word("version"))) } }
                (paragraphs(word("description")))
                p.lead { (lead(subject)) }
                @if orphans > 0 {
                    p.lead { b { (count(orphans, "claim")) " checked by nothing" } ", and nothing says why: "
                        a href="#show=unchecked" { "see which" } "." }
                }
            }
        }
    }
}

/// How much is contested, and between which pages, in a sentence.
fn lead(subject: &Subject<'_>) -> Markup {
    let contested = subject.contested().len();
    let mut between: Vec<_> = between(subject).into_iter().collect();
    between.sort_by_key(|(_, times)| Reverse(*times));
    let all = subject.contract.claims.all.len();
    html! {
        (count(subject.operations.len(), "operation")) ", " (count(all, "documented claim")) ". "
        @if contested == 0 { "None is contested." }
        @else {
            a href="#contested" {
                b { (contested) } @if contested == 1 { " is contested" } @else { " are contested" }
            }
            ", for pages disagree: "
            @for (index, (pages, times)) in between.iter().enumerate() {
                @if index > 0 { "; " }
                b { (times) } " between " (links(subject, &pages.iter().copied().collect::<Vec<_>>()))
            }
            "."
        }
    }
}

/// The pages that disagree, and about how many claims.
fn between<'s>(subject: &Subject<'s>) -> BTreeMap<BTreeSet<&'s str>, usize> {
    let mut between = BTreeMap::new();
    for claim in subject.contested() {
        let sources = claim.sources.iter().map(|source| source.page.as_str());
        let others = claim.contested.iter().map(|contest| contest.page.as_str());
        *between.entry(sources.chain(others).collect()).or_default() += 1;
    }
    between
}

pub(super) fn overview(subject: &Subject<'_>) -> Markup {
    let what = html! {
        (levels(subject))
        (facts(subject))
        (legend())
    };
    section("overview", "Overview", 0, &what)
}

/// The claims by level, as a bar and in words.
fn levels(subject: &Subject<'_>) -> Markup {
    let claims = &subject.contract.claims.all;
    let number = |level: Level| claims.iter().filter(|claim| claim.level == level).count();
    let mut start = 0;
    let shares = LEVELS.map(|level| {
        let (from, count) = (start, number(level));
        start += count;
        (level, from, count)
    });
    html! {
        div.shares {
            h3 { (count(claims.len(), "claim")) }
            svg viewBox={ "0 0 " (claims.len().max(1)) " 1" } preserveAspectRatio="none" aria-hidden="true" {
                @for (level, from, count) in shares {
                    @if count > 0 { rect class={ "level " (level_word(level)) } x=(from) y="0" width=(count) height="1" {} }
                }
            }
            ul {
                @for (of, _, count) in shares {
                    li { a href={ "#level=" (level_word(of)) } { (level(of)) " " b { (count) } } }
                }
                li { a href="#show=contested" { (contested()) " " b { (subject.contested().len()) } } }
                li { a href="#show=untestable" { span.badge.plain { "not testable here" } " " b { (untestable(subject)) } } }
            }
        }
    }
}

/// How many claims nothing here can test.
pub(super) fn untestable(subject: &Subject<'_>) -> usize {
    let entries = subject.census.iter();
    entries.filter(|entry| entry.untestable.is_some()).count()
}

fn facts(subject: &Subject<'_>) -> Markup {
    let operations: Vec<_> = subject.operations.iter().map(|operation| {
        html! { a href={ "#" (operation.anchor) } { (text::plain(&operation.method)) " " (text::plain(operation.path)) } }
    }).collect();
    let steps: usize = subject
        .scenarios
        .iter()
        .map(|scenario| scenario.steps.len())
        .sum();
    let contract = subject.contract;
    html! {
        dl.facts {
            (fact("Operations", &joined(&operations, "and")))
            (fact("Tests", &html! {
                (leading("scenarios", subject.scenarios.len(), "scenario")) " with " (count(steps, "step")) "; "
                (leading("untestable", untestable(subject), "claim")) " cannot be tested here"
            }))
            (fact("Description", &text::code(&contract.description.file)))
            (fact("Claims", &text::code(&contract.claims.file)))
        }
    }
}

/// A number of things, which leads to their section where there is one.
fn leading(section: &str, number: usize, one: &str) -> Markup {
    html! {
        @if number == 0 { (count(0, one)) } @else { a href={ "#" (section) } { (count(number, one)) } }
    }
}

fn legend() -> Markup {
    html! {
        details {
            summary { "What the marks mean" }
            dl.legend {
                @for of in LEVELS {
                    div { dt { (level(of)) } dd { "a claim that is " (level_means(of)) } }
                }
                div { dt { (contested()) } dd { "current pages disagree; the claim is then observed" } }
                div { dt { (presence(true)) } dd { "a member that is always there, and not null unless it says so" } }
                div { dt { (presence(false)) } dd { "a member that may be there; members that are not described may be there too" } }
            }
        }
    }
}
