//! Looking for an order that explains a history: the search of Wing and Gong, with what Lowe
//! added to it, over a sandbox with two states.

use todc_utils::{Action, History, Specification, WGLChecker};

use super::history::{Act, Said};
use crate::scenario::Status;

/// The states that a sandbox may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Possible {
    running: bool,
    paused: bool,
}

impl Possible {
    /// Nothing is known.
    pub const ANY: Possible = Possible {
        running: true,
        paused: true,
    };
    /// Nothing explains what was seen.
    pub const NONE: Possible = Possible {
        running: false,
        paused: false,
    };

    /// It is running.
    #[cfg(test)]
    pub(super) const ONLY_RUNNING: Possible = Possible {
        running: true,
        paused: false,
    };
    /// It is paused.
    #[cfg(test)]
    pub(super) const ONLY_PAUSED: Possible = Possible {
        running: false,
        paused: true,
    };

    /// What a status says that is known, or is not.
    pub fn of(status: Option<&str>) -> Self {
        let only = |wanted: Status| status.is_none_or(|status| status == wanted.as_str());
        let known = Possible {
            running: only(Status::Running),
            paused: only(Status::Paused),
        };
        match known {
            Possible::NONE => Possible::ANY,
            known => known,
        }
    }

    /// The one state that it can be in, where it is one.
    pub fn only(self) -> Option<Status> {
        match (self.running, self.paused) {
            (true, false) => Some(Status::Running),
            (false, true) => Some(Status::Paused),
            _ => None,
        }
    }

    /// The states, one by one.
    pub(super) fn each(self) -> impl Iterator<Item = Status> {
        let running = self.running.then_some(Status::Running);
        running
            .into_iter()
            .chain(self.paused.then_some(Status::Paused))
    }
}

/// What happens to a sandbox at one moment.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// It goes into a status, wherever it was.
    Goes(Status),
    /// It is seen in a status.
    Is(Status),
}

/// A sandbox that goes where it is told, and is seen where it is.
struct Sandbox;

impl Specification for Sandbox {
    type State = Option<Status>;
    type Operation = Moment;

    fn init() -> Self::State {
        None
    }

    fn apply(moment: &Moment, state: &Self::State) -> (bool, Self::State) {
        match *moment {
            Moment::Goes(status) => (true, Some(status)),
            Moment::Is(status) => (*state == Some(status), *state),
        }
    }
}

/// The states in which some order of acts ends that explains all of them.
pub(super) fn ends(before: Possible, acts: &[Act]) -> Possible {
    let leads = |last: Status| before.each().any(|first| explains(first, acts, last));
    Possible {
        running: leads(Status::Running),
        paused: leads(Status::Paused),
    }
}

/// Whether some order of acts leads from one state to another.
fn explains(first: Status, acts: &[Act], last: Status) -> bool {
    // What has no end comes to it after the sandbox was last seen: then it may have acted before
    // or not.
    let mut events = Vec::new();
    for (index, act) in acts.iter().enumerate() {
        let moment = match act.said {
            Said::Conflict => Moment::Is(act.to),
            _ => Moment::Goes(act.to),
        };
        let process = index + 1;
        // Where beginning and end have the same place, the beginning comes first.
        events.push((act.place.invoked, 0, process, Action::Call(moment)));
        events.push((act.place.answered, 1, process, Action::Response(moment)));
    }
    events.sort_by_key(|(place, end, process, _)| (*place, *end, *process));
    let (ended, open): (Vec<_>, Vec<_>) = events
        .into_iter()
        .partition(|(place, ..)| *place < u64::MAX);
    let whole = |process: usize, moment: Moment| {
        [
            (process, Action::Call(moment)),
            (process, Action::Response(moment)),
        ]
    };
    let bare = |events: Vec<(u64, u8, usize, Action<Moment>)>| {
        events
            .into_iter()
            .map(|(_, _, process, action)| (process, action))
    };
    let mut actions = Vec::new();
    actions.extend(whole(0, Moment::Goes(first)));
    actions.extend(bare(ended));
    actions.extend(whole(acts.len() + 1, Moment::Is(last)));
    actions.extend(bare(open));
    WGLChecker::<Sandbox>::is_linearizable(History::from_actions(actions))
}
