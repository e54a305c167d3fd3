//! The front of the client.

use std::fmt;

use progenitor_client::ClientInfo as _;

use crate::builder::ClientBuilder;
use crate::call::Transport;
use crate::error::Error;
use crate::fleet::{Change, FleetBuilder};
use crate::generated;
use crate::retry::RetryPolicy;
use crate::secret::Secret;

/// Calls the control plane at one base URL with one API key.
///
/// Every operation of the description is a method: it composes a call, `send` makes it, with
/// the attempts that its retries allow.
/// Cloning is cheap, and clones share their connections and their pace. The key is never
/// shown, and since redirects are not followed it never travels to another server; what a client
/// of your own does is said at [`ClientBuilder::http_client`].
#[derive(Clone)]
pub struct Client {
    api: generated::Client,
}

impl Client {
    /// A client for the production API, with the key and nothing else to choose.
    ///
    /// # Errors
    ///
    /// The key is empty or not visible ASCII, or TLS cannot be set up.
    pub fn new(api_key: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().api_key(api_key).build()
    }

    /// A client with the key of `HOPX_API_KEY`, at the base URL of `HOPX_BASE_URL` or else in
    /// production.
    ///
    /// # Errors
    ///
    /// `HOPX_API_KEY` is not set, or one of the two cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().from_env()?.build()
    }

    /// A client with everything to choose.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn of(api: generated::Client) -> Self {
        Self { api }
    }

    /// The same client with other retries: for some calls only, such as a resume that may be
    /// repeated. Connections and pace stay shared, and so does the budget, unless the policy has
    /// another one.
    ///
    /// ```
    /// # fn example(client: hopx_client::Client) {
    /// use hopx_client::RetryPolicy;
    ///
    /// let insistent = client.with_retries(RetryPolicy::default().repeat_changes(true));
    /// # let _ = insistent;
    /// # }
    /// ```
    #[must_use]
    pub fn with_retries(&self, policy: RetryPolicy) -> Self {
        let mut api = self.api.clone();
        api.inner = api.inner.with_retries(policy);
        Self { api }
    }

    /// The generated client, with every operation as the description has it.
    pub fn api(&self) -> &generated::Client {
        &self.api
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.api.inner
    }

    /// Resumes every paused sandbox, or those that the builder selects.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mock = hopx_mock::Mock::builder().start().await?;
    /// # let client = hopx_client::Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
    /// let mut fleet = client.resume_all().region("eu-west").start();
    /// while let Some(outcome) = fleet.next().await {
    ///     let outcome = outcome?;
    ///     match outcome.result {
    ///         Ok(_) => println!("{} runs", outcome.id),
    ///         Err(error) => eprintln!("{}: {error}", outcome.id),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume_all(&self) -> FleetBuilder {
        FleetBuilder::new(self.clone(), Change::Resume)
    }

    /// Pauses every running sandbox, or those that the builder selects.
    pub fn pause_all(&self) -> FleetBuilder {
        FleetBuilder::new(self.clone(), Change::Pause)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.api.baseurl())
            .finish_non_exhaustive()
    }
}
