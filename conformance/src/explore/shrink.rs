//! Towards the shortest sequence that still fails.

use std::collections::BTreeMap;

use super::sequence::Sequence;

/// What became of playing a sequence, as far as it bears on the claims in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// The claims hold, or it could not be played to its end.
    Held,
    /// One of them was broken: the sequence up to the move that showed it.
    Broke(Sequence),
}

/// A failing sequence that is being made shorter. It is asked for what to try next and told
/// what came of it.
#[derive(Debug)]
pub struct Shrink {
    best: Sequence,
    sandboxes: usize,
    /// What was tried already: on somebody's server nothing is tried twice.
    tried: BTreeMap<Sequence, Tried>,
    /// What is still to be tried, the next one last.
    ahead: Vec<Sequence>,
}

impl Shrink {
    /// Begins with a sequence that fails with its last move.
    pub fn new(failing: Sequence, sandboxes: usize) -> Self {
        let mut shrink = Shrink {
            best: failing.clone(),
            sandboxes,
            tried: BTreeMap::new(),
            ahead: Vec::new(),
        };
        shrink.take(failing);
        shrink
    }

    /// The shortest so far.
    pub fn best(&self) -> &Sequence {
        &self.best
    }

    /// What to try next; none where nothing simpler is left.
    pub fn ahead(&mut self) -> Option<Sequence> {
        loop {
            let candidate = self.ahead.pop()?;
            match self.tried.get(&candidate) {
                None => return Some(candidate),
                Some(Tried::Held) => {}
                Some(Tried::Broke(shorter)) => self.take(shorter.clone()),
            }
        }
    }

    /// What came of trying one.
    pub fn tell(&mut self, candidate: Sequence, tried: Tried) {
        if let Tried::Broke(shorter) = &tried {
            self.take(shorter.clone());
        }
        self.tried.insert(candidate, tried);
    }

    /// Goes on from here, if this is simpler.
    fn take(&mut self, failing: Sequence) {
        let size = |one: &Sequence| (one.moves.len(), one.moves.clone());
        if self.ahead.is_empty() && failing == self.best || size(&failing) < size(&self.best) {
            self.ahead = failing.simpler(self.sandboxes);
            self.ahead.reverse();
            self.best = failing;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explore::model::{Move, Wanted};

    /// Shrinks a sequence of pauses, resumes and lists for a server that fails at the first
    /// move that `fails` says.
    fn shortest(whole: &Sequence, fails: impl Fn(&Sequence, usize) -> bool) -> (Sequence, usize) {
        let first = |one: &Sequence| (0..one.moves.len()).find(|index| fails(one, *index));
        let failing = whole.up_to(first(whole).expect("it fails"));
        let mut shrink = Shrink::new(failing, 2);
        let mut tries = 0;
        while let Some(candidate) = shrink.ahead() {
            tries += 1;
            let tried = match first(&candidate) {
                Some(index) => Tried::Broke(candidate.up_to(index)),
                None => Tried::Held,
            };
            shrink.tell(candidate, tried);
        }
        (shrink.best().clone(), tries)
    }

    fn long() -> Sequence {
        use Wanted::{Paused, Running};
        let moves = [
            Move::Bring(1, Paused),
            Move::List(None),
            Move::Bring(0, Paused),
            Move::Bring(0, Running),
            Move::Bring(1, Running),
            Move::List(Some(Paused)),
            Move::Bring(0, Paused),
            Move::Bring(0, Paused),
            Move::List(None),
        ];
        Sequence {
            moves: moves.to_vec(),
            begin: Running,
        }
    }

    #[test]
    fn one_move_from_the_right_state_is_the_shortest() {
        let repeats = |one: &Sequence, index: usize| {
            let (model, step) = one.walked(2)[index].clone();
            matches!(step, Move::Bring(sandbox, Wanted::Paused) if model.state(sandbox) == Some(Wanted::Paused))
        };
        let (best, tries) = shortest(&long(), repeats);
        assert_eq!(best.moves, [Move::Bring(0, Wanted::Paused)]);
        assert_eq!(best.begin, Wanted::Paused);
        assert!(tries < 5, "{tries} tries");
    }

    #[test]
    fn what_takes_two_pauses_keeps_two() {
        let second = |one: &Sequence, index: usize| {
            let walked = one.walked(2);
            let moved = |(model, step): &(crate::explore::Model, Move)| matches!(step, Move::Bring(sandbox, Wanted::Paused) if model.state(*sandbox) == Some(Wanted::Running));
            moved(&walked[index]) && walked[..index].iter().filter(|one| moved(one)).count() == 1
        };
        let (best, tries) = shortest(&long(), second);
        let moves = [
            Move::Bring(0, Wanted::Paused),
            Move::Bring(1, Wanted::Paused),
        ];
        assert_eq!(best.moves, moves);
        assert_eq!(best.begin, Wanted::Running);
        assert!(tries < 30, "{tries} tries");
    }
}
