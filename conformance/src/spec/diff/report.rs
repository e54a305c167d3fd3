//! How a comparison is told: as text, as JSON, as Markdown.

use serde::Serialize;

use super::change::{Change, Effect};
use crate::printable::printable;
use crate::spec::{Release, Step};

/// Everything that a comparison comes to.
#[derive(Debug, Serialize)]
pub struct DiffReport {
    /// The old description, as it was named.
    pub old: String,
    /// The new one.
    pub new: String,
    /// Every change.
    pub changes: Vec<Change>,
    /// The step that the version of the crate has to take.
    pub step: Step,
    /// The versions, where both are known.
    pub release: Option<Release>,
}

impl DiffReport {
    /// As text, a change in three lines; what breaks most stands first.
    pub fn text(&self) -> String {
        let mut told = String::new();
        for change in self.by_weight() {
            let operation = change.operation.as_deref();
            let operation = operation
                .map(|label| format!("{label}: "))
                .unwrap_or_default();
            told += &format!(
                "{}:{}:{}: {}: {operation}{}\n  callers: {} ({})\n  users:   {} ({})\n",
                printable(&change.file),
                change.spot.line,
                change.spot.column,
                change.id,
                printable(&change.what),
                change.callers.effect.word(),
                printable(&change.callers.because),
                change.users.effect.word(),
                printable(&change.users.because),
            );
        }
        told + &self.counted() + "\n" + &self.verdict() + "\n"
    }

    /// As JSON, indented.
    pub fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.unwrap_or_default() + "\n"
    }

    /// As Markdown, for a pull request.
    pub fn markdown(&self) -> String {
        let mut told = format!(
            "## Changes of the description\n\n{}\n\n{}\n",
            mark(&self.counted()),
            mark(&self.verdict())
        );
        if self.changes.is_empty() {
            return told;
        }
        told += "\n| callers | users | change | where |\n| --- | --- | --- | --- |\n";
        for change in self.by_weight() {
            let place = change.operation.clone();
            let place = place.unwrap_or_else(|| change.pointer.clone());
            told += &format!(
                "| {} | {} | `{}`: {} | {} (line {}) |\n",
                cell(&change.callers),
                cell(&change.users),
                change.id,
                mark(&change.what),
                mark(&place),
                change.spot.line,
            );
        }
        told
    }

    fn by_weight(&self) -> Vec<&Change> {
        let mut changes: Vec<&Change> = self.changes.iter().collect();
        let weight = |change: &&Change| change.callers.effect.max(change.users.effect);
        changes.sort_by_key(|change| std::cmp::Reverse(weight(change)));
        changes
    }

    fn counted(&self) -> String {
        let count = |of: fn(&Change) -> Effect| {
            [Effect::Breaking, Effect::Additive, Effect::Neutral].map(|effect| {
                let number = self.changes.iter().filter(|change| of(change) == effect);
                format!("{} {}", number.count(), effect.word())
            })
        };
        if self.changes.is_empty() {
            return "nothing changed".to_owned();
        }
        let changes = match self.changes.len() {
            1 => "1 change".to_owned(),
            many => format!("{many} changes"),
        };
        format!(
            "{changes}: for callers {}; for users {}",
            count(|change| change.callers.effect).join(", "),
            count(|change| change.users.effect).join(", "),
        )
    }

    fn verdict(&self) -> String {
        let step = self.step.word();
        match &self.release {
            None => format!("the version of the crate has to take the step: {step}"),
            Some(release) if release.taken => format!(
                "the version goes from {} to {}, which takes the step: {step}",
                release.from, release.to
            ),
            Some(release) => format!(
                "the version goes from {} to {}, which does not take the step: {step}; to mend it, make it {} or later",
                release.from, release.to, release.least
            ),
        }
    }
}

fn cell(judged: &super::Judged) -> String {
    let word = match judged.effect {
        Effect::Breaking => "**breaking**",
        effect => effect.word(),
    };
    format!("{word}: {}", mark(&judged.because))
}

/// Text that ends no cell, and means nothing to a renderer but code in backticks.
fn mark(text: &str) -> String {
    let mut marked = String::new();
    let mut in_code = false;
    for character in printable(text).chars() {
        in_code ^= character == '`';
        let special = match in_code {
            true => "|",
            false => "\\|<>*_[]#@~",
        };
        if special.contains(character) {
            marked.push('\\');
        }
        marked.push(character);
    }
    marked
}
