//! Snapshots: what a step's answer looks like once everything is masked that may differ.
//!
//! There are two kinds of text. The *documented* one ([`Normaliser::documented`]) holds
//! nothing but what the documentation promises, so that every conforming server gives the
//! same; what it ought to be is told from the description and the scenario ([`promised`])
//! and embedded in the binary ([`Baseline::documented`]). The *full* one
//! ([`Normaliser::full`]) holds every member that a server sent, and belongs to the baseline
//! that somebody keeps of their own target ([`Baseline::load`], [`update`], [`propose`]).
//!
//! Files are [insta](https://insta.rs)'s: it writes them and `cargo insta review` accepts
//! what is pending (in a folder inside of a Cargo package: it looks nowhere else). Texts are
//! compared here, with contents that were read beforehand, and nothing in the environment
//! has a say in it. `<area>/<workflow>/<step>.snap` is the snapshot of the step of that
//! address.

mod file;
mod full;
mod mask;
mod node;
mod normaliser;
mod promise;
mod situation;
mod store;

pub use normaliser::{Normaliser, promised, telling};
pub use store::{Baseline, Change, propose, update};

#[cfg(test)]
mod tests;
