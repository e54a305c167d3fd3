//! Either way to explore.

use super::explorer::Explorer;
use super::found::Found;
use super::together::Overlapper;
use crate::judge::{Judge, Verdict};
use crate::recording::Recording;
use crate::replay::{Guide, Next};

/// Explores by sequences or by rounds.
#[derive(Debug)]
pub enum AnyExplorer<'j> {
    /// One call after another.
    OneAtATime(Explorer<'j>),
    /// Several clients at the same time.
    Together(Overlapper<'j>),
}

impl AnyExplorer<'_> {
    /// What the lifecycle is found to be.
    pub fn verdict(&self, recording: &Recording) -> Verdict {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.verdict(recording),
            AnyExplorer::Together(overlapper) => overlapper.verdict(recording),
        }
    }

    /// What it is found to be by another contract, or at another level.
    pub fn verdict_by(&self, judge: &Judge<'_>, recording: &Recording) -> Verdict {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.verdict_by(judge, recording),
            AnyExplorer::Together(overlapper) => overlapper.verdict_by(judge, recording),
        }
    }

    /// Whether no list tells the status of any given sandbox.
    pub fn knows_no_sandbox(&self) -> bool {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.knows_no_sandbox(),
            AnyExplorer::Together(overlapper) => overlapper.knows_no_sandbox(),
        }
    }

    /// What is wrong with this program, if that ended it.
    pub fn fault(&self) -> Option<&str> {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.fault(),
            AnyExplorer::Together(overlapper) => overlapper.fault(),
        }
    }

    /// What was found to break a claim, if something did.
    pub fn found(&self) -> Option<Found> {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.found(),
            AnyExplorer::Together(overlapper) => overlapper.found(),
        }
    }
}

impl Guide for AnyExplorer<'_> {
    fn next(&mut self, so_far: &Recording, left: u32) -> Option<Next> {
        match self {
            AnyExplorer::OneAtATime(explorer) => explorer.next(so_far, left),
            AnyExplorer::Together(overlapper) => overlapper.next(so_far, left),
        }
    }
}
