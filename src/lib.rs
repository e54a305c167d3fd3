//! The SDK for the HopX sandbox control plane: list, pause and resume.
//!
//! ```toml
//! [dependencies]
//! hopx-client = "0.1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mock = hopx_mock::Mock::builder().start().await?;
//! # let (key, url) = (mock.api_key(), mock.base_url());
//! use hopx_client::Client;
//!
//! // Or `Client::from_env()`, with the key in HOPX_API_KEY.
//! let client = Client::builder().api_key(key).base_url(url).build()?;
//! let mut paused = client.list_sandboxes().status("paused").sandboxes();
//! if let Some(sandbox) = paused.next().await {
//!     let resumed = client.resume_sandbox().id(sandbox?.id).send().await?;
//!     println!("{} is {}", resumed.id, resumed.status);
//! #   assert_eq!(resumed.status.as_str(), "running");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::from_env`] takes the key from `HOPX_API_KEY` and is at the production API unless
//! `HOPX_BASE_URL` says otherwise; [`ClientBuilder`] has everything else that can be chosen.
//! Calls are made in a tokio runtime.
//!
//! | to … | use |
//! | --- | --- |
//! | make one call | a method of [`Client`], then `send`; it gives a [`Response`] |
//! | read a list to its end, lazily | [`sandboxes`](generated::builder::ListSandboxes::sandboxes) or [`pages`](generated::builder::ListSandboxes::pages) |
//! | resume or pause many | [`Client::resume_all`], [`Client::pause_all`] |
//! | tell what went wrong | [`Error`] and its predicates |
//! | choose how calls are repeated | [`RetryPolicy`], for a client or for [some calls](Client::with_retries) |
//! | wait for nothing in a test | [`ClientBuilder::clock`], and the mock |
//!
//! # What it does for you
//!
//! - **Retries.** Lists are tried again after 408, 429, 5xx and broken connections; pauses and
//!   resumes only where the server cannot have acted, unless you say so.
//! - **Pace.** The rate limit that answers announce is kept to (page *rate-limits*): a call
//!   waits for the next window when nothing is left of this one. `retry_after`, and
//!   `Retry-After` in both its forms, are honoured.
//! - **Forgiving.** It decodes more than the description promises: unknown members and
//!   statuses, `null` for an empty list, times in any shape. [`generated`] lists it all.
//! - **Bounded.** Every attempt has a time limit and every answer a size limit; a list that
//!   leads in a circle ends in an error.
//! - **Discreet.** The client's own copy of the key is wiped when the last clone is gone, and
//!   the key is part of no `Debug`, no error and no log. It travels to the base URL only:
//!   redirects are not followed, and plain `http` beyond this machine has to be
//!   [allowed](ClientBuilder::allow_plain_http).
//!
//! # Features
//!
//! | feature | |
//! | --- | --- |
//! | `rustls` (default) | HTTPS through rustls on ring, with the certificates that the platform trusts |
//! | `native-tls` | HTTPS through the TLS library of the platform; with both, rustls is used |
//! | `tracing` | a span for each call (`hopx.call`) and each attempt (`hopx.attempt`), with operation, status, attempt and request id |
//! | `schemars` | JSON Schema of all types |
//!
//! They are additive. The feature `rustls` switches `rustls-no-provider` on in `reqwest`, for
//! the whole build: where your own code makes a `reqwest::Client` and has no TLS feature of
//! `reqwest` on, install a provider of rustls first, or it panics.
//!
//! # In your tests
//!
//! `hopx-mock` is a control plane in your test's process. Seed it, let it fail, look at what it
//! was asked:
//!
//! ```
//! use hopx_client::Client;
//! use hopx_mock::{Fault, Mock, Operation, SandboxSeed, SandboxStatus};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = Mock::builder()
//!     .sandbox(SandboxSeed::new("sandbox_mine").status(SandboxStatus::Paused))
//!     .script(Operation::Resume, Fault::status(503).times(2))
//!     .start()
//!     .await?;
//! let client = Client::builder().api_key(mock.api_key()).base_url(mock.base_url()).build()?;
//!
//! // A server that may have acted is not asked again, unless the caller says so.
//! let error = client.resume_sandbox().id("sandbox_mine").send().await.unwrap_err();
//! assert!(error.is_server_error() && error.may_have_acted());
//! assert_eq!(mock.requests().len(), 1);
//! assert_eq!(mock.status("sandbox_mine"), Some(SandboxStatus::Paused));
//! # Ok(())
//! # }
//! ```
//!
//! # Where it comes from
//!
//! The types and the builders of calls are generated from `openapi/hopx-sandboxes.yaml` at
//! build time; what is around them is written by hand. In the documentation of items *list*,
//! *pause*, *resume*, *get*, *auth*, *errors*, *overview*, *pagination* and *rate-limits* are
//! pages of <https://docs.hopx.ai>: `/api/control-plane/list-sandboxes` and its siblings,
//! `/api/authentication`, and `/api/concepts/errors` and its siblings.

#![cfg_attr(docsrs, feature(doc_cfg))]

// The generated code names types of this crate from outside.
extern crate self as hopx_client;

mod base_url;
mod bounds;
mod builder;
mod call;
mod client;
mod clock;
mod credential;
mod error;
mod fleet;
pub mod generated;
mod http;
mod loose;
mod null_list;
mod open_enum;
mod pace;
mod paging;
mod path_segment;
mod rate_limit;
mod retry;
mod secret;
mod timestamp;
#[cfg(feature = "rustls")]
mod tls;
mod trace;

pub use builder::ClientBuilder;
pub use call::Response;
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use credential::AuthScheme;
pub use error::{Attempt, Error, ErrorKind};
pub use fleet::{
    Fleet, FleetBuilder, FleetEffect, FleetMonitor, FleetOutcome, FleetProgress, FleetReport,
};
pub use generated::open::SandboxStatus;
pub use generated::types;
pub use loose::Loose;
pub use paging::{Pages, Sandboxes};
pub use path_segment::{NoPathSegment, PathSegment};
pub use rate_limit::RateLimit;
pub use retry::{RetryBudget, RetryPolicy};
pub use secret::Secret;
pub use timestamp::Timestamp;
// Types of both are part of what is public here.
pub use {jiff, reqwest};

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
