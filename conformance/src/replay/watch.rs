//! Being told of a run while it goes on.

use std::fmt::Debug;
use std::rc::Rc;

use super::call::Call;
use super::session::Session;
use crate::recording::{Attempt, Request, Wait};

/// Is told of what a run does, when it does it. Keys are placeholders in all of it.
pub trait Watch: Debug {
    /// A scenario begins: its address, its place among all from 1, and how many there are,
    /// where that is known.
    fn begins(&self, _address: &str, _place: usize, _of: Option<usize>) {}

    /// A call was tried.
    fn tried(&self, _tried: &Tried<'_>) {}

    /// A wait begins.
    fn waits(&self, _wait: &Wait) {}
}

/// A call that was tried, and what came of it.
#[derive(Clone, Debug)]
pub struct Tried<'t> {
    /// The number of the call, from 1.
    pub number: u32,
    /// The step that made it.
    pub step: &'t str,
    /// What was sent.
    pub request: Request,
    /// What came back, and how long that took.
    pub attempt: &'t Attempt,
}

impl Session<'_> {
    /// Has somebody told of the run while it goes on.
    pub fn watched_by(self, watch: Rc<dyn Watch>) -> Self {
        Session {
            watch: Some(watch),
            ..self
        }
    }

    pub(super) fn tell_begin(&self, address: &str, place: usize, of: Option<usize>) {
        if let Some(watch) = &self.watch {
            watch.begins(address, place, of);
        }
    }

    pub(super) fn tell_tried(&self, number: u32, call: &Call, attempt: &Attempt) {
        let Some(watch) = &self.watch else { return };
        watch.tried(&Tried {
            number,
            step: &call.step,
            request: Request {
                method: call.method.clone(),
                target: call.target.clone(),
                headers: call.headers.clone(),
            },
            attempt,
        });
    }

    pub(super) fn tell_wait(&self, wait: &Wait) {
        if let Some(watch) = &self.watch {
            watch.waits(wait);
        }
    }
}
