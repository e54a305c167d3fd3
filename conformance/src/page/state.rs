//! What something came to, as it is shown: a colour, a sign and a word, never a colour alone.

use maud::{Markup, html};

/// What something came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// Something is wrong with it.
    Failed,
    /// Something is wrong with it, and that was known.
    Known,
    /// Nothing is wrong with it.
    Passed,
    /// Nothing can be said of it.
    Skipped,
    /// It is told, and can be neither right nor wrong.
    Observed,
}

impl State {
    /// All there are, the worst first.
    pub(crate) const ALL: [State; 5] = [
        State::Failed,
        State::Known,
        State::Passed,
        State::Skipped,
        State::Observed,
    ];

    /// Its name, in filters and styles.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Failed => "failed",
            State::Known => "known",
            State::Passed => "passed",
            State::Skipped => "skipped",
            State::Observed => "observed",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            State::Failed => "✗",
            State::Known => "≈",
            State::Passed => "✓",
            State::Skipped => "–",
            State::Observed => "○",
        }
    }

    /// A badge with these words.
    pub(crate) fn badge(self, words: &str) -> Markup {
        html! {
            span class={ "badge " (self.name()) } {
                (self.mark()) " " (words)
            }
        }
    }

    /// Its sign alone, for whoever has the words beside it.
    pub(crate) fn mark(self) -> Markup {
        html! { span class={ "sign " (self.name()) } aria-hidden="true" { (self.sign()) } }
    }
}
