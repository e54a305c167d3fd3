//! How a comparison with another description is told.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facts::{Behind, Fact, Standing};
use crate::printable::printable;

/// Everything that a comparison comes to.
#[derive(Debug, Serialize)]
pub struct CompareReport {
    /// Our description.
    pub ours: String,
    /// The other.
    pub theirs: String,
    /// What each says.
    pub facts: Vec<Fact>,
    /// Keywords that are not compared, with their places.
    pub not_compared: Vec<String>,
}

/// What is told, in this order; what agrees is counted.
const TOLD: [Standing; 3] = [Standing::Differs, Standing::OnlyOurs, Standing::OnlyTheirs];

impl CompareReport {
    /// How many facts stand like that.
    pub fn count(&self, standing: Standing) -> usize {
        self.of(standing).len()
    }

    fn of(&self, standing: Standing) -> Vec<&Fact> {
        let facts = self.facts.iter();
        facts.filter(|fact| fact.standing == standing).collect()
    }

    /// The contested claims that something compared rests on, with how often what rests on each
    /// agrees, and how often not.
    pub fn contested(&self) -> BTreeMap<&str, (usize, usize)> {
        let mut contested = BTreeMap::new();
        for fact in &self.facts {
            let behind = fact.claims.iter().filter(|claim| claim.contested);
            for claim in behind {
                let (agrees, other) = contested.entry(claim.id.as_str()).or_default();
                match fact.standing {
                    Standing::Agrees => *agrees += 1,
                    _ => *other += 1,
                }
            }
        }
        contested
    }

    /// As text: what differs, what only one side has, what is not compared.
    pub fn text(&self) -> String {
        let mut told = String::new();
        for standing in TOLD {
            for fact in self.of(standing) {
                told += &line(fact);
            }
        }
        for keyword in &self.not_compared {
            told += &format!("not compared: {}\n", printable(keyword));
        }
        for (id, (agrees, other)) in self.contested() {
            told += &format!("contested: {id}: {agrees} agree, {other} do not\n");
        }
        told + &self.counted() + "\n"
    }

    /// As JSON, indented.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// As Markdown, a table for each standing.
    pub fn markdown(&self) -> String {
        let mut told = format!(
            "## {} beside {}\n\n{}\n",
            mark(&self.ours),
            mark(&self.theirs),
            self.counted()
        );
        for standing in TOLD {
            let facts = self.of(standing);
            if !facts.is_empty() {
                told += &format!(
                    "\n### {}\n\n| what | ours | theirs | claims |\n| --- | --- | --- | --- |\n",
                    standing.words()
                );
            }
            for fact in facts {
                let claims: Vec<_> = fact
                    .claims
                    .iter()
                    .map(|claim| mark(&behind(claim)))
                    .collect();
                told += &format!(
                    "| {} | {} | {} | {} |\n",
                    mark(&fact.subject),
                    mark(fact.ours.as_deref().unwrap_or("–")),
                    mark(fact.theirs.as_deref().unwrap_or("–")),
                    claims.join(", ")
                );
            }
        }
        if !self.contested().is_empty() {
            told += "\n### contested claims\n\n";
            for (id, (agrees, other)) in self.contested() {
                told += &format!("- `{id}`: {agrees} agree, {other} do not\n");
            }
        }
        if !self.not_compared.is_empty() {
            told += "\n### not compared\n\n";
            let keywords = self.not_compared.iter();
            told.extend(keywords.map(|keyword| format!("- {}\n", mark(keyword))));
        }
        told
    }

    fn counted(&self) -> String {
        format!(
            "{} agree, {} differ, {} only ours, {} only theirs, {} not compared",
            self.count(Standing::Agrees),
            self.count(Standing::Differs),
            self.count(Standing::OnlyOurs),
            self.count(Standing::OnlyTheirs),
            self.not_compared.len()
        )
    }
}

fn line(fact: &Fact) -> String {
    let place = fact.our_place.as_ref().or(fact.their_place.as_ref());
    let place = place.map(|at| format!("{}:{}:{}: ", at.file, at.spot.line, at.spot.column));
    let says = match (&fact.ours, &fact.theirs) {
        (Some(ours), Some(theirs)) => format!(" (ours {ours}, theirs {theirs})"),
        (Some(said), None) | (None, Some(said)) if said != "there" => format!(" ({said})"),
        _ => String::new(),
    };
    let claims: Vec<_> = fact.claims.iter().map(behind).collect();
    let claims = match claims.is_empty() {
        true => String::new(),
        false => format!("\n  claims: {}", claims.join(", ")),
    };
    let text = format!(
        "{}{}: {}{says}",
        place.unwrap_or_default(),
        fact.standing.words(),
        fact.subject
    );
    printable(&text) + &claims + "\n"
}

/// A claim, and whether others are known to say otherwise.
fn behind(claim: &Behind) -> String {
    let remark = match (claim.contested, claim.superseded) {
        (true, _) => " (contested)",
        (false, true) => " (older sources say otherwise)",
        (false, false) => "",
    };
    format!("{}{remark}", claim.id)
}

/// Text that ends no cell and means nothing to a renderer.
fn mark(text: &str) -> String {
    let mut marked = String::new();
    for character in printable(text).chars() {
        if "\\|<>*_[]#@~`".contains(character) {
            marked.push('\\');
        }
        marked.push(character);
    }
    marked
}
