//! Changes one sandbox after the other, many at a time.

use std::collections::VecDeque;
use std::mem;
use std::num::NonZeroUsize;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{self, Either};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::error::Error;
use crate::pace::Permit;

use super::change::Change;
use super::ledger::Ledger;
use super::listing;
use super::outcome::{FleetEffect, FleetOutcome};
use super::plan::Plan;

/// Outcomes on their way to the reader, with the room that they take up until they are read.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) outcomes: VecDeque<Result<FleetOutcome, Error>>,
    room: Option<OwnedSemaphorePermit>,
}

impl Batch {
    fn push(&mut self, outcome: Result<FleetOutcome, Error>, room: OwnedSemaphorePermit) {
        self.outcomes.push_back(outcome);
        match &mut self.room {
            Some(taken) => taken.merge(room),
            None => self.room = Some(room),
        }
    }
}

/// An outcome and the room that it takes up.
type Item = (Result<FleetOutcome, Error>, OwnedSemaphorePermit);

/// Outcomes of one moment are told together: to wake a reader may cost as much as a call.
const MOMENT: Duration = Duration::from_millis(1);

/// How many times as many calls as may be in flight may be under way to the reader: in flight,
/// waiting for their moment, being read, and one lot to spare, so that the two never wait for
/// each other without need.
const AHEAD: usize = 4;

/// What changes the sandboxes. It ends when all are done with, or, once nobody reads any
/// more, with the calls that are in flight.
pub(super) struct Driver {
    client: Client,
    change: Change,
    ledger: Arc<Ledger>,
    outcomes: UnboundedSender<Batch>,
    /// Set when nobody reads any more.
    stop: CancellationToken,
    concurrency: NonZeroUsize,
    /// How far it may be ahead of the reader: a reader that stops stops the calls.
    unread: Arc<Semaphore>,
}

/// Tells the ledger that nothing more will happen, however the driver ends.
struct Closing(Arc<Ledger>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// What a start needs: a place for the outcome, and leave to send.
type Start = (OwnedSemaphorePermit, Permit);

/// What comes next.
enum Step {
    /// A call may begin.
    Start(Start),
    /// A call is done.
    Done(Item),
    /// Nobody reads any more.
    Nothing,
    /// No call is in flight, and none is to begin.
    End,
}

pub(super) async fn drive(
    plan: Plan,
    ledger: Arc<Ledger>,
    outcomes: UnboundedSender<Batch>,
    stop: CancellationToken,
) {
    let _closing = Closing(ledger.clone());
    let ahead = plan.concurrency.get().saturating_mul(AHEAD);
    let driver = Driver {
        client: plan.client,
        change: plan.change,
        ledger,
        outcomes,
        stop,
        concurrency: plan.concurrency,
        unread: Arc::new(Semaphore::new(ahead.min(Semaphore::MAX_PERMITS))),
    };
    let ledger = &driver.ledger;
    let found = listing::find(&driver.client, driver.change, plan.selection, ledger);
    // A list changes nothing, so it may be left in the middle.
    let Some(found) = driver.stop.run_until_cancelled(found).await else {
        return;
    };
    match found {
        Err(error) => driver.tell(Batch {
            outcomes: [Err(error)].into(),
            room: None,
        }),
        Ok(()) => {
            ledger.all_found();
            if plan.dry_run {
                driver.plan().await;
            } else {
                driver.change_all().await;
            }
        }
    }
}

impl Driver {
    async fn plan(&self) {
        let mut place = 0;
        while let (Some(id), Some(room)) = (self.ledger.id(place), self.room().await) {
            let result = Ok(FleetEffect::Planned);
            self.ledger.done(place, &result);
            let id = id.to_string();
            let mut batch = Batch::default();
            batch.push(Ok(FleetOutcome { id, result }), room);
            self.tell(batch);
            place += 1;
        }
    }

    async fn change_all(&self) {
        let mut in_flight = FuturesUnordered::new();
        let mut done = Batch::default();
        let mut due = Instant::now();
        let mut place = 0;
        loop {
            let next = self.ledger.id(place).filter(|_| !self.stop.is_cancelled());
            let next = next.filter(|_| in_flight.len() < self.concurrency.get());
            let step = self.step(next.is_some(), &mut in_flight);
            let step = if done.outcomes.is_empty() {
                step.await
            } else if let Ok(step) = timeout_at(due, step).await {
                step
            } else {
                self.tell(mem::take(&mut done));
                continue;
            };
            match (step, next) {
                (Step::Start(start), Some(id)) => {
                    self.ledger.started(place);
                    in_flight.push(self.make(place, id, start));
                    place += 1;
                }
                (Step::Done((outcome, room)), _) => {
                    if done.outcomes.is_empty() {
                        due = Instant::now() + MOMENT;
                    }
                    done.push(outcome, room);
                    if done.outcomes.len() >= self.concurrency.get() {
                        self.tell(mem::take(&mut done));
                    }
                }
                (Step::Nothing, _) | (Step::Start(_), None) => {}
                (Step::End, _) => break,
            }
        }
        if !done.outcomes.is_empty() {
            self.tell(done);
        }
    }

    /// What can be done next, if not now then later. Nothing is lost where it is not waited
    /// for.
    async fn step<F>(&self, wanted: bool, in_flight: &mut FuturesUnordered<F>) -> Step
    where
        F: Future<Output = Item>,
    {
        let start = async {
            // Nobody may read any more; the calls in flight are seen through.
            self.start().await.map_or(Step::Nothing, Step::Start)
        };
        if !wanted {
            in_flight.next().await.map_or(Step::End, Step::Done)
        } else if in_flight.is_empty() {
            start.await
        } else {
            match future::select(pin!(start), in_flight.next()).await {
                Either::Left((start, _)) => start,
                Either::Right((done, _)) => done.map_or(Step::End, Step::Done),
            }
        }
    }

    async fn make(&self, place: usize, id: Arc<str>, (room, permit): Start) -> Item {
        let result = self
            .change
            .make(&self.client, &id, permit, &self.stop)
            .await;
        self.ledger.done(place, &result);
        let id = id.to_string();
        (Ok(FleetOutcome { id, result }), room)
    }

    /// Everything that one more call needs; `None` if nobody reads any more.
    async fn start(&self) -> Option<Start> {
        let room = self.room().await?;
        let pacer = &self.client.transport().pacer;
        let permit = match pacer.admit_one_of_many().now_or_never() {
            Some(permit) => permit,
            None => {
                self.stop
                    .run_until_cancelled(pacer.admit_one_of_many())
                    .await?
            }
        };
        Some((room, permit))
    }

    /// A place for one more outcome that is not read yet; `None` if nobody reads any more.
    async fn room(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(room) = self.unread.clone().try_acquire_owned() {
            return Some(room);
        }
        let room = self.unread.clone().acquire_owned();
        self.stop.run_until_cancelled(room).await?.ok()
    }

    fn tell(&self, batch: Batch) {
        // If nobody reads, the ledger knows all the same.
        let _ = self.outcomes.send(batch);
    }
}
