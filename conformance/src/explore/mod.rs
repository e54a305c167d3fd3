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
//!
//! With several clients it is rounds of overlapping calls instead of sequences, and every order
//! that the clients leave open may be the one that the server took: the history has to be
//! linearizable against the model, see [`crate::overlap`]. A document cannot overlap calls, so
//! the round is drawn as well, with how often it failed when it was made again.

mod any;
mod document;
mod explorer;
mod found;
mod history;
mod model;
mod retrace;
mod sequence;
mod shrink;
mod tell;
mod together;
mod verdict;

pub use any::AnyExplorer;
pub use document::{AREA, Workflow, document, step_index, step_name};
pub use explorer::{Explorer, Exploring};
pub use found::{Found, Way};
pub use model::{CLAIMS, Model, Move, OVERLAPPING, Promise, Wanted};
pub use retrace::Noted;
pub use sequence::{Sequence, promised, walked};
pub use shrink::{Shrink, Tried};
pub use tell::{SHORTEST, shown, tell};
pub use together::{Overlapper, Round};
