//! Changes one sandbox after the other, many at a time.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::FutureExt;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::error::Error;
use crate::pace::Permit;
use crate::trace;

use super::change::Change;
use super::ledger::Ledger;
use super::listing;
use super::outcome::{FleetEffect, FleetOutcome};
use super::plan::Plan;

/// An outcome on its way to the reader, with the room that it takes up until it is read.
pub(super) type Item = (Result<FleetOutcome, Error>, Option<OwnedSemaphorePermit>);

/// How many outcomes may be in the making or unread, for each call that may be in flight: a
/// reader that stops stops the calls, and one that is only slow does not.
const AHEAD: usize = 4;

/// Tells the ledger that nothing more will happen, however it ends.
struct Closing(Arc<Ledger>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Finds the sandboxes and changes them. It ends when all are done with, or, once it is
/// stopped, with the requests that are on the wire.
pub(super) async fn drive(
    plan: Plan,
    ledger: Arc<Ledger>,
    outcomes: UnboundedSender<Item>,
    stop: CancellationToken,
) {
    let _closing = Closing(ledger.clone());
    let found = listing::find(&plan.client, plan.change, plan.selection, &ledger);
    // A list changes nothing, so it may be left in the middle.
    let Some(found) = stop.run_until_cancelled(found).await else {
        return;
    };
    if let Err(error) = found {
        // If nobody reads, nothing has been done either.
        let _ = outcomes.send((Err(error), None));
        return;
    }
    ledger.all_found();
    let workers = plan.concurrency.get();
    let ahead = workers.saturating_mul(AHEAD);
    let driver = Driver {
        client: plan.client,
        change: plan.change,
        dry_run: plan.dry_run,
        ledger,
        next: AtomicUsize::new(0),
        outcomes,
        unread: Arc::new(Semaphore::new(ahead.min(Semaphore::MAX_PERMITS))),
        stop,
    };
    Arc::new(driver).work(workers).await;
}

/// What all workers share.
struct Driver {
    client: Client,
    change: Change,
    dry_run: bool,
    ledger: Arc<Ledger>,
    /// The place of the next sandbox in the ledger.
    next: AtomicUsize,
    outcomes: UnboundedSender<Item>,
    /// Room for outcomes that are not read yet.
    unread: Arc<Semaphore>,
    stop: CancellationToken,
}

impl Driver {
    /// Lets so many workers take one sandbox after the other. Each is a task of its own: calls
    /// that share one wake each other's threads.
    async fn work(self: Arc<Self>, workers: usize) {
        let mut tasks = JoinSet::new();
        for _ in 0..workers.min(self.ledger.progress().found) {
            let driver = self.clone();
            let worker = async move { while driver.take_one().await.is_some() {} };
            tasks.spawn(trace::in_current_span(worker));
        }
        while let Some(ended) = tasks.join_next().await {
            if let Some(fault) = ended.err().and_then(|failed| failed.try_into_panic().ok()) {
                panic::resume_unwind(fault);
            }
        }
    }

    /// Does what is to be done with the next sandbox; `None` if there is none, or if it is
    /// stopped before the call begins.
    async fn take_one(&self) -> Option<()> {
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        let id = self.ledger.id(place)?;
        let room = self.room().await?;
        let result = if self.dry_run {
            Ok(FleetEffect::Planned)
        } else {
            let permit = self.permit().await?;
            self.ledger.started(place);
            self.change
                .make(&self.client, &id, permit, &self.stop)
                .await
        };
        self.ledger.done(place, &result);
        let id = id.to_string();
        // If nobody reads, the ledger knows all the same.
        let _ = self
            .outcomes
            .send((Ok(FleetOutcome { id, result }), Some(room)));
        Some(())
    }

    /// Room for one more outcome; `None` if it is stopped.
    async fn room(&self) -> Option<OwnedSemaphorePermit> {
        let room = self.unread.clone().acquire_owned();
        self.stop.run_until_cancelled(room).await?.ok()
    }

    /// Leave for one more call; `None` if it is stopped.
    async fn permit(&self) -> Option<Permit> {
        let pacer = &self.client.transport().pacer;
        // Mostly there is one, and nothing has to be waited for.
        match pacer.admit_one_of_many().now_or_never() {
            Some(permit) => Some(permit),
            None => {
                self.stop
                    .run_until_cancelled(pacer.admit_one_of_many())
                    .await
            }
        }
    }
}
