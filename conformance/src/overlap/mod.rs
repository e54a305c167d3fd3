//! Calls that overlap: whether some order of them explains what they were answered, and in what
//! state it may leave a sandbox.
//!
//! That is linearizability: every call acts at one moment between its beginning and its answer.
//! Sandboxes are independent of each other, so each is looked at by itself. A pure function of
//! exchanges, which the replay asks what lists are to show in the end, and the judge what no
//! order explains.
//!
//! What is legal and therefore explains nothing:
//!
//! - a conflict, where another pause or resume of the same sandbox was under way: no page says
//!   what happens to a call that comes in the midst of a transition;
//! - a call without an answer, with one of 5xx, 402, 403, 408 or 429, or with none that counts:
//!   it may have acted, may act yet, or never;
//! - a list, which may be late.

mod history;
mod order;

pub use history::{Act, History, Said};
pub use order::Possible;

#[cfg(test)]
mod tests;
