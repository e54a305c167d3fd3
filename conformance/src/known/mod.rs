//! Known deviations: broken claims that are put up with for a time, with a reason.
//!
//! They are read from a file ([`Known::load`]), set aside in a verdict ([`Known::apply`]) and
//! drafted from one ([`Known::draft`]). A deviation that is known fails nothing; an entry that
//! has expired, or no longer occurs, does.

mod apply;
mod draft;
mod load;
mod model;

pub use draft::Draft;
pub(crate) use load::KnownFile;
pub use load::Unfinished;
pub use model::{Deviation, Known, Scope};
