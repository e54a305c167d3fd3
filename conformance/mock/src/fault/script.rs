//! Which faults are still to come, and to whom.

use super::{Fault, Operation};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The faults that are still to come, for each operation in the order in which they were scripted.
#[derive(Debug, Default)]
pub(crate) struct Script {
    /// Whether any queue has something: all that a call looks at as long as nothing is scripted.
    active: AtomicBool,
    queues: Mutex<Queues>,
}

#[derive(Debug, Default)]
struct Queues {
    list: VecDeque<Entry>,
    pause: VecDeque<Entry>,
    resume: VecDeque<Entry>,
}

#[derive(Debug)]
struct Entry {
    fault: Arc<Fault>,
    /// How many calls it has yet to hit; all that come if there is no number.
    left: Option<usize>,
}

impl Script {
    /// Puts `fault` behind what is scripted for `operation` already.
    pub(crate) fn add(&self, operation: Operation, fault: Fault) {
        let left = fault.calls;
        if left == Some(0) {
            return;
        }
        let fault = Arc::new(fault);
        let mut queues = self.queues();
        queues.of(operation).push_back(Entry { fault, left });
        self.active.store(true, Ordering::Release);
    }

    /// The fault that hits this call of `operation`, if one does.
    pub(crate) fn take(&self, operation: Operation) -> Option<Arc<Fault>> {
        if !self.active.load(Ordering::Acquire) {
            return None;
        }
        let mut queues = self.queues();
        let fault = queues.take(operation);
        self.active.store(!queues.are_empty(), Ordering::Release);
        fault
    }

    /// How many calls are yet to be hit.
    pub(crate) fn left(&self) -> usize {
        let queues = self.queues();
        let entries = queues.all().into_iter().flatten();
        entries
            .map(|entry| entry.left.unwrap_or(usize::MAX))
            .fold(0, usize::saturating_add)
    }

    pub(crate) fn clear(&self) {
        let mut queues = self.queues();
        *queues = Queues::default();
        self.active.store(false, Ordering::Release);
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queues {
    fn of(&mut self, operation: Operation) -> &mut VecDeque<Entry> {
        match operation {
            Operation::List => &mut self.list,
            Operation::Pause => &mut self.pause,
            Operation::Resume => &mut self.resume,
        }
    }

    fn all(&self) -> [&VecDeque<Entry>; 3] {
        [&self.list, &self.pause, &self.resume]
    }

    fn are_empty(&self) -> bool {
        self.all().into_iter().all(VecDeque::is_empty)
    }

    fn take(&mut self, operation: Operation) -> Option<Arc<Fault>> {
        let queue = self.of(operation);
        let first = queue.front_mut()?;
        let fault = first.fault.clone();
        first.left = first.left.map(|left| left - 1);
        if first.left == Some(0) {
            queue.pop_front();
        }
        Some(fault)
    }
}
