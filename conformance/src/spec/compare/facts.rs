//! What is found out about a place on both sides, and the claims behind it.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::super::finding::Spot;
use super::super::node::Node;
use super::super::source::Source;
use super::report::CompareReport;
use crate::contract::{Claims, Level};

/// How both sides stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Both say something, and not the same.
    Differs,
    /// Only our description has it.
    OnlyOurs,
    /// Only the other has it.
    OnlyTheirs,
    /// Both say the same.
    Agrees,
}

impl Standing {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Differs => "differs",
            Standing::OnlyOurs => "only ours",
            Standing::OnlyTheirs => "only theirs",
            Standing::Agrees => "agrees",
        }
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct At {
    /// The file.
    pub file: String,
    /// Where in the file.
    #[serde(flatten)]
    pub spot: Spot,
    /// The same place as a JSON pointer.
    pub pointer: String,
}

/// A claim of ours that a place rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Behind {
    /// Its id.
    pub id: String,
    /// What breaking it means.
    pub level: Level,
    /// Whether current pages disagree about it.
    pub contested: bool,
    /// Whether older sources are recorded to say otherwise.
    pub superseded: bool,
}

/// One thing that a description says, on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is about, such as `GET /v1/sandboxes: parameter limit: maximum`.
    pub subject: String,
    /// How both sides stand to each other.
    pub standing: Standing,
    /// What ours says; null where it says nothing.
    pub ours: Option<String>,
    /// What theirs says.
    pub theirs: Option<String>,
    /// Where ours says it.
    pub our_place: Option<At>,
    /// Where theirs says it.
    pub their_place: Option<At>,
    /// The claims that ours rests on there.
    pub claims: Vec<Behind>,
}

/// One side of a fact: what is said, and where.
pub(super) struct Said<'d> {
    pub(super) node: Node<'d>,
    pub(super) text: String,
}

/// Facts as they are found.
pub(super) struct Facts<'c> {
    claims: &'c Claims,
    all: Vec<Fact>,
    skipped: BTreeSet<String>,
}

/// No document has more facts that anybody reads.
const MOST: usize = 20_000;

impl<'c> Facts<'c> {
    pub(super) fn new(claims: &'c Claims) -> Self {
        Facts {
            claims,
            all: Vec::new(),
            skipped: BTreeSet::new(),
        }
    }

    /// Notes what both sides say of a subject; nothing where neither says anything.
    pub(super) fn note(
        &mut self,
        subject: &str,
        ours: Option<Said<'_>>,
        theirs: Option<Said<'_>>,
        around: &[String],
    ) {
        let standing = match (&ours, &theirs) {
            (Some(one), Some(other)) if one.text == other.text => Standing::Agrees,
            (Some(_), Some(_)) => Standing::Differs,
            (Some(_), None) => Standing::OnlyOurs,
            (None, Some(_)) => Standing::OnlyTheirs,
            (None, None) => return,
        };
        if self.all.len() >= MOST {
            return;
        }
        let own = ours
            .as_ref()
            .map(|said| claims_at(&said.node))
            .unwrap_or_default();
        let ids = if own.is_empty() { around } else { &own };
        self.all.push(Fact {
            subject: subject.to_owned(),
            standing,
            our_place: ours.as_ref().map(|said| at(&said.node)),
            their_place: theirs.as_ref().map(|said| at(&said.node)),
            ours: ours.map(|said| said.text),
            theirs: theirs.map(|said| said.text),
            claims: self.behind(ids),
        });
    }

    /// Notes a keyword that is not compared.
    pub(super) fn skip(&mut self, keyword: &str, node: &Node<'_>) {
        if self.skipped.len() < MOST {
            let spot = node.source.spot(&node.pointer);
            let file = &node.source.file;
            self.skipped.insert(format!(
                "`{keyword}` at {file}:{}:{}",
                spot.line, spot.column
            ));
        }
    }

    fn behind(&self, ids: &[String]) -> Vec<Behind> {
        let known = ids.iter().filter_map(|id| self.claims.get(id));
        known
            .map(|claim| Behind {
                id: claim.id.clone(),
                level: claim.level,
                contested: !claim.contested.is_empty(),
                superseded: !claim.superseded.is_empty(),
            })
            .collect()
    }

    pub(super) fn report(self, ours: &Source, theirs: &Source) -> CompareReport {
        CompareReport {
            ours: ours.file.clone(),
            theirs: theirs.file.clone(),
            facts: self.all,
            not_compared: self.skipped.into_iter().collect(),
        }
    }
}

/// The claims that a part names itself.
pub(super) fn claims_at(node: &Node<'_>) -> Vec<String> {
    let ids = node.texts_of("x-claims").into_iter();
    ids.map(str::to_owned).collect()
}

fn at(node: &Node<'_>) -> At {
    At {
        file: node.source.file.clone(),
        spot: node.source.spot(&node.pointer),
        pointer: node.pointer.clone(),
    }
}

/// A value in one line.
pub(super) fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
