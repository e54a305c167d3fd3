//! Making one report of those that the shards of a run have left.
//!
//! A pure function of the documents. What a shard says of itself stands; what only all of them
//! together can say is found here: a shard that is missing, a request id that two of them were
//! given, and how the whole run ends.

mod check;
mod claims;
mod conclude;
mod gather;
mod known;
mod numbers;
mod read;
mod request_ids;
mod text;
mod whole;

pub use read::Part;
pub use text::text;
pub use whole::merge;
