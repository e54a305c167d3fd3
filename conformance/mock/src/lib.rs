//! A stateful, in-process HopX control plane for tests.
//!
//! [`Mock`] keeps sandboxes and answers the three operations list, pause and resume over HTTP
//! as docs.hopx.ai documents them, with its errors, its two ways to authenticate, its pagination
//! and its rate limits. It is written by hand from that documentation and knows of no client.
//!
//! ```
//! use hopx_mock::{Mock, SandboxSeed, SandboxStatus};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mock = Mock::builder()
//!     .sandboxes(25)
//!     .sandbox(SandboxSeed::new("sandbox_mine").status(SandboxStatus::Paused))
//!     .start()
//!     .await?;
//!
//! let answer = reqwest::Client::new()
//!     .post(format!("{}/v1/sandboxes/sandbox_mine/resume", mock.base_url()))
//!     .bearer_auth(mock.api_key())
//!     .send()
//!     .await?;
//!
//! assert_eq!(answer.status(), 200);
//! assert_eq!(mock.status("sandbox_mine"), Some(SandboxStatus::Running));
//! assert_eq!(mock.requests()[0].path, "/v1/sandboxes/sandbox_mine/resume");
//! # Ok(())
//! # }
//! ```

mod builder;
mod clock;
mod control_plane;
mod http;
mod mock;
mod organization;
mod rate_limit;
mod request_ids;
mod request_log;
mod state;
mod store;
mod timestamp;

pub use builder::{MockBuilder, StartError};
pub use clock::{Clock, ManualClock, SystemClock};
pub use control_plane::{ControlPlane, SandboxSummary};
pub use mock::Mock;
pub use organization::Organization;
pub use rate_limit::RateLimit;
pub use request_log::AnsweredRequest;
pub use store::{DuplicateId, RepeatedChange, SandboxSeed, SandboxStatus};
