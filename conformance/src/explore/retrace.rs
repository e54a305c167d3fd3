//! Going through a recorded exploration once more: what was decided follows from the seed and from
//! what was seen, so nothing else has to be stored.

use super::any::AnyExplorer;
use super::explorer::{Explorer, Exploring};
use super::together::Overlapper;
use crate::judge::Judge;
use crate::recording::{Explored, Recording};
use crate::replay::{Guide, Next};

/// An explorer that keeps note of what it had left.
#[derive(Debug)]
pub struct Noted<'j> {
    /// The explorer.
    pub explorer: AnyExplorer<'j>,
    /// What is to be known of it, to go through it once more.
    pub explored: Explored,
}

impl<'j> Noted<'j> {
    /// Gets ready to explore.
    pub fn new(judge: &'j Judge<'j>, asked: &Explored) -> Self {
        Noted {
            explorer: AnyExplorer::new(judge, asked),
            explored: Explored {
                left: Vec::new(),
                ..asked.clone()
            },
        }
    }
}

impl Guide for Noted<'_> {
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Next> {
        self.explored.left.push(left);
        self.explorer.next(so_far, left)
    }
}

impl<'j> AnyExplorer<'j> {
    fn new(judge: &'j Judge<'j>, asked: &Explored) -> Self {
        let exploring = Exploring {
            seed: asked.seed,
            steps: asked.steps as usize,
        };
        match asked.concurrency {
            0 | 1 => AnyExplorer::OneAtATime(Explorer::new(judge, exploring)),
            clients => AnyExplorer::Together(Overlapper::new(judge, exploring, clients as usize)),
        }
    }

    /// The explorer as it was at the end; none where what is recorded is not what it would have
    /// played: then another version of this program has explored, or by another contract.
    pub fn retraced(
        judge: &'j Judge<'j>,
        explored: &Explored,
        recording: &Recording,
    ) -> Option<Self> {
        let mut explorer = AnyExplorer::new(judge, explored);
        let mut so_far = Recording {
            scenarios: Vec::new(),
            closing: Vec::new(),
            broken_off: Vec::new(),
            waits: Vec::new(),
            ..recording.clone()
        };
        let mut played = recording.scenarios.iter();
        for left in &explored.left {
            let next = explorer.next(&so_far, *left);
            let record = played.next();
            let address = next.as_ref().map(Next::address);
            if address != record.map(|record| record.address.as_str()) {
                return None;
            }
            so_far.scenarios.extend(record.cloned());
        }
        played.next().is_none().then_some(explorer)
    }
}
