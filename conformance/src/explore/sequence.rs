//! Sequences of moves: how they are made up, and what is tried to make one shorter.

use fastrand::Rng;

use super::model::{Model, Move, Promise, Wanted};

/// Moves, with the state that all given sandboxes are brought into beforehand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sequence {
    /// What to do, in order.
    pub moves: Vec<Move>,
    /// The state that it begins with.
    pub begin: Wanted,
}

impl Sequence {
    /// A sequence of up to so many moves over so many sandboxes.
    pub fn random(rng: &mut Rng, steps: usize, sandboxes: usize) -> Self {
        let begin = wanted(rng);
        let moves = (0..rng.usize(1..=steps.max(1))).map(|_| random_move(rng, sandboxes));
        Sequence {
            moves: moves.collect(),
            begin,
        }
    }

    /// The model before its first move.
    pub fn model(&self, sandboxes: usize) -> Model {
        Model::all(self.begin, sandboxes)
    }

    /// The moves with what is known before each.
    pub fn walked(&self, sandboxes: usize) -> Vec<(Model, Move)> {
        walked(self.model(sandboxes), &self.moves)
    }

    /// The moves with what is promised of each.
    pub fn promised(&self, sandboxes: usize) -> Vec<(Promise, Move)> {
        promised(&self.walked(sandboxes))
    }

    /// The same up to a move, which is the last one then.
    pub fn up_to(&self, last: usize) -> Self {
        Sequence {
            moves: self.moves.iter().take(last + 1).copied().collect(),
            begin: self.begin,
        }
    }

    /// The same with a list at its end, which shows what was done.
    pub fn looked_at(&self) -> Self {
        let mut looked_at = self.clone();
        if looked_at.moves.last() != Some(&Move::List(None)) {
            looked_at.moves.push(Move::List(None));
        }
        looked_at
    }

    /// Simpler ones that may fail alike, the simplest first: every try is a call to somebody's
    /// server, so those come first that most often do.
    pub fn simpler(&self, sandboxes: usize) -> Vec<Self> {
        let mut simpler = Vec::new();
        let walked = self.walked(sandboxes);
        for from in (1..walked.len()).rev() {
            simpler.extend(self.from(from, &walked[from].0));
        }
        for index in (0..self.moves.len()).rev() {
            simpler.push(self.without(index));
        }
        simpler.extend(self.renumbered());
        for (index, step) in self.moves.iter().enumerate() {
            if matches!(step, Move::List(Some(_))) {
                let mut plain = self.clone();
                plain.moves[index] = Move::List(None);
                simpler.push(plain);
            }
        }
        simpler.retain(|one| !one.moves.is_empty());
        simpler
    }

    /// Only its end, begun in the state that its moves find; none where they find several.
    fn from(&self, from: usize, before: &Model) -> Option<Self> {
        let moves: Vec<Move> = self.moves.get(from..)?.to_vec();
        let mut states = moves
            .iter()
            .filter_map(|step| before.state(step.sandbox()?));
        let begin = states.next().unwrap_or(self.begin);
        states
            .all(|state| state == begin)
            .then_some(Sequence { moves, begin })
    }

    fn without(&self, index: usize) -> Self {
        let mut without = self.clone();
        without.moves.remove(index);
        without
    }

    /// The same with its sandboxes numbered in the order in which they come.
    fn renumbered(&self) -> Option<Self> {
        let mut order: Vec<usize> = Vec::new();
        for sandbox in self.moves.iter().filter_map(|step| step.sandbox()) {
            if !order.contains(&sandbox) {
                order.push(sandbox);
            }
        }
        let numbered = |step: &Move| match *step {
            Move::Bring(sandbox, wanted) => {
                let place = order.iter().position(|known| *known == sandbox);
                Move::Bring(place.unwrap_or(sandbox), wanted)
            }
            list => list,
        };
        let renumbered = Sequence {
            moves: self.moves.iter().map(numbered).collect(),
            begin: self.begin,
        };
        (renumbered != *self).then_some(renumbered)
    }
}

/// The moves with what is known before each, from a model on.
pub fn walked(model: Model, moves: &[Move]) -> Vec<(Model, Move)> {
    let mut model = model;
    let mut walked = Vec::new();
    for step in moves {
        walked.push((model.clone(), *step));
        model = model.after(*step);
    }
    walked
}

/// Moves with what is promised of each, by what is known before.
pub fn promised(walked: &[(Model, Move)]) -> Vec<(Promise, Move)> {
    let moves = walked.iter();
    moves
        .map(|(model, step)| (model.promise(*step), *step))
        .collect()
}

/// A move of any kind over so many sandboxes.
pub(super) fn random_move(rng: &mut Rng, sandboxes: usize) -> Move {
    // A list of all stands at the end anyway; pauses and resumes are what moves things.
    match rng.u8(0..8) {
        0 => Move::List(None),
        1 => Move::List(Some(wanted(rng))),
        _ => Move::Bring(rng.usize(0..sandboxes.max(1)), wanted(rng)),
    }
}

/// Either status.
pub(super) fn wanted(rng: &mut Rng) -> Wanted {
    if rng.bool() {
        Wanted::Running
    } else {
        Wanted::Paused
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Wanted::{Paused, Running};

    const LIST: Move = Move::List(None);

    fn pause(sandbox: usize) -> Move {
        Move::Bring(sandbox, Paused)
    }

    fn resume(sandbox: usize) -> Move {
        Move::Bring(sandbox, Running)
    }

    fn sequence(begin: Wanted, moves: &[Move]) -> Sequence {
        Sequence {
            moves: moves.to_vec(),
            begin,
        }
    }

    #[test]
    fn a_seed_says_it_all() {
        let made = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..20)
                .map(|_| Sequence::random(&mut rng, 6, 3))
                .collect::<Vec<_>>()
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
        assert!(made(3).iter().all(|one| (1..=6).contains(&one.moves.len())));
    }

    #[test]
    fn what_is_simpler_is_smaller() {
        let whole = sequence(
            Running,
            &[
                pause(1),
                resume(1),
                Move::List(Some(Paused)),
                pause(1),
                LIST,
            ],
        );
        let simpler = whole.simpler(2);
        assert_eq!(simpler[0], sequence(Running, &[LIST]));
        assert_eq!(simpler[1], sequence(Running, &[pause(1), LIST]));
        for one in simpler {
            let moves = |one: &Sequence| one.moves.clone();
            let smaller = one.moves.len() < whole.moves.len() || moves(&one) < moves(&whole);
            assert!(smaller, "{one:?}");
        }
    }

    #[test]
    fn an_end_begins_where_its_sandboxes_are() {
        let whole = sequence(Running, &[pause(0), resume(1), pause(0)]);
        let ends = [
            sequence(Paused, &[pause(0)]),
            // The first is paused by then and the other running: nothing begins like that.
            sequence(Running, &[pause(0), resume(1)]),
        ];
        assert_eq!(whole.simpler(2)[..2], ends);
    }
}
