//! What is done on both sides of a comparison, and how the SDK does it.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hopx_client::Client;
use tokio::task::JoinSet;

use super::{MockProcess, Result};

/// How many sandboxes a page has.
pub(crate) const PAGE: u32 = 100;
/// How many resumes are in flight, where there are many at a time.
pub(crate) const IN_FLIGHT: usize = 64;

/// One of the two that are compared.
pub(crate) trait Side: Clone + Send + Sync + 'static {
    fn resume(&self, id: &str) -> impl Future<Output = Result<()>> + Send;

    /// Looks at every sandbox there is, in pages of [`PAGE`], and counts them.
    fn list(&self) -> impl Future<Output = Result<u32>> + Send;

    /// Resumes all that are paused, [`IN_FLIGHT`] at a time, and counts them.
    fn resume_all(&self) -> impl Future<Output = Result<usize>> + Send;
}

/// The SDK as anybody gets it, at the mock.
pub(crate) fn sdk(mock: &MockProcess) -> Result<Client> {
    let builder = Client::builder().api_key(mock.key()).base_url(mock.url());
    Ok(builder.build()?)
}

/// As many ids of sandboxes that can be resumed, the same ones over and over: one that runs is
/// answered like one that was paused.
pub(crate) async fn ids(sdk: &Client, count: usize) -> Result<Vec<String>> {
    let list = sdk.list_sandboxes().status("paused").send().await?;
    let ids = list.into_inner().data.into_iter().map(|sandbox| sandbox.id);
    let ids: Vec<String> = ids.collect();
    Ok(ids.into_iter().cycle().take(count).collect())
}

impl Side for Client {
    async fn resume(&self, id: &str) -> Result<()> {
        black_box(self.resume_sandbox().id(id).send().await?);
        Ok(())
    }

    async fn list(&self) -> Result<u32> {
        let mut sandboxes = self.list_sandboxes().limit(PAGE).sandboxes();
        let mut seen = 0;
        while let Some(sandbox) = sandboxes.next().await {
            black_box(sandbox?);
            seen += 1;
        }
        Ok(seen)
    }

    async fn resume_all(&self) -> Result<usize> {
        let fleet = self.resume_all().concurrency(IN_FLIGHT).start();
        Ok(fleet.finish().await?.changed.len())
    }
}

/// Resumes all of these in [`IN_FLIGHT`] tasks.
pub(crate) async fn in_flight(side: &impl Side, ids: Vec<String>) -> Result<()> {
    let (ids, next) = (Arc::new(ids), Arc::new(AtomicUsize::new(0)));
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let (side, ids, next) = (side.clone(), ids.clone(), next.clone());
        tasks.spawn(async move {
            while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                side.resume(id).await?;
            }
            Result::Ok(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(())
}
