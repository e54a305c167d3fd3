//! What was done to one sandbox by calls that may overlap, and what each was answered.

use super::order::{Possible, ends};
use crate::contract::Operation;
use crate::recording::{Credential, Exchange, Overlap};
use crate::scenario::Status;

/// More acts than this are not ordered: it would take too long, and no run of this program comes
/// near it.
const MOST_ACTS: usize = 256;
/// The same for acts that are under way at one time.
const MOST_AT_ONCE: usize = 16;

/// What was done to one sandbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    acts: Vec<Act>,
}

/// One attempt to pause or resume it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The number of the exchange.
    pub exchange: u32,
    /// The status that it leads to.
    pub to: Status,
    /// What it was answered.
    pub said: Said,
    /// Its place among the acts; one that was not answered has no end.
    pub(super) place: Overlap,
}

/// What an answer says of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is done.
    Done,
    /// The sandbox was in that status already.
    Conflict,
    /// It was refused, and changed nothing.
    Refused,
    /// Nothing that could be relied on.
    Nothing,
}

impl History {
    /// Reads what overlapping calls did to a sandbox.
    pub fn read<'e>(exchanges: impl IntoIterator<Item = &'e Exchange>, sandbox: &str) -> Self {
        let own = |exchange: &&Exchange| {
            exchange.sandbox.as_deref() == Some(sandbox) && exchange.credential == Credential::Own
        };
        let acts = exchanges.into_iter().filter(own).flat_map(acts);
        History {
            acts: acts.collect(),
        }
    }

    #[cfg(test)]
    pub(super) fn of(acts: Vec<Act>) -> Self {
        History { acts }
    }

    /// The acts, in the order in which they were read.
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The states that the sandbox may be in at the end, where it was in one of some before.
    /// None where no order explains what was answered.
    pub fn ends(&self, before: Possible) -> Possible {
        if self.acts.len() > MOST_ACTS || self.most_at_once() > MOST_AT_ONCE {
            return Possible::ANY;
        }
        ends(before, &self.telling())
    }

    /// The conflicts that no order of what else was answered explains, and the history without
    /// them.
    pub fn unexplained(&self, before: Possible) -> (Vec<Act>, History) {
        let (mut sound, mut unexplained) = (self.clone(), Vec::new());
        let mut conflicts = self.telling();
        conflicts.retain(|act| act.said == Said::Conflict);
        conflicts.sort_by_key(|act| act.place.invoked);
        sound.acts.retain(|act| !conflicts.contains(act));
        for conflict in conflicts {
            sound.acts.push(conflict);
            if sound.ends(before) == Possible::NONE {
                sound.acts.pop();
                unexplained.push(conflict);
            }
        }
        (unexplained, sound)
    }

    /// The acts that bear on the state: a refusal does not, nor does a conflict that met another
    /// act on its way.
    fn telling(&self) -> Vec<Act> {
        let tells = |(index, act): &(usize, &Act)| match act.said {
            Said::Done | Said::Nothing => true,
            Said::Refused => false,
            Said::Conflict => !self.meets_another(*index, act),
        };
        let telling = self.acts.iter().enumerate().filter(tells);
        telling.map(|(_, act)| *act).collect()
    }

    fn meets_another(&self, index: usize, act: &Act) -> bool {
        let mut others = self.acts.iter().enumerate();
        others.any(|(other, met)| other != index && met.place.meets(&act.place))
    }

    fn most_at_once(&self) -> usize {
        let at = |moment: u64| {
            let under_way = |act: &&Act| (act.place.invoked..=act.place.answered).contains(&moment);
            self.acts.iter().filter(under_way).count()
        };
        let counts = self.acts.iter().map(|act| at(act.place.invoked));
        counts.max().unwrap_or(0)
    }
}

/// Every attempt of a call. One that was followed by another had no answer that counts, and
/// nothing but the beginning of the first is known of when they were made.
fn acts(exchange: &Exchange) -> Vec<Act> {
    let to = match exchange.operation {
        Operation::List => return Vec::new(),
        Operation::Pause => Status::Paused,
        Operation::Resume => Status::Running,
    };
    let Some(overlap) = exchange.overlap else {
        return Vec::new();
    };
    let act = |said: Said| Act {
        exchange: exchange.number,
        to,
        said,
        place: Overlap {
            answered: match said {
                Said::Nothing => u64::MAX,
                _ => overlap.answered.max(overlap.invoked),
            },
            ..overlap
        },
    };
    let mut acts: Vec<Act> = exchange
        .attempts
        .iter()
        .skip(1)
        .map(|_| act(Said::Nothing))
        .collect();
    acts.push(act(said(exchange.status())));
    acts
}

fn said(status: Option<u16>) -> Said {
    match status {
        Some(200..300) => Said::Done,
        Some(409) => Said::Conflict,
        None | Some(..200 | 402 | 403 | 408 | 429 | 500..) => Said::Nothing,
        Some(_) => Said::Refused,
    }
}
