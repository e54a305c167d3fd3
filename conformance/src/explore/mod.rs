//! Beyond the script: random sequences of list, pause and resume against a reference model of
//! the documented lifecycle, and the shortest of them that breaks it.
//!
//! ```text
//! seed → sequence → document → scenario → replay → judge → shorter sequence → … → document
//! ```
//!
//! A sequence is played and judged like any scenario, so what is safe there is safe here. The
//! model says what each call may answer; what lists owe after it is for the judge, which follows
//! the given sandboxes by the answers.

mod document;
mod explorer;
mod history;
mod model;
mod sequence;
mod shrink;
mod tell;

pub use document::{AREA, Workflow, document, step_index, step_name};
pub use explorer::{Explorer, Exploring, Found};
pub use model::{CLAIMS, Model, Move, Promise, Wanted};
pub use sequence::{Sequence, walked};
pub use shrink::{Shrink, Tried};
pub use tell::{SHORTEST, shown, tell};
