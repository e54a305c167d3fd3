//! The claims: every documented statement, with its level and its sources.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_saphyr::Spanned;

use super::document::{self, DocumentError};

/// Every documented statement, by id.
#[derive(Debug)]
pub struct Claims {
    /// The pages that claims cite, by short name.
    pub pages: BTreeMap<String, Page>,
    /// The claims, in the order of the file.
    pub all: Vec<Claim>,
    /// What is documented and is no claim, in the order of the file.
    pub left_out: Vec<LeftOut>,
    /// The file they were read from, as messages name it.
    pub file: String,
    places: BTreeMap<String, usize>,
    lines: BTreeMap<String, u64>,
}

/// A page of the documentation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Where it is.
    pub url: String,
    /// What it counts for.
    pub standing: Standing,
}

/// What a page counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The page of one of the three endpoints.
    Endpoint,
    /// A current page about the API in general.
    General,
    /// An older page, the vendor's own OpenAPI file or an SDK: recorded, and rules nothing.
    Superseded,
}

/// One documented statement.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Reads as a citation: `area/subject/point`.
    pub id: String,
    /// What breaking it means.
    pub level: Level,
    /// What a server has to do.
    pub requirement: String,
    /// The pages that say so.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The other side, where current pages disagree.
    #[serde(default)]
    pub contested: Vec<Contest>,
    /// What superseded sources say otherwise.
    #[serde(default)]
    pub superseded: Vec<Source>,
    /// Why the three endpoints cannot show it.
    pub untestable: Option<String>,
}

/// What breaking a claim means for a run.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Undocumented or contested: never fails, the report says what the server does.
    Observed,
    /// Stated on a general page: fails, unless the run looks at required claims only.
    Expected,
    /// Stated on the endpoint's own page: fails the run.
    Required,
}

/// A page and what it says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short name of the page.
    pub page: String,
    /// What it says.
    pub says: String,
}

/// The other side of a contested claim.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// Short name of the page that disagrees.
    pub page: String,
    /// What it says instead.
    pub says: String,
    /// What the description chose, and why.
    pub chosen: String,
}

/// Every documented statement about the operations, with the pages that make it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Claims")]
pub(crate) struct ClaimsFile {
    /// The pages that claims cite, by short name.
    pages: BTreeMap<String, Page>,
    /// The claims.
    #[schemars(with = "Vec<Claim>")]
    claims: Vec<Spanned<Claim>>,
    /// What is documented and is no claim.
    #[serde(default)]
    left_out: Vec<LeftOut>,
}

/// A documented fact that is no claim.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The fact.
    pub fact: String,
    /// Why it is left out.
    pub reason: String,
}

impl Claims {
    /// Reads claims and checks that they hang together.
    ///
    /// # Errors
    ///
    /// Names file and entry of a claim that stands twice, has a malformed id, no source, an
    /// unknown level, or cites a page that is not listed.
    pub fn parse(text: &str, file: &str) -> Result<Self, DocumentError> {
        let parsed: ClaimsFile = document::parse(text, file)?;
        let lines = parsed.claims.iter();
        let lines = lines.map(|claim| (claim.value.id.clone(), claim.referenced.line()));
        let mut claims = Claims {
            pages: parsed.pages,
            lines: lines.collect(),
            all: parsed.claims.into_iter().map(|claim| claim.value).collect(),
            left_out: parsed.left_out,
            file: file.to_owned(),
            places: BTreeMap::new(),
        };
        for fact in &claims.left_out {
            claims.check_left_out(fact)?;
        }
        for index in 0..claims.all.len() {
            claims.check(index)?;
            let id = claims.all[index].id.clone();
            if claims.places.insert(id.clone(), index).is_some() {
                return Err(claims.error(&id, "stands twice", "keep one of the two entries"));
            }
        }
        Ok(claims)
    }

    /// The claim of that id.
    pub fn get(&self, id: &str) -> Option<&Claim> {
        self.places.get(id).map(|index| &self.all[*index])
    }

    /// The line of the file at which its entry begins, from 1.
    pub fn line(&self, id: &str) -> Option<u64> {
        self.lines.get(id).copied()
    }

