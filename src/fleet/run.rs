//! A fleet on its way.

use std::mem;
use std::panic;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::task::JoinHandle;
use tokio::time::{Sleep, sleep};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::error::Error;
use crate::trace;

use super::drive::{Item, drive};
use super::ledger::Ledger;
use super::monitor::FleetMonitor;
use super::outcome::FleetOutcome;
use super::plan::Plan;
use super::report::FleetReport;

/// How long a reader that has caught up looks away: to be woken may cost as much as a call, so
/// in a rush it is woken once for many outcomes.
const PAUSE: Duration = Duration::from_millis(1);

/// The same change for many sandboxes, on its way: a stream of what came of each, in the order
/// in which they are done.
///
/// First every sandbox is looked for, then they are changed, so that none is missed although
/// each change moves one out of the list. An `Err` item says that they could not all be found;
/// it is the last, and no sandbox has been changed then. What goes wrong with one sandbox is
/// in its [`FleetOutcome`] and stops no other.
///
/// Calls run ahead of the reader by a bounded number of outcomes. Dropping the stream cancels:
/// no other call and no other attempt begins, and requests that are on the wire are seen through
/// in the background; [`cancel`](Self::cancel) and [`FleetMonitor::finished`] wait for them and
/// say how every sandbox stands. Calls keep to the rate limit that the server announces, and
/// wait for it as long as it takes, also where it refuses them: each may take as many attempts
/// as the policy says, and has no [`total_time`](crate::RetryPolicy::total_time).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = hopx_mock::Mock::builder().start().await?;
/// # let client = hopx_client::Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
/// let mut fleet = client.resume_all().concurrency(8).start();
/// let monitor = fleet.monitor();
/// while let Some(outcome) = fleet.next().await {
///     let id = outcome?.id;
///     let progress = monitor.progress();
///     println!("{id}: {} of {}", progress.done(), progress.found);
/// }
/// let report = monitor.finished().await;
/// assert!(report.failed.is_empty() && report.unsure.is_empty());
/// # Ok(())
/// # }
/// ```
#[must_use = "dropping it cancels it"]
pub struct Fleet {
    outcomes: UnboundedReceiver<Item>,
    /// Whether an outcome has been read since the last pause.
    busy: bool,
    pause: Option<Pin<Box<Sleep>>>,
    /// Until it has ended.
    driver: Option<JoinHandle<()>>,
    ledger: Arc<Ledger>,
    _stop: DropGuard,
}

impl Fleet {
    pub(super) fn start(plan: Plan) -> Self {
        let ledger = Arc::new(Ledger::new());
        let (sender, outcomes) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let driver = drive(plan, ledger.clone(), sender, stop.clone());
        Self {
            outcomes,
            busy: false,
            pause: None,
            driver: Some(tokio::spawn(trace::in_current_span(driver))),
            ledger,
            _stop: stop.drop_guard(),
        }
    }

    /// What came of the next sandbox that is done; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<FleetOutcome, Error>> {
        StreamExt::next(self).await
    }

    /// Sees how it gets on, and what came of it.
    pub fn monitor(&self) -> FleetMonitor {
        FleetMonitor::new(self.ledger.clone())
    }

    /// Reads everything to the end and says how every sandbox stands.
    ///
    /// # Errors
    ///
    /// The sandboxes could not all be found, and none has been changed.
    pub async fn finish(mut self) -> Result<FleetReport, Error> {
        while let Some(outcome) = self.next().await {
            outcome?;
        }
        Ok(self.ledger.report())
    }

    /// Begins no other call, waits for those in flight and says how every sandbox stands.
    pub async fn cancel(self) -> FleetReport {
        let monitor = self.monitor();
        drop(self);
        monitor.finished().await
    }
}

impl Stream for Fleet {
    type Item = Result<FleetOutcome, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            let read = match self.outcomes.try_recv() {
                Ok(item) => Some(item),
                Err(TryRecvError::Disconnected) => None,
                Err(TryRecvError::Empty) if mem::take(&mut self.busy) => {
                    self.pause = Some(Box::pin(sleep(PAUSE)));
                    continue;
                }
                Err(TryRecvError::Empty) => ready!(self.outcomes.poll_recv(context)),
            };
            match read {
                Some((outcome, _room)) => {
                    self.busy = true;
                    return Poll::Ready(Some(outcome));
                }
                None => break,
            }
        }
        // A condition of the caller's may have panicked in there.
        let Some(driver) = &mut self.driver else {
            return Poll::Ready(None);
        };
        let ended = ready!(driver.poll_unpin(context));
        self.driver = None;
        match ended {
            Err(failed) if failed.is_panic() => panic::resume_unwind(failed.into_panic()),
            _ => Poll::Ready(None),
        }
    }
}
