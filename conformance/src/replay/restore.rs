//! Putting back what a run left behind that ended without doing it itself.

use std::collections::BTreeMap;

use super::interrupt::Interrupted;
use super::opening::Shown;
use super::session::Session;
use crate::printable::printable;
use crate::recording::{Exchange, Given, Recording, Unready};
use crate::state::Expectations;

/// What came of putting sandboxes back.
#[derive(Debug)]
pub struct Restored {
    /// Every call. What the sandboxes were found in is what they are to be put back to.
    pub recording: Recording,
    /// What became of every sandbox, in the order they were asked for.
    pub fates: Vec<(Given, Fate)>,
}

/// What became of one sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was in its status already, as a list shows.
    AsItWas,
    /// It was paused or resumed, and a list shows it so.
    PutBack,
    /// It is not as it was, or nobody can tell.
    Left(
        /// Why.
        String,
    ),
    /// It is nothing that can be paused or resumed any more.
    Beyond(
        /// Why.
        String,
    ),
}

impl Session<'_> {
    /// Puts sandboxes back to the status in which they were found once. Lists are read first,
    /// and only what they show in another status is paused or resumed.
    ///
    /// # Errors
    ///
    /// Where the server cannot be reached, refuses the key or is something else, and where
    /// nothing was changed before an interruption.
    pub async fn restore(mut self, borrowed: &[Given]) -> Result<Restored, Unready> {
        let mut recording = Recording {
            base_url: self.base_url(),
            started_at: jiff::Timestamp::now().to_string(),
            given: borrowed.to_vec(),
            ..Recording::default()
        };
        let ids: Vec<String> = borrowed.iter().map(|given| given.id.clone()).collect();
        self.given = ids.clone();
        self.greet(&mut recording.opening).await?;
        // The last call of a process that was killed may still be on its way.
        self.sleep(self.options.settle).await?;
        self.let_lists_learn(&mut recording.opening).await?;
        let shown = self.find(&ids, &mut recording.opening).await?;
        let mut fates: BTreeMap<&str, Fate> = BTreeMap::new();
        let mut movable = Vec::new();
        for given in borrowed {
            match beyond_reach(&shown, given) {
                Some(fate) => drop(fates.insert(&given.id, fate)),
                None => movable.push(given.clone()),
            }
        }
        let closing = &mut recording.closing;
        fates.extend(self.move_back(borrowed, &movable, &shown, closing).await);
        let fate = |given: &Given| fates.get(given.id.as_str()).cloned();
        let left = || Fate::Left("it was not looked at".to_owned());
        let fates = borrowed
            .iter()
            .map(|given| (given.clone(), fate(given).unwrap_or_else(left)))
            .collect();
        Ok(Restored { recording, fates })
    }

    /// Asks for so many lists, where changes may take a moment to reach them, that the next one
    /// is not behind by a number of calls.
    async fn let_lists_learn(&mut self, calls: &mut Vec<Exchange>) -> Result<(), Interrupted> {
        if self.options.settle.is_zero() {
            return Ok(());
        }
        // The greeting was one, and what comes next is another.
        for _ in 2..self.options.patience.least_looks {
            calls.push(self.first_list(self.page_size).await?);
        }
        Ok(())
    }

    async fn move_back<'b>(
        &mut self,
        borrowed: &'b [Given],
        movable: &[Given],
        shown: &Shown,
        calls: &mut Vec<Exchange>,
    ) -> BTreeMap<&'b str, Fate> {
        let status = |given: &Given| shown.status(&given.id);
        let statuses: Vec<_> = movable
            .iter()
            .map(|given| (given.id.as_str(), status(given)))
            .collect();
        let seen = statuses.iter().map(|(id, status)| (*id, status.as_deref()));
        self.expectations = Expectations::found(seen);
        for given in movable {
            let found = given.found.clone().unwrap_or_default();
            if status(given) != given.found {
                self.standing.displace(&given.id, &found);
            }
            self.found.insert(given.id.clone(), found);
        }
        let before = calls.len();
        let left = match movable.is_empty() {
            true => Vec::new(),
            false => self.put_back(movable, calls).await,
        };
        self.standing
            .back_but(left.iter().map(|left| left.id.as_str()));
        let moved = |id: &str| {
            let mut calls = calls[before..].iter();
            calls.any(|call| call.sandbox.as_deref() == Some(id))
        };
        let fate = |given: &Given| {
            if let Some(left) = left.iter().find(|left| left.id == given.id) {
                Fate::Left(left.because.clone())
            } else if !self.confirmed(given) {
                Fate::Left("no list shows it so".to_owned())
            } else if moved(&given.id) {
                Fate::PutBack
            } else {
                Fate::AsItWas
            }
        };
        let movable = |given: &&Given| movable.iter().any(|other| other.id == given.id);
        borrowed
            .iter()
            .filter(movable)
            .map(|given| (given.id.as_str(), fate(given)))
            .collect()
    }

    /// Whether a list has shown a sandbox in the status that it was found in.
    fn confirmed(&self, given: &Given) -> bool {
        let mut sandboxes = self.expectations.sandboxes();
        let known = sandboxes.find(|(id, _)| *id == given.id);
        known.is_some_and(|(_, expected)| expected.confirmed && expected.status == given.found)
    }
}

/// Why a sandbox can be neither paused nor resumed; none where it can.
fn beyond_reach(shown: &Shown, given: &Given) -> Option<Fate> {
    match shown.status(&given.id).as_deref() {
        Some("running" | "paused") => None,
        Some(other) => Some(Fate::Beyond(format!(
            "it is {}, and only running and paused sandboxes can be put back",
            printable(other)
        ))),
        None => Some(match shown.tells(&given.id) {
            Ok(()) => Fate::Beyond("no list shows it any more, under any status".to_owned()),
            Err(why) => Fate::Left(why),
        }),
    }
}
