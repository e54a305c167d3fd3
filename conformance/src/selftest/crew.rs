//! Trying many servers at once.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use super::subject::Subject;
use super::trial::{Caller, Error, Setup, Trial};

/// How many trials take turns on one thread: while one waits, another goes on.
const AT_ONCE: usize = 4;

/// All trials, in the order they were asked for.
#[derive(Debug)]
pub(crate) struct Tried {
    pub(crate) trials: Vec<Trial>,
    pub(crate) took: Duration,
}

/// Servers of which each is taken by one thread.
struct Queue<'q> {
    subjects: &'q [Subject],
    next: AtomicUsize,
}

/// Tries all servers, on so many threads.
///
/// # Errors
///
/// Where a server cannot be made, or the client for it.
pub(crate) fn try_all(
    setup: &Setup<'_>,
    subjects: &[Subject],
    jobs: NonZero<usize>,
) -> Result<Tried, Error> {
    let began = Instant::now();
    let queue = Queue {
        subjects,
        next: AtomicUsize::new(0),
    };
    let worked = thread::scope(|scope| {
        let jobs = jobs.get().min(subjects.len());
        let workers = (0..jobs).map(|_| scope.spawn(|| work(setup, &queue)));
        let workers: Vec<_> = workers.collect();
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.collect::<Result<Vec<_>, _>>()
    });
    let mut trials: Vec<_> = worked?.into_iter().flatten().collect();
    trials.sort_by_key(|(place, _)| *place);
    Ok(Tried {
        trials: trials.into_iter().map(|(_, trial)| trial).collect(),
        took: began.elapsed(),
    })
}

/// What one thread does: it has a runtime and a caller of its own.
fn work(setup: &Setup<'_>, queue: &Queue<'_>) -> Result<Vec<(usize, Trial)>, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let caller = Caller::new()?;
    let turns = (0..AT_ONCE).map(|_| take_turns(setup, queue, &caller));
    let done = runtime.block_on(join_all(turns));
    let done = done.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(done.into_iter().flatten().collect())
}

async fn take_turns(
    setup: &Setup<'_>,
    queue: &Queue<'_>,
    caller: &Caller,
) -> Result<Vec<(usize, Trial)>, Error> {
    let mut done = Vec::new();
    while let Some((place, subject)) = queue.take() {
        done.push((place, setup.try_on(subject, caller).await?));
    }
    Ok(done)
}

impl Queue<'_> {
    fn take(&self) -> Option<(usize, Subject)> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        Some((place, *self.subjects.get(place)?))
    }
}
