//! Typed client for the HopX sandbox control plane: list, pause and resume.
//!
//! [`Client`] takes a base URL and an API key. Each of its methods composes a call, `send`
//! makes it, and the answer is one of [`types`]:
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use hopx_client::Client;
//!
//! let client = Client::new("https://api.hopx.dev", &std::env::var("HOPX_API_KEY")?)?;
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

mod client;
pub mod generated;
mod hooks;
mod loose;
mod null_list;
mod open_enum;
mod path_segment;
mod secret;
mod timestamp;
#[cfg(feature = "rustls")]
mod tls;

pub use client::{BuildError, Client};
pub use generated::open::SandboxStatus;
pub use generated::types;
pub use loose::Loose;
pub use path_segment::{NoPathSegment, PathSegment};
pub use secret::Secret;
pub use timestamp::Timestamp;

/// Compiles the example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
