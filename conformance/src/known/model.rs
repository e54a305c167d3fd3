//! The words of a file of known deviations.

use jiff::civil::Date;

use crate::scenario::{Scenario, Selection};

/// Everything that is known of a server beforehand.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The deviations, in the order of the file.
    pub deviations: Vec<Deviation>,
    /// Entries that were drafted and not finished yet: they set nothing aside.
    pub unfinished: Vec<Deviation>,
}

/// A claim that a server is known to break.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// The claim.
    pub claim: String,
    /// The scenarios that show it.
    pub scope: Scope,
    /// Why it is put up with.
    pub reason: String,
    /// Where it is dealt with: a URL or the number of a ticket.
    pub ticket: Option<String>,
    /// The last day on which it is put up with.
    pub expires: Date,
    /// Where its entry stands: file, line and column.
    pub place: String,
}

/// The scenarios in which a deviation is known.
#[derive(Clone, Debug)]
pub struct Scope {
    /// As the file has them; none at all mean every scenario.
    pub patterns: Vec<String>,
    /// What they choose.
    pub selection: Selection,
}

impl Deviation {
    /// Whether a claim that a scenario shows to be broken is this deviation.
    pub fn covers(&self, claim: &str, scenario: Option<&Scenario>) -> bool {
        self.claim == claim && self.scope.holds(scenario)
    }

    /// Whether it is over on that day.
    pub fn has_expired(&self, today: Date) -> bool {
        today > self.expires
    }
}

impl Scope {
    /// Whether a scenario is in it. One of which there is no file is nowhere in particular.
    pub fn holds(&self, scenario: Option<&Scenario>) -> bool {
        match scenario {
            Some(scenario) => self.selection.chooses(scenario),
            None => self.patterns.is_empty(),
        }
    }
}
