//! How much a run has proved: a pass over an empty account, or over a part of the scenarios,
//! is worth less than it looks.
//!
//! A pure function of the contract, the scenarios and a recording. Every warning is a fact
//! about what was seen, and says what would prove more. An account that is small, a server
//! that is legal and a selection that does not ask for more are never warned of.

mod lists;
mod played;
mod warning;
mod weigh;

pub use played::sandboxes_of;
pub use warning::{Gap, Warning};
pub use weigh::weigh;
