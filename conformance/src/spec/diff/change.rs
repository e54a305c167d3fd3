//! One change, and what it does to whom.

use serde::Serialize;

use super::super::finding::Spot;

/// What a change does to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing that a program notices.
    Neutral,
    /// There is more than before; what worked goes on working.
    Additive,
    /// What worked may not work any more.
    Breaking,
}

impl Effect {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Effect::Neutral => "neutral",
            Effect::Additive => "additive",
            Effect::Breaking => "breaking",
        }
    }
}

/// An effect, and why it is that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The effect.
    pub effect: Effect,
    /// Why.
    pub because: String,
}

impl Judged {
    pub(super) fn new(effect: Effect, because: impl Into<String>) -> Self {
        Judged {
            effect,
            because: because.into(),
        }
    }

    pub(super) fn breaking(because: &str) -> Self {
        Judged::new(Effect::Breaking, because)
    }

    pub(super) fn additive(because: &str) -> Self {
        Judged::new(Effect::Additive, because)
    }

    pub(super) fn neutral(because: &str) -> Self {
        Judged::new(Effect::Neutral, because)
    }
}

/// One change of a description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of change it is: a stable word.
    pub id: String,
    /// The file that holds the place: the new one, or the old one where something went.
    pub file: String,
    /// Where in the file.
    #[serde(flatten)]
    pub spot: Spot,
    /// The same place as a JSON pointer.
    pub pointer: String,
    /// Method and path of the operation that alone has it; none where several share it.
    pub operation: Option<String>,
    /// What changed, in words.
    pub what: String,
    /// What it does to those who call the API.
    pub callers: Judged,
    /// What it does to those who use the crate.
    pub users: Judged,
}
