//! The same requests with `reqwest` and nothing else, decoded into the same structs by hand.

use std::hint::black_box;
use std::time::Duration;

use hopx_client::types::{ResumedSandbox, SandboxList};
use reqwest::{Client, RequestBuilder, redirect};
use serde::de::DeserializeOwned;
use tokio_rustls::rustls::crypto::ring;

use super::side::{PAGE, Side, in_flight};
use super::{MockProcess, Result};

/// What somebody writes who needs only these calls, once: no retries, no pace, no look at any
/// header. The settings of its `reqwest::Client` are those that the SDK makes its own with.
#[derive(Clone)]
pub(crate) struct Bare {
    http: Client,
    url: String,
    key: String,
}

impl Bare {
    pub(crate) fn new(mock: &MockProcess) -> Result<Self> {
        // Somebody else may have installed it before.
        let _ = ring::default_provider().install_default();
        let http = Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .pool_idle_timeout(Duration::from_secs(50))
            .user_agent("bare/0.1.0")
            .redirect(redirect::Policy::none())
            .no_proxy();
        Ok(Self {
            http: http.build()?,
            url: mock.url().to_owned(),
            key: mock.key().to_owned(),
        })
    }

    /// Reads a list to its end, page by page. `filter` is the beginning of the query.
    async fn pages(&self, filter: &str, mut page: impl FnMut(SandboxList)) -> Result<()> {
        let first = format!("{}/v1/sandboxes?{filter}limit={PAGE}", self.url);
        let mut next = Some(first.clone());
        while let Some(url) = next {
            let list: SandboxList = self.answer(self.http.get(url)).await?;
            let cursor = list.next_cursor.as_ref().and_then(|cursor| cursor.known());
            next = cursor.map(|cursor| format!("{first}&cursor={cursor}"));
            page(list);
        }
        Ok(())
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        let response = request.bearer_auth(&self.key).send().await?;
        let body = response.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Side for Bare {
    async fn resume(&self, id: &str) -> Result<()> {
        let url = format!("{}/v1/sandboxes/{id}/resume", self.url);
        let resumed: ResumedSandbox = self.answer(self.http.post(url)).await?;
        black_box(resumed);
        Ok(())
    }

    async fn list(&self) -> Result<u32> {
        let mut seen = 0;
        let each = |list: SandboxList| {
            for sandbox in list.data {
                black_box(sandbox);
                seen += 1;
            }
        };
        self.pages("", each).await?;
        Ok(seen)
    }

    /// Reads the list to its end first, as the SDK does.
    async fn resume_all(&self) -> Result<usize> {
        let mut ids = Vec::new();
        let each = |list: SandboxList| {
            ids.extend(list.data.into_iter().map(|sandbox| sandbox.id));
        };
        self.pages("status=paused&", each).await?;
        let count = ids.len();
        in_flight(self, ids).await?;
        Ok(count)
    }
}
