//! Keeps calls within the rate limit that the server announces (page *rate-limits*).
//!
//! Every answer tells how many requests are left until when. A call takes one of them before
//! it is sent, and waits for the end of the window when none is left. Which of the calls in
//! flight an answer has counted cannot be known, so all of them are taken as not yet counted:
//! what is left is never overestimated, and exact as soon as they are answered.

mod permit;
#[cfg(test)]
mod tests;
mod window;

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use futures_util::future::{Either, select};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::time::timeout;

use crate::clock::SharedClock;
use crate::trace;

pub(crate) use permit::Permit;
use window::{Gate, State};

/// Answers that are on their way are waited for so long before the clock is asked to sleep:
/// they mostly show that there is no need to.
const SOON: Duration = Duration::from_secs(1);

/// How long a call that others wait for may go without an answer.
const LEASE: Duration = Duration::from_secs(10);

/// The pace of one client; clones of the client share it.
#[derive(Debug)]
pub(crate) struct Pacer {
    enabled: bool,
    clock: SharedClock,
    state: Mutex<State>,
    changed: Notify,
}

/// The rate limit is spent for longer than the caller would wait: for so long, or until a call
/// is answered that nobody knows when.
pub(crate) struct Spent(pub(crate) Option<Duration>);

/// How long a caller would wait.
pub(crate) trait Deadline {
    /// Whether a wait that begins at `now` may be so long.
    fn allows(&self, wait: Duration, now: SystemTime) -> bool;

    /// What is left at `now`, and `limit` at the most.
    fn within(&self, limit: Duration, now: SystemTime) -> Duration;
}

/// No deadline.
struct Endless;

impl Deadline for Endless {
    fn allows(&self, _: Duration, _: SystemTime) -> bool {
        true
    }

    fn within(&self, limit: Duration, _: SystemTime) -> Duration {
        limit
    }
}

impl Pacer {
    pub(crate) fn new(enabled: bool, clock: SharedClock) -> Self {
        Self {
            enabled,
            clock,
            state: Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Waits for a request to be left, unless the wait would be too long.
    pub(crate) async fn admit(self: &Arc<Self>, deadline: &impl Deadline) -> Result<Permit, Spent> {
        self.pass(State::admit, deadline).await
    }

    /// The same for the calls of a crowd: as long as nothing is known of the limit they go
    /// one by one, and they wait as long as it takes.
    pub(crate) async fn admit_one_of_many(self: &Arc<Self>) -> Permit {
        loop {
            let passed = self.pass(State::admit_cautiously, &Endless).await;
            if let Ok(permit) = passed {
                return permit;
            }
        }
    }

    async fn pass(
        self: &Arc<Self>,
        ask: impl Fn(&mut State, SystemTime) -> Gate,
        deadline: &impl Deadline,
    ) -> Result<Permit, Spent> {
        if !self.enabled {
            return Ok(Permit::free());
        }
        loop {
            let mut changed = pin!(self.changed.notified());
            let now = self.clock.now();
            let mut gate = ask(&mut self.state(), now);
            if !gate.is_open() {
                // Registered before another look, so that no change between the two is missed.
                changed.as_mut().enable();
                gate = ask(&mut self.state(), now);
            }
            match gate {
                Gate::Open => return Ok(Permit::new(self.clone(), false)),
                Gate::OpenToProbe => return Ok(Permit::new(self.clone(), true)),
                Gate::Behind(number) => {
                    let wait = deadline.within(LEASE, now);
                    if wait.is_zero() {
                        return Err(Spent(None));
                    }
                    if !self.changes_within(wait, changed).await && wait == LEASE {
                        self.state().give_up(number);
                    }
                }
                Gate::Wait(wait) | Gate::WaitOrChange(wait) if !deadline.allows(wait, now) => {
                    return Err(Spent(Some(wait)));
                }
                Gate::Wait(wait) => {
                    trace::paced(wait);
                    select(changed, pin!(self.clock.sleep(wait))).await;
                }
                Gate::WaitOrChange(wait) => {
                    self.changes_within(wait, changed).await;
                }
            }
        }
    }

    /// Waits for another call to be answered, and says whether one was in so long a time.
    async fn changes_within(&self, wait: Duration, mut changed: Pin<&mut Notified<'_>>) -> bool {
        if timeout(SOON, changed.as_mut()).await.is_ok() {
            return true;
        }
        trace::paced(wait);
        let slept = pin!(self.clock.sleep(wait));
        matches!(select(changed, slept).await, Either::Left(_))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
