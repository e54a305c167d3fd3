//! What a run saw, as plain data: every exchange with every attempt, the raw bytes, the
//! timings, and what was skipped and why.
//!
//! A recording is the only thing that [`crate::replay`] hands to [`crate::judge`]. It never
//! holds a secret: credentials are placeholders, and secret members of bodies are masked
//! before anything is stored (see [`crate::redact`]).

mod attempt;
mod auth_header;
mod body;
mod ending;
mod exchange;
mod explored;
mod file;
mod har;
mod overlap;
mod run;
mod scenario;
mod wait;

pub use attempt::{Answer, Attempt, Failure, FailureKind};
pub use auth_header::AuthHeader;
pub use body::Body;
pub use ending::{NotPutBack, Unready};
pub use exchange::{Credential, Exchange, Request, Role};
pub use explored::Explored;
pub use file::RecordingFile;
pub use har::to_har;
pub use overlap::Overlap;
pub use run::{Given, Recording, TargetKind};
pub use scenario::{Look, Outcome, ScenarioRecord};
pub use wait::{Wait, WaitReason};
