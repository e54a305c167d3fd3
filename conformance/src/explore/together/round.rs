//! A round: what each of several clients calls, and what is tried to make it smaller.

use fastrand::Rng;

use super::super::document::{AREA, Workflow, document, step_name};
use super::super::model::{Move, Promise, Wanted};
use super::super::sequence::{random_move, wanted};
use crate::contract::Contract;
use crate::replay::{Concurrent, Together};
use crate::scenario::{self, LoadError};

/// Calls of several clients at the same time, with the state that all given sandboxes are
/// brought into beforehand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Round {
    /// Who calls what: the client, from 0, and what it does. Each client makes its calls in this
    /// order.
    pub calls: Vec<(usize, Move)>,
    /// The state that it begins with.
    pub begin: Wanted,
}

impl Round {
    /// A round of so many clients that make one call each at the least, and up to so many calls
    /// together.
    pub fn random(rng: &mut Rng, steps: usize, clients: usize, sandboxes: usize) -> Self {
        let begin = wanted(rng);
        // Races are about one sandbox, and what becomes of the others shows only where they are
        // left alone.
        let only = rng.bool().then(|| rng.usize(0..sandboxes.max(1)));
        let calls = rng.usize(clients..=steps.max(clients));
        let calls = (0..calls).map(|index| {
            let client = match index {
                index if index < clients => index,
                _ => rng.usize(0..clients),
            };
            let call = match (random_move(rng, sandboxes), only) {
                (Move::Bring(_, wanted), Some(only)) => Move::Bring(only, wanted),
                (call, _) => call,
            };
            (client, call)
        });
        Round {
            calls: calls.collect(),
            begin,
        }
    }

    /// How many clients make calls.
    pub fn clients(&self) -> usize {
        let mut clients: Vec<_> = self.calls.iter().map(|(client, _)| client).collect();
        clients.sort_unstable();
        clients.dedup();
        clients.len()
    }

    /// Smaller ones that may fail alike, the smallest first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut smaller = Vec::new();
        let mut sandboxes: Vec<_> = self
            .calls
            .iter()
            .filter_map(|(_, call)| call.sandbox())
            .collect();
        sandboxes.sort_unstable();
        sandboxes.dedup();
        smaller.extend(
            sandboxes
                .iter()
                .map(|only| self.keeping(|_, call| call.sandbox() == Some(*only))),
        );
        smaller.extend(
            (0..=self.most_client())
                .rev()
                .map(|without| self.keeping(|client, _| client != without)),
        );
        for without in (0..self.calls.len()).rev() {
            let mut calls = self.calls.clone();
            calls.remove(without);
            smaller.push(Round {
                calls,
                ..self.clone()
            });
        }
        let mut distinct: Vec<Round> = Vec::new();
        for one in smaller.into_iter().map(Round::renumbered) {
            if !one.calls.is_empty()
                && one.calls.len() < self.calls.len()
                && !distinct.contains(&one)
            {
                distinct.push(one);
            }
        }
        distinct.sort_by_key(|one| one.calls.len());
        distinct
    }

    /// The round as it is played, under a name.
    ///
    /// # Errors
    ///
    /// None that a round of one call or more can cause.
    pub fn together(&self, name: &str, contract: &Contract) -> Result<Together, LoadError> {
        let promised = |call: Move| (Promise::overlapping(call, self.repeats(call)), call);
        let steps = self.calls.iter().map(|(_, call)| promised(*call));
        let workflow = Workflow {
            name: name.to_owned(),
            summary: self.names().join(", "),
            begin: Some(self.begin),
            look: false,
            steps: steps.collect(),
        };
        let text = document("A round", &[workflow]);
        let mut scenarios = scenario::from_text(AREA, "round", &text, contract)?;
        let scenario = scenarios.remove(0);
        Ok(Together {
            scenario,
            clients: self.by_client(),
        })
    }

    fn names(&self) -> Vec<String> {
        let calls = self.calls.iter().enumerate();
        calls
            .map(|(index, (_, call))| step_name(index, *call))
            .collect()
    }

    /// What each client calls, by the steps that stand for it.
    fn by_client(&self) -> Vec<Vec<Concurrent>> {
        let mut clients = vec![Vec::new(); self.most_client() + 1];
        for (step, (client, call)) in self.names().into_iter().zip(&self.calls) {
            let filter = match *call {
                Move::List(filter) => filter.map(Into::into),
                Move::Bring(..) => None,
            };
            clients[*client].push(Concurrent {
                step,
                operation: call.operation(),
                nth: call.sandbox().unwrap_or_default(),
                filter,
            });
        }
        clients
    }

    /// Whether a call leads to where the sandbox is, whatever else is called.
    fn repeats(&self, call: Move) -> bool {
        let same = |other: &&(usize, Move)| other.1.sandbox() == call.sandbox();
        let all = self
            .calls
            .iter()
            .filter(same)
            .all(|(_, other)| *other == call);
        all && matches!(call, Move::Bring(_, wanted) if wanted == self.begin)
    }

    fn most_client(&self) -> usize {
        let clients = self.calls.iter().map(|(client, _)| *client);
        clients.max().unwrap_or_default()
    }

    fn keeping(&self, kept: impl Fn(usize, Move) -> bool) -> Self {
        let calls = self
            .calls
            .iter()
            .filter(|(client, call)| kept(*client, *call));
        Round {
            calls: calls.copied().collect(),
            begin: self.begin,
        }
    }

    /// The same with its clients numbered in the order in which they come.
    fn renumbered(mut self) -> Self {
        let mut order: Vec<usize> = Vec::new();
        for (client, _) in &mut self.calls {
            let known = order.iter().position(|known| known == client);
            let place = known.unwrap_or_else(|| {
                order.push(*client);
                order.len() - 1
            });
            *client = place;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Wanted::{Paused, Running};

    #[test]
    fn a_seed_says_it_all() {
        let made = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..20)
                .map(|_| Round::random(&mut rng, 6, 3, 2))
                .collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        for round in made(3) {
            assert!((3..=6).contains(&round.calls.len()));
            assert_eq!(round.clients(), 3);
        }
    }

    #[test]
    fn what_is_smaller_has_fewer_calls() {
        let calls = vec![
            (0, Move::Bring(0, Paused)),
            (1, Move::Bring(1, Paused)),
            (2, Move::Bring(0, Running)),
            (1, Move::List(None)),
        ];
        let whole = Round {
            calls,
            begin: Running,
        };
        let smaller = whole.smaller();
        assert_eq!(smaller[0].calls, [(0, Move::Bring(1, Paused))]);
        let one_sandbox = [(0, Move::Bring(0, Paused)), (1, Move::Bring(0, Running))];
        assert!(
            smaller.iter().any(|one| one.calls == one_sandbox),
            "{smaller:?}"
        );
        assert!(
            smaller
                .iter()
                .all(|one| one.calls.len() < whole.calls.len())
        );
    }
}
