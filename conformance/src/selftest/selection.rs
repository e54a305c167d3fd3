//! Which servers are tried.

use globset::{GlobBuilder, GlobMatcher};

use super::subject::Subject;

/// Why a selection is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}\n  mend: {mend}")]
pub(crate) struct SelectionError {
    problem: String,
    mend: String,
}

struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
}

/// The servers that patterns choose: the name of one, a claim or how it begins (`list`,
/// `list/paging`), `legal`, `null`, or a glob over names and claims, in which `*` matches `/`
/// too. No patterns choose all.
///
/// # Errors
///
/// Where one of them is malformed or matches nothing.
pub(crate) fn choose(patterns: &[String]) -> Result<Vec<Subject>, SelectionError> {
    let all = Subject::all();
    let patterns = patterns.iter().map(|text| Pattern::parse(text));
    let patterns: Vec<_> = patterns.collect::<Result<_, _>>()?;
    for pattern in &patterns {
        if !all.iter().any(|subject| pattern.matches(*subject)) {
            return Err(pattern.nothing(&all));
        }
    }
    let chosen = |subject: &Subject| {
        patterns.is_empty() || patterns.iter().any(|pattern| pattern.matches(*subject))
    };
    Ok(all.into_iter().filter(chosen).collect())
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, SelectionError> {
        let malformed = |problem: &str| {
            SelectionError {
            problem: format!("`{text}` is not a pattern: {problem}"),
            mend: "give the name of a twin, a claim like resume/200/status, an area like resume, or a glob like 'resume/*'".to_owned(),
        }
        };
        if text.trim_matches('/').is_empty() {
            return Err(malformed("it is empty"));
        }
        let glob = text.contains(['*', '?', '[', '{']).then(|| {
            let glob = GlobBuilder::new(text).literal_separator(false).build();
            glob.map_err(|error| malformed(&error.kind().to_string()))
        });
        Ok(Pattern {
            text: text.trim_end_matches('/').to_owned(),
            glob: glob.transpose()?.map(|glob| glob.compile_matcher()),
        })
    }

    fn matches(&self, subject: Subject) -> bool {
        let mut words = words(subject);
        match &self.glob {
            Some(glob) => words.any(|word| glob.is_match(word)),
            None => words.any(|word| {
                let rest = word.strip_prefix(self.text.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }),
        }
    }

    fn nothing(&self, all: &[Subject]) -> SelectionError {
        let words = all.iter().flat_map(|subject| words(*subject));
        let likeness = |word: &&str| strsim::jaro_winkler(&self.text, word);
        let nearest = words.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        SelectionError {
            problem: format!(
                "`{}` matches neither a twin nor a claim that one breaks",
                self.text
            ),
            mend: format!(
                "give a name, a claim, an area or a glob (the nearest is `{}`; `hopx-conformance mock --list-twins` prints all twins)",
                nearest.unwrap_or_default()
            ),
        }
    }
}

/// Every word that chooses a server.
fn words(subject: Subject) -> impl Iterator<Item = &'static str> {
    [subject.name(), subject.area()]
        .into_iter()
        .chain(subject.claim())
}
