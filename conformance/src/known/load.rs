//! Reading a file of known deviations.

use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_saphyr::{Location, Spanned};

use super::model::{Deviation, Known, Scope};
use crate::contract::{Claims, DocumentError, Level, parse_document, read_document};
use crate::scenario::{Scenario, Selection};

/// What a draft says where somebody has to say something.
pub(super) const TODO: &str = "TODO";

/// What to do about entries that were drafted and that nobody has finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// They are an error.
    Refuse,
    /// They are kept apart: a new draft is about to be written.
    Keep,
}

/// Broken claims that are put up with for a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "KnownDeviations")]
pub(crate) struct KnownFile {
    /// The deviations.
    #[schemars(with = "Vec<Entry>")]
    deviations: Vec<Spanned<Entry>>,
}

/// A claim that is known to be broken. What is missing is told by its reader, in full.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Deviation")]
struct Entry {
    /// The claim that is broken.
    #[schemars(required, with = "String")]
    claim: Option<String>,
    /// The scenarios that show it, as on the command line; without it, everywhere.
    scope: Option<OneOrMore>,
    /// Why it is put up with.
    #[schemars(required, with = "String")]
    reason: Option<String>,
    /// Where it is dealt with.
    ticket: Option<String>,
    /// The last day on which it is put up with.
    #[schemars(required, with = "String", extend("format" = "date"))]
    expires: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum OneOrMore {
    One(String),
    More(#[schemars(length(min = 1))] Vec<String>),
}

/// Reads one entry, and knows where it stands.
struct Reader<'r> {
    file: &'r str,
    place: String,
    claims: &'r Claims,
    scenarios: &'r [Scenario],
}

impl Known {
    /// Reads known deviations, and checks them against the claims and the scenarios that there
    /// are.
    ///
    /// # Errors
    ///
    /// Names the file, the place in it and the mend where it cannot be read, or where an entry
    /// has no reason or expiry, names a claim or a scenario that there is not, or stands twice.
    pub fn load(
        path: &Path,
        claims: &Claims,
        scenarios: &[Scenario],
        unfinished: Unfinished,
    ) -> Result<Self, DocumentError> {
        let file = path.display().to_string();
        Known::parse(&read_document(path)?, &file, claims, scenarios, unfinished)
    }

    /// Reads the text of a file, which messages name as given.
    ///
    /// # Errors
    ///
    /// As for [`Known::load`].
    pub fn parse(
        text: &str,
        file: &str,
        claims: &Claims,
        scenarios: &[Scenario],
        unfinished: Unfinished,
    ) -> Result<Self, DocumentError> {
        let parsed: KnownFile = parse_document(text, file).map_err(|error| DocumentError {
            mend: "correct it there; `--known FILE --write` drafts a file of the right form"
                .to_owned(),
            ..error
        })?;
        let mut known = Known::default();
        for entry in parsed.deviations {
            let reader = Reader {
                file,
                place: place(entry.referenced),
                claims,
                scenarios,
            };
            let is_draft = entry.value.is_unfinished();
            if is_draft && unfinished == Unfinished::Refuse {
                return Err(reader.error(
                    &format!("is a draft still: it says {TODO}"),
                    "say why the deviation is put up with, name its ticket or remove that line",
                ));
            }
            let deviation = reader.deviation(entry.value)?;
            known.refuse_twice(&reader, &deviation)?;
            match is_draft {
                true => known.unfinished.push(deviation),
                false => known.deviations.push(deviation),
            }
        }
        Ok(known)
    }

    fn refuse_twice(&self, reader: &Reader<'_>, new: &Deviation) -> Result<(), DocumentError> {
        let mut before = self.deviations.iter().chain(&self.unfinished);
        match before.find(|earlier| earlier.claim == new.claim && earlier.scope.is(&new.scope)) {
            None => Ok(()),
            Some(earlier) => Err(reader.error(
                &format!(
                    "stands twice: the claim `{}` has the same scope at {}",
                    new.claim, earlier.place
                ),
                "keep one of the two entries",
            )),
        }
    }
}

impl Entry {
    fn is_unfinished(&self) -> bool {
        let texts = [&self.reason, &self.ticket, &self.expires];
        let mut texts = texts.into_iter().flatten();
        texts.any(|text| text.trim_start().starts_with(TODO))
    }
}

impl Reader<'_> {
    fn deviation(&self, entry: Entry) -> Result<Deviation, DocumentError> {
        let claim = self.said(entry.claim, "claim", "name the claim that is broken")?;
        self.claims.require(&claim, self.file, &self.place)?;
        self.can_occur(&claim)?;
        let reason = self.said(
            entry.reason,
            "reason",
            "say why the deviation is put up with",
        )?;
        let expires = self.said(
            entry.expires,
            "expiry",
            "give the last day on which it is put up with, such as `expires: 2027-01-31`",
        )?;
        Ok(Deviation {
            claim,
            scope: self.scope(entry.scope)?,
            reason,
            ticket: entry.ticket.filter(|ticket| !ticket.trim().is_empty()),
            expires: self.date(&expires)?,
            place: format!("{}:{}", self.file, self.place),
        })
    }

    /// Refuses a claim that is never found to be broken: its entry would match nothing for ever.
    fn can_occur(&self, claim: &str) -> Result<(), DocumentError> {
        let why = match self.claims.get(claim) {
            Some(claim) if claim.untestable.is_some() => "which no run can test",
            Some(claim) if claim.level == Level::Observed => "which is only observed",
            _ => return Ok(()),
        };
        let problem = format!("names the claim `{claim}`, {why} and so fails none");
        Err(self.error(&problem, "remove the entry"))
    }

    /// What an entry cannot do without.
    fn said(&self, text: Option<String>, what: &str, mend: &str) -> Result<String, DocumentError> {
        text.filter(|text| !text.trim().is_empty())
            .ok_or_else(|| self.error(&format!("has no {what}"), mend))
    }

    fn date(&self, text: &str) -> Result<Date, DocumentError> {
        text.trim().parse().map_err(|_| {
            self.error(
                &format!("expires on `{text}`, which is no day"),
                "give a day that there is, such as `expires: 2027-01-31`",
            )
        })
    }

    fn scope(&self, scope: Option<OneOrMore>) -> Result<Scope, DocumentError> {
        let patterns = match scope {
            None => Vec::new(),
            Some(OneOrMore::One(pattern)) => vec![pattern],
            Some(OneOrMore::More(patterns)) if patterns.is_empty() => {
                return Err(self.error(
                    "has a scope without a scenario",
                    "name scenarios, or leave `scope` out to mean all of them",
                ));
            }
            Some(OneOrMore::More(patterns)) => patterns,
        };
        let selection = Selection::parse(&patterns);
        let checked = selection.and_then(|selection| {
            selection.apply(self.scenarios)?;
            Ok(selection)
        });
        match checked {
            Ok(selection) => Ok(Scope {
                patterns,
                selection,
            }),
            Err(error) => Err(self.error(&error.problem(), &error.mend())),
        }
    }

    fn error(&self, problem: &str, mend: &str) -> DocumentError {
        DocumentError::new(self.file, self.place.clone(), problem, mend)
    }
}

impl Scope {
    /// Whether another one has the same words.
    fn is(&self, other: &Scope) -> bool {
        let sorted = |scope: &Scope| {
            let mut patterns = scope.patterns.clone();
            patterns.sort();
            patterns
        };
        sorted(self) == sorted(other)
    }
}

fn place(location: Location) -> String {
    format!("{}:{}", location.line(), location.column())
}
