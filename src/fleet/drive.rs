//! Changes one sandbox after the other, many at a time.

use std::num::NonZeroUsize;
use std::pin::pin;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::{self, Either};
use futures_util::stream::FuturesUnordered;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::client::Client;
use crate::error::Error;
use crate::pace::Permit;

use super::change::Change;
use super::ledger::Ledger;
use super::listing;
use super::outcome::{FleetEffect, FleetOutcome};
use super::plan::Plan;

/// An outcome on its way to the reader, with the place that it takes up until it is read.
pub(super) type Item = (Result<FleetOutcome, Error>, Option<OwnedSemaphorePermit>);

/// What changes the sandboxes. It ends when all are done with, or, once nobody reads any
/// more, with the calls that are in flight.
pub(super) struct Driver {
    client: Client,
    change: Change,
    ledger: Arc<Ledger>,
    outcomes: UnboundedSender<Item>,
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

pub(super) async fn drive(plan: Plan, ledger: Arc<Ledger>, outcomes: UnboundedSender<Item>) {
    let _closing = Closing(ledger.clone());
    let ahead = plan.concurrency.get().saturating_mul(2);
    let driver = Driver {
        client: plan.client,
        change: plan.change,
        ledger,
        outcomes,
        concurrency: plan.concurrency,
        unread: Arc::new(Semaphore::new(ahead.min(Semaphore::MAX_PERMITS))),
    };
    let wanted = || !driver.outcomes.is_closed();
    let ledger = &driver.ledger;
    let found = listing::find(
        &driver.client,
        driver.change,
        plan.selection,
        ledger,
        wanted,
    )
    .await;
    match found {
        Err(error) => driver.tell(Err(error), None),
        // Nobody reads any more, and the list may not have been read to its end.
        Ok(()) if driver.outcomes.is_closed() => {}
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
            self.tell(
                Ok(FleetOutcome {
                    id: id.to_string(),
                    result,
                }),
                Some(room),
            );
            place += 1;
        }
    }

    async fn change_all(&self) {
        let mut in_flight = FuturesUnordered::new();
        let mut place = 0;
        loop {
            let next = self.ledger.id(place).filter(|_| !self.outcomes.is_closed());
            let next = next.filter(|_| in_flight.len() < self.concurrency.get());
            let step = match next {
                None => Either::Right(in_flight.next().await),
                Some(_) if in_flight.is_empty() => Either::Left(self.start().await),
                Some(_) => match future::select(pin!(self.start()), in_flight.next()).await {
                    Either::Left((start, _)) => Either::Left(start),
                    Either::Right((done, _)) => Either::Right(done),
                },
            };
            match (step, next) {
                (Either::Left(Some(start)), Some(id)) => {
                    self.ledger.started(place);
                    in_flight.push(self.make(place, id, start));
                    place += 1;
                }
                // Nobody reads any more; the calls in flight are seen through.
                (Either::Left(_), _) => {}
                (Either::Right(Some(())), _) => {}
                (Either::Right(None), _) => return,
            }
        }
    }

    async fn make(&self, place: usize, id: Arc<str>, (room, permit): Start) {
        let result = self.change.make(&self.client, &id, permit).await;
        self.ledger.done(place, &result);
        self.tell(
            Ok(FleetOutcome {
                id: id.to_string(),
                result,
            }),
            Some(room),
        );
    }

    /// Everything that one more call needs; `None` if nobody reads any more.
    async fn start(&self) -> Option<Start> {
        let room = self.room().await?;
        let admitted = self.client.transport().pacer.admit_one_of_many();
        match future::select(pin!(self.outcomes.closed()), pin!(admitted)).await {
            Either::Left(_) => None,
            Either::Right((permit, _)) => Some((room, permit)),
        }
    }

    /// A place for one more outcome that is not read yet; `None` if nobody reads any more.
    async fn room(&self) -> Option<OwnedSemaphorePermit> {
        let room = self.unread.clone().acquire_owned();
        match future::select(pin!(self.outcomes.closed()), pin!(room)).await {
            Either::Left(_) => None,
            Either::Right((room, _)) => room.ok(),
        }
    }

    fn tell(&self, outcome: Result<FleetOutcome, Error>, room: Option<OwnedSemaphorePermit>) {
        // To wake a reader that drops it costs half as much as the call did.
        if outcome.is_ok() && self.ledger.is_report_only() {
            return;
        }
        // If nobody reads, the ledger knows all the same.
        let _ = self.outcomes.send((outcome, room));
    }
}
