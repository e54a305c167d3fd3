//! Where an example calls: the API if `HOPX_API_KEY` is set, and a mock in this process if not.

use hopx_client::Client;
use hopx_mock::{Mock, RateLimit, SandboxSeed, SandboxStatus};
use std::env;
use std::error::Error;
use std::time::Duration;

/// A client, and the mock that it calls, if it does.
pub(crate) struct Target {
    pub(crate) client: Client,
    pub(crate) mock: Option<Mock>,
}

impl Target {
    pub(crate) async fn choose() -> Result<Self, Box<dyn Error>> {
        if env::var_os("HOPX_API_KEY").is_some() {
            let client = Client::from_env()?;
            eprintln!("calling {client:?}");
            return Ok(Self { client, mock: None });
        }
        eprintln!("calling a mock in this process; set HOPX_API_KEY to call the API");
        let mock = mock().await?;
        let client = Client::builder()
            .api_key(mock.api_key())
            .base_url(mock.base_url())
            .build()?;
        Ok(Self {
            client,
            mock: Some(mock),
        })
    }
}

/// A mock with 250 sandboxes of all kinds, and one with an id to remember.
async fn mock() -> Result<Mock, Box<dyn Error>> {
    let mine = SandboxSeed::new("sandbox_mine").status(SandboxStatus::Paused);
    let limit = RateLimit::new(100_000, Duration::from_secs(60));
    let mock = Mock::builder().sandboxes(250).sandbox(mine);
    Ok(mock.rate_limit(limit).start().await?)
}
