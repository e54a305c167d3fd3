//! Rounds of calls that overlap, held against every order in which the model may take them.

mod overlapper;
mod round;
mod timeline;

pub use overlapper::Overlapper;
pub use round::Round;
pub(super) use timeline::timeline;
