//! What the judge says of a server.
//!
//! One real run is played against the mock. Every test changes what was answered in a copy of
//! its recording, as another server would have answered, and judges the copy.

mod accounting;
mod broken;
mod doubts;
mod evidence;
mod legal;
mod mutated;
mod played;
mod twin;
mod verdict;
