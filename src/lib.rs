//! Typed client for the HopX sandbox control plane: list, pause and resume.
//!
//! [`Client`] takes a base URL and an API key. Each of its methods composes a call, `send`
//! makes it, and the answer is one of [`types`]:
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use hopx_client::Client;
//!
//! let client = Client::from_env()?;
//! let page = client.list_sandboxes().status("paused").limit(10).send().await?;
//! for sandbox in &page.data {
//!     let resumed = client.resume_sandbox().id(&sandbox.id).send().await?;
//!     println!("{} is {}", resumed.id, resumed.status);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client is generated from `openapi/hopx-sandboxes.yaml` at build time and decodes more
//! than that promises; [`generated`] lists what it forgives. In the documentation of items,
//! *list*, *pause*, *resume*, *get* and *auth* are pages of <https://docs.hopx.ai>:
//! `/api/control-plane/list-sandboxes` and its siblings, and `/api/authentication`.

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

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
