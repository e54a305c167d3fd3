//! Which scenarios a run plays.

use globset::{GlobBuilder, GlobMatcher};

use super::Scenario;

/// Patterns that choose scenarios. None at all choose every one, but for those that spend the
/// rate limit: these have to be allowed.
#[derive(Clone, Debug)]
pub struct Selection {
    patterns: Vec<Pattern>,
    exhausting: bool,
}

/// Why a selection is of no use: wrong usage, not a failed run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}\n  mend: {}", self.problem(), self.mend())]
pub enum SelectionError {
    /// A pattern that is no pattern.
    Malformed {
        /// As it was given.
        pattern: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A pattern that chooses nothing.
    NothingMatches {
        /// As it was given.
        pattern: String,
        /// The address that looks most like it.
        nearest: String,
    },
    /// A pattern that chooses nothing but what spends the rate limit, which is not allowed.
    NotAllowed {
        /// As it was given.
        pattern: String,
    },
}

impl SelectionError {
    /// What is wrong.
    pub fn problem(&self) -> String {
        match self {
            SelectionError::Malformed { pattern, problem } => {
                format!("`{pattern}` is not a pattern: {problem}")
            }
            SelectionError::NothingMatches { pattern, .. } => {
                format!("`{pattern}` matches no scenario")
            }
            SelectionError::NotAllowed { pattern } => {
                format!("`{pattern}` spends the rate limit of the key on purpose")
            }
        }
    }

    /// What to do about it.
    pub fn mend(&self) -> String {
        match self {
            SelectionError::Malformed { .. } => {
                "give an address like resume/unknown, an area, or a glob like 'resume/*'".to_owned()
            }
            SelectionError::NothingMatches { nearest, .. } => {
                format!("give an address, an area or a glob (the nearest address is `{nearest}`)")
            }
            SelectionError::NotAllowed { .. } => {
                "give --exhaust-rate-limit too, where nobody else depends on the key".to_owned()
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
}

impl Selection {
    /// Reads patterns: the address of a scenario, an area, the address of a step (which
    /// chooses its scenario), or a glob over addresses, in which `*` matches `/` too.
    ///
    /// # Errors
    ///
    /// Where one of them is empty or a malformed glob.
    pub fn parse(patterns: &[String]) -> Result<Self, SelectionError> {
        let patterns = patterns.iter().map(|text| Pattern::parse(text));
        Ok(Selection {
            patterns: patterns.collect::<Result<_, _>>()?,
            exhausting: false,
        })
    }

    /// The same, with scenarios that spend the rate limit on purpose, where that is allowed.
    #[must_use]
    pub fn exhausting(self, allowed: bool) -> Self {
        Selection {
            exhausting: allowed,
            ..self
        }
    }

    /// The scenarios that are chosen, in the order they stand in.
    ///
    /// # Errors
    ///
    /// Where a pattern matches none of them, or none that is allowed.
    pub fn apply<'s>(
        &self,
        scenarios: &'s [Scenario],
    ) -> Result<Vec<&'s Scenario>, SelectionError> {
        for pattern in &self.patterns {
            let mut matching = scenarios
                .iter()
                .filter(|scenario| pattern.matches(scenario))
                .peekable();
            let text = pattern.text.clone();
            if matching.peek().is_none() {
                let nearest = nearest(&text, scenarios);
                return Err(SelectionError::NothingMatches {
                    pattern: text,
                    nearest,
                });
            }
            if !matching.any(|scenario| self.allows(scenario)) {
                return Err(SelectionError::NotAllowed { pattern: text });
            }
        }
        let chosen = |scenario: &&Scenario| self.chooses(scenario);
        Ok(scenarios.iter().filter(chosen).collect())
    }

    /// Whether it chooses that scenario.
    pub fn chooses(&self, scenario: &Scenario) -> bool {
        let mut patterns = self.patterns.iter();
        let meant = self.patterns.is_empty() || patterns.any(|pattern| pattern.matches(scenario));
        meant && self.allows(scenario)
    }

    /// Whether it chooses a scenario of which no more is known than its address and those of
    /// its steps.
    pub(crate) fn names(&self, address: &str, steps: &[&str]) -> bool {
        let area = address.split('/').next().unwrap_or_default();
        let meant = |pattern: &Pattern| match &pattern.glob {
            Some(glob) => glob.is_match(address),
            None => {
                let name = pattern.text.trim_end_matches('/');
                [address, area].contains(&name) || steps.contains(&name)
            }
        };
        self.patterns.is_empty() || self.patterns.iter().any(meant)
    }

    fn allows(&self, scenario: &Scenario) -> bool {
        self.exhausting || !scenario.exhausts()
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, SelectionError> {
        let malformed = |problem: String| SelectionError::Malformed {
            pattern: text.to_owned(),
            problem,
        };
        if text.trim_matches('/').is_empty() {
            return Err(malformed("it is empty".to_owned()));
        }
        let glob = text.contains(['*', '?', '[', '{']).then(|| {
            let glob = GlobBuilder::new(text).literal_separator(false).build();
            glob.map_err(|error| malformed(error.kind().to_string()))
        });
        Ok(Pattern {
            text: text.to_owned(),
            glob: glob.transpose()?.map(|glob| glob.compile_matcher()),
        })
    }

    fn matches(&self, scenario: &Scenario) -> bool {
        match &self.glob {
            Some(glob) => glob.is_match(&scenario.address),
            None => names(scenario).any(|name| name == self.text.trim_end_matches('/')),
        }
    }
}

/// Every word that chooses a scenario: its address, its area and its steps.
fn names(scenario: &Scenario) -> impl Iterator<Item = String> {
    let area = scenario.address.split('/').next().unwrap_or_default();
    let steps = scenario.steps.iter();
    let steps = steps.map(|step| scenario.step_address(&step.id));
    [scenario.address.clone(), area.to_owned()]
        .into_iter()
        .chain(steps)
}

fn nearest(pattern: &str, scenarios: &[Scenario]) -> String {
    let names = scenarios.iter().flat_map(names);
    let likeness = |name: &String| strsim::jaro_winkler(pattern, name);
    names
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)))
        .unwrap_or_default()
}
