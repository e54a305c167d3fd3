//! The same change for many sandboxes: none missed, none twice, within the rate limit.

mod doubt;
mod in_flight;
mod pace;
mod which;

use std::collections::HashMap;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use hopx_client::{Client, ClientBuilder, Clock};
use hopx_mock::{
    Clock as _, ManualClock, Mock, MockBuilder, RateLimit, SandboxSeed, SandboxStatus,
};

/// The clock of the mock, on which waiting is moving it.
#[derive(Clone, Default)]
pub(crate) struct HeldClock(pub(crate) ManualClock);

impl Clock for HeldClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, wait: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let (clock, end) = (self.0.clone(), self.0.now() + wait);
        Box::pin(async move {
            // Others get their turn first, and may have moved it.
            tokio::task::yield_now().await;
            if clock.now() < end {
                clock.set(end);
            }
        })
    }
}

pub(crate) fn builder(mock: &Mock) -> ClientBuilder {
    Client::builder()
        .api_key(mock.api_key())
        .base_url(mock.base_url())
}

pub(crate) fn client(mock: &Mock) -> Client {
    builder(mock).build().unwrap()
}

/// Only these sandboxes, and no rate limit to speak of.
pub(crate) fn with_paused(count: usize) -> MockBuilder {
    let seeds = (0..count).map(|number| paused(number).region(["eu-west", "us-east"][number % 2]));
    let mock = Mock::builder().sandboxes(0).rate_limit(unlimited());
    seeds.fold(mock, MockBuilder::sandbox)
}

pub(crate) fn paused(number: usize) -> SandboxSeed {
    SandboxSeed::new(format!("sandbox_{number}")).status(SandboxStatus::Paused)
}

pub(crate) fn unlimited() -> RateLimit {
    RateLimit::new(u32::MAX, Duration::from_secs(60))
}

pub(crate) fn in_status(mock: &Mock, status: SandboxStatus) -> usize {
    let all = mock.sandboxes();
    all.iter().filter(|one| one.status == status).count()
}

/// How often each path was called with POST.
pub(crate) fn changes(mock: &Mock) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for request in mock.requests() {
        if request.method == "POST" {
            *counts.entry(request.path).or_default() += 1;
        }
    }
    counts
}
