//! The documented lifecycle as a reference model: two states, three operations, and what each
//! answers where.

use std::collections::BTreeSet;

use crate::contract::Operation;
use crate::scenario::Status;

/// The claims that make up the lifecycle. What else a server owes, the scenarios check.
pub const CLAIMS: &[&str] = &[
    "pause/200",
    "pause/200/body",
    "pause/200/id",
    "pause/200/status",
    "pause/repeat",
    "pause/effect/listed",
    "pause/effect/only-that",
    "resume/200",
    "resume/200/body",
    "resume/200/id",
    "resume/200/status",
    "resume/repeat",
    "resume/after-pausing",
    "resume/effect/listed",
    "resume/effect/only-that",
    "list/200",
    "list/200/body",
    "list/200/data",
    "list/filter/status",
    "list/filter/every-page",
    "list/filter/complete",
    "list/paging/complete",
    "list/paging/exactly-once",
    "errors/refused/unchanged",
    "errors/status",
    "errors/409/code",
    "errors/envelope/body",
    "errors/envelope/error",
    "errors/envelope/code",
];

/// The claims that calls bear on which overlap: two that are under way at the same time may also
/// be taken for one another.
pub const OVERLAPPING: [&str; CLAIMS.len() + 1] = {
    let mut claims = ["request-ids/unique"; CLAIMS.len() + 1];
    let mut index = 0;
    while index < CLAIMS.len() {
        claims[index] = CLAIMS[index];
        index += 1;
    }
    claims
};

/// One thing to do. Sandboxes go by their place among the given ones, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// List the sandboxes, of one status or of any.
    List(Option<Wanted>),
    /// Bring a sandbox to a status.
    Bring(usize, Wanted),
}

/// A status that a list is filtered by, and that pause and resume lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// `running`
    Running,
    /// `paused`
    Paused,
}

/// What a conforming server may answer to a move, and the claims that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The criterion, as a scenario words it.
    pub criterion: &'static str,
    /// The claims that it rests on.
    pub claims: &'static [&'static str],
}

impl Promise {
    /// What may be answered to a call that others overlap, seen by itself: whether a conflict
    /// has its reason, all calls together tell. Repeated is a call that leads to where the sandbox
    /// is, whichever of the others comes first.
    pub fn overlapping(step: Move, repeated: bool) -> Self {
        let change = "$statusCode == 200 || $statusCode == 409";
        let (criterion, claims): (_, &'static [&'static str]) = match (step, repeated) {
            (Move::List(_), _) => ("$statusCode == 200", &["list/200"]),
            (Move::Bring(_, Wanted::Paused), true) => (change, &["pause/repeat"]),
            (Move::Bring(_, Wanted::Paused), false) => (change, &["pause/200"]),
            (Move::Bring(_, Wanted::Running), true) => (change, &["resume/repeat"]),
            (Move::Bring(_, Wanted::Running), false) => (change, &["resume/200"]),
        };
        Promise { criterion, claims }
    }
}

/// The states of the given sandboxes, and which of them were paused by a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    states: Vec<Wanted>,
    paused_by_call: BTreeSet<usize>,
}

impl Model {
    /// The given sandboxes as they are, before any call.
    pub fn of(states: Vec<Wanted>) -> Self {
        Model {
            states,
            paused_by_call: BTreeSet::new(),
        }
    }

    /// All of them in one state.
    pub fn all(state: Wanted, sandboxes: usize) -> Self {
        Model::of(vec![state; sandboxes])
    }

    /// The state of a sandbox.
    pub fn state(&self, sandbox: usize) -> Option<Wanted> {
        self.states.get(sandbox).copied()
    }

    /// The states of all.
    pub fn states(&self) -> &[Wanted] {
        &self.states
    }

