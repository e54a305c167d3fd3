//! A claim, and what a run says of it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FindingReport;
use super::situation::Situations;
use crate::census::{CheckedBy, Entry};
use crate::contract::{Claim, Claims, Level};

/// A documented statement, and what the run says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimReport {
    /// Reads as a citation: `area/subject/point`.
    pub id: String,
    /// What breaking it means.
    pub level: Level,
    /// What a server has to do.
    pub requirement: String,
    /// What the run says of it.
    pub result: ClaimResult,
    /// Why the three endpoints cannot show it.
    pub not_testable: Option<String>,
    /// The pages that say so.
    pub sources: Vec<Citation>,
    /// The other side, where current pages disagree.
    pub contested: Vec<Contested>,
    /// The line of the file of claims at which it stands, from 1.
    pub line: Option<u64>,
    /// All that checks it.
    pub checked_by: Vec<CheckedBy>,
    /// The numbers of its findings.
    pub findings: Vec<u32>,
}

/// What a run says of a claim.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ClaimResult {
    /// It was put to the server, and held.
    Held,
    /// It is broken.
    Broken,
    /// It is broken, and all of that was known.
    Known,
    /// It was not put to the server.
    Unchecked,
    /// It fails nothing, at the level of the run.
    Observed,
    /// The three endpoints cannot show it.
    NotTestable,
}

/// A page of the documentation, and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// Short name of the page.
    pub page: String,
    /// Where it is.
    pub url: String,
    /// What it says.
    pub says: String,
}

/// A page that disagrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contested {
    /// Short name of the page.
    pub page: String,
    /// Where it is.
    pub url: String,
    /// What it says instead.
    pub says: String,
    /// What the description chose, and why.
    pub chosen: String,
}

impl ClaimResult {
    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            ClaimResult::Held => "held",
            ClaimResult::Broken => "broken",
            ClaimResult::Known => "known deviation",
            ClaimResult::Unchecked => "not checked",
            ClaimResult::Observed => "observed",
            ClaimResult::NotTestable => "not testable",
        }
    }
}

/// What bears on all claims alike.
pub(super) struct Weighing<'w> {
    pub(super) claims: &'w Claims,
    pub(super) level: Level,
    pub(super) findings: &'w [FindingReport],
    /// The addresses of steps that were answered.
    pub(super) answered: BTreeSet<String>,
    pub(super) situations: Situations,
}

impl Weighing<'_> {
    /// What the run says of a claim.
    pub(super) fn claim(&self, claim: &Claim, entry: Entry) -> ClaimReport {
        let findings = self.findings.iter();
        let of_it: Vec<_> = findings
            .filter(|finding| finding.claim == claim.id)
            .collect();
        ClaimReport {
            id: claim.id.clone(),
            level: claim.level,
            requirement: claim.requirement.trim().to_owned(),
            result: self.result(claim, &entry, &of_it),
            not_testable: claim.untestable.clone(),
            sources: self.citations(claim),
            contested: self.contested(claim),
            line: self.claims.line(&claim.id),
            checked_by: entry.checks,
            findings: of_it.iter().map(|finding| finding.number).collect(),
        }
    }

    fn result(&self, claim: &Claim, entry: &Entry, findings: &[&FindingReport]) -> ClaimResult {
        if findings.iter().any(|finding| !finding.known) {
            ClaimResult::Broken
        } else if !findings.is_empty() {
            ClaimResult::Known
        } else if claim.untestable.is_some() {
            ClaimResult::NotTestable
        } else if claim.level == Level::Observed || claim.level < self.level {
            ClaimResult::Observed
        } else if self.was_put(claim, entry) {
            ClaimResult::Held
        } else {
            ClaimResult::Unchecked
        }
    }

    /// Whether a step that checks the claim was answered. Where no step names it, whether
    /// there was an answer that it is about.
    fn was_put(&self, claim: &Claim, entry: &Entry) -> bool {
        let steps = entry.checks.iter().filter_map(|check| match check {
            CheckedBy::Step { address, .. } | CheckedBy::ErrorCode { address, .. } => Some(address),
            _ => None,
        });
        let mut steps = steps.peekable();
        match steps.peek() {
            Some(_) => steps.any(|address| self.answered.contains(address)),
            None => self.situations.bear_on(&claim.id),
        }
    }

    fn citations(&self, claim: &Claim) -> Vec<Citation> {
        let sources = claim.sources.iter().map(|source| Citation {
            page: source.page.clone(),
            url: self.url(&source.page),
            says: source.says.clone(),
        });
        sources.collect()
    }

    fn contested(&self, claim: &Claim) -> Vec<Contested> {
        let contested = claim.contested.iter().map(|contest| Contested {
            page: contest.page.clone(),
            url: self.url(&contest.page),
            says: contest.says.clone(),
            chosen: contest.chosen.clone(),
        });
        contested.collect()
    }

    fn url(&self, page: &str) -> String {
        let page = self.claims.pages.get(page);
        page.map(|page| page.url.clone()).unwrap_or_default()
    }
}
