//! Trying the harness itself: its scenarios are run against servers of which it is known what
//! is to be found.
//!
//! Every fault of the mock has to be found, no legal difference may be, and against a server
//! that is nothing at all no scenario may pass. Nothing but this knows of those servers; replay
//! and judge meet them as they meet any other.

mod crew;
mod null;
mod outcome;
mod selection;
mod subject;
mod table;
mod trial;

pub(crate) use crew::{Tried, try_all};
pub(crate) use outcome::SelfTest;
pub(crate) use selection::choose;
pub(crate) use table::write as table;
pub(crate) use trial::Setup;