    /// What the documentation promises of a move from here. Whether a repeated change is
    /// answered with success or with a conflict is left to the server.
    pub fn promise(&self, step: Move) -> Promise {
        let (sandbox, wanted) = match step {
            Move::List(_) => {
                return Promise {
                    criterion: "$statusCode == 200",
                    claims: &["list/200"],
                };
            }
            Move::Bring(sandbox, wanted) => (sandbox, wanted),
        };
        let repeated = self.state(sandbox) == Some(wanted);
        let (criterion, claims): (_, &'static [&'static str]) = match (wanted, repeated) {
            (Wanted::Paused, true) => (
                "$statusCode == 200 || $statusCode == 409",
                &["pause/repeat"],
            ),
            (Wanted::Running, true) => (
                "$statusCode == 200 || $statusCode == 409",
                &["resume/repeat"],
            ),
            (Wanted::Paused, false) => ("$statusCode == 200", &["pause/200"]),
            (Wanted::Running, false) if self.paused_by_call.contains(&sandbox) => (
                "$statusCode == 200",
                &["resume/200", "resume/after-pausing"],
            ),
            (Wanted::Running, false) => ("$statusCode == 200", &["resume/200"]),
        };
        Promise { criterion, claims }
    }

    /// The model after a move that was answered as promised. A conflict changes nothing, and
    /// says that the sandbox is there already.
    pub fn after(mut self, step: Move) -> Self {
        if let Move::Bring(sandbox, wanted) = step
            && let Some(state) = self.states.get_mut(sandbox)
        {
            if wanted == Wanted::Paused && *state != wanted {
                self.paused_by_call.insert(sandbox);
            }
            *state = wanted;
        }
        self
    }
}

impl Move {
    /// The operation that it calls.
    pub fn operation(self) -> Operation {
        match self {
            Move::List(_) => Operation::List,
            Move::Bring(_, Wanted::Paused) => Operation::Pause,
            Move::Bring(_, Wanted::Running) => Operation::Resume,
        }
    }

    /// The sandbox that it changes.
    pub fn sandbox(self) -> Option<usize> {
        match self {
            Move::List(_) => None,
            Move::Bring(sandbox, _) => Some(sandbox),
        }
    }
}

impl Wanted {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Wanted::Running => Wanted::Paused,
            Wanted::Paused => Wanted::Running,
        }
    }

    /// The status as the wire spells it.
    pub fn as_str(self) -> &'static str {
        Status::from(self).as_str()
    }

    /// The status of that name.
    pub fn named(status: &str) -> Option<Self> {
        [Wanted::Running, Wanted::Paused]
            .into_iter()
            .find(|wanted| wanted.as_str() == status)
    }
}

impl From<Wanted> for Status {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Running => Status::Running,
            Wanted::Paused => Status::Paused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Wanted::{Paused, Running};

    fn claims(model: &Model, step: Move) -> &'static [&'static str] {
        model.promise(step).claims
    }

    #[test]
    fn it_knows_the_two_states_and_what_a_call_has_done() {
        let model = Model::all(Running, 2);
        assert_eq!(claims(&model, Move::Bring(0, Paused)), ["pause/200"]);
        assert_eq!(claims(&model, Move::Bring(0, Running)), ["resume/repeat"]);
        let model = model.after(Move::Bring(0, Paused)).after(Move::List(None));
        assert_eq!(model.states(), [Paused, Running]);
        assert_eq!(claims(&model, Move::Bring(0, Paused)), ["pause/repeat"]);
        assert_eq!(
            claims(&model, Move::Bring(0, Running)),
            ["resume/200", "resume/after-pausing"]
        );
        let found = Model::all(Paused, 1);
        assert_eq!(claims(&found, Move::Bring(0, Running)), ["resume/200"]);
    }

    #[test]
    fn both_answers_to_a_repetition_are_legal() {
        let criterion = |step| Model::all(Paused, 1).promise(step).criterion;
        assert_eq!(
            criterion(Move::Bring(0, Paused)),
            "$statusCode == 200 || $statusCode == 409"
        );
        assert_eq!(criterion(Move::Bring(0, Running)), "$statusCode == 200");
    }
}