    /// The id that looks most like one that there is not.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let scored = self
            .all
            .iter()
            .map(|claim| (strsim::jaro_winkler(id, &claim.id), &claim.id));
        let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
        best.map(|(_, id)| id.as_str())
    }

    /// Complains about a claim that is named somewhere and that there is not.
    ///
    /// # Errors
    ///
    /// Where there is no such claim: names the place that names it, and the nearest id.
    pub fn require(&self, id: &str, file: &str, place: &str) -> Result<(), DocumentError> {
        if self.places.contains_key(id) {
            return Ok(());
        }
        let nearest = self.nearest(id).unwrap_or("none");
        Err(DocumentError::new(
            file,
            place,
            format!("names the claim `{id}`, which {} does not have", self.file),
            format!("name a claim that there is (the nearest is `{nearest}`), or add it"),
        ))
    }

    fn check(&self, index: usize) -> Result<(), DocumentError> {
        let claim = &self.all[index];
        if !well_formed(&claim.id) {
            return Err(self.error(
                &claim.id,
                "is not a well-formed id",
                "use lower-case words joined by `-`, in two or more parts joined by `/`",
            ));
        }
        if claim.requirement.trim().is_empty() {
            return Err(self.error(
                &claim.id,
                "has no requirement",
                "say what a server has to do",
            ));
        }
        if claim.sources.is_empty() {
            return Err(self.error(
                &claim.id,
                "has no source",
                "cite the page that states it under `sources`",
            ));
        }
        if !claim.contested.is_empty() && claim.level != Level::Observed {
            return Err(self.error(
                &claim.id,
                "is contested and would fail a run",
                "give it the level `observed`, or remove `contested`",
            ));
        }
        self.check_pages(claim)?;
        self.check_level(claim)
    }

    fn check_pages(&self, claim: &Claim) -> Result<(), DocumentError> {
        let sources = claim.sources.iter().chain(&claim.superseded);
        let cited = sources.map(|source| (&source.page, &source.says));
        let contested = claim
            .contested
            .iter()
            .map(|contest| (&contest.page, &contest.says));
        for (page, says) in cited.chain(contested) {
            if !self.pages.contains_key(page) {
                let problem = format!("cites the page `{page}`, which is not listed");
                return Err(self.error(
                    &claim.id,
                    &problem,
                    "add it under `pages`, or cite a listed one",
                ));
            }
            if says.trim().is_empty() {
                let problem = format!("does not say what the page `{page}` says");
                return Err(self.error(&claim.id, &problem, "write it under `says`"));
            }
        }
        let standing = |source: &Source| self.pages[&source.page].standing;
        if claim
            .superseded
            .iter()
            .any(|source| standing(source) != Standing::Superseded)
        {
            return Err(self.error(
                &claim.id,
                "lists a current page under `superseded`",
                "a current page that disagrees belongs under `contested`",
            ));
        }
        Ok(())
    }

    fn check_level(&self, claim: &Claim) -> Result<(), DocumentError> {
        let standings = claim
            .sources
            .iter()
            .map(|source| self.pages[&source.page].standing);
        let standings: Vec<_> = standings.collect();
        let fits = match claim.level {
            Level::Required => standings.contains(&Standing::Endpoint),
            Level::Expected => standings
                .iter()
                .any(|standing| *standing != Standing::Superseded),
            Level::Observed => true,
        };
        if fits {
            return Ok(());
        }
        let (problem, mend) = match claim.level {
            Level::Required => (
                "is required without a source on an endpoint's page",
                "cite one, or call it `expected`",
            ),
            _ => (
                "is expected and rests on superseded sources only",
                "cite a current page, or call it `observed`",
            ),
        };
        Err(self.error(&claim.id, problem, mend))
    }

    fn check_left_out(&self, entry: &LeftOut) -> Result<(), DocumentError> {
        if entry.fact.trim().is_empty() || entry.reason.trim().is_empty() {
            return Err(self.error(
                "left_out",
                "has an entry without fact or reason",
                "state both",
            ));
        }
        Ok(())
    }

    fn error(&self, entry: &str, problem: &str, mend: &str) -> DocumentError {
        DocumentError::new(&self.file, format!(" claim `{entry}`"), problem, mend)
    }
}

/// Lower-case words joined by `-`, in parts joined by `/`, at least two.
fn well_formed(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    id.contains('/') && id.split('/').all(part)
}
