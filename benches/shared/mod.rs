//! What the benchmarks have in common: the mock, and the two sides that are compared.

mod bare;
mod mock;
pub(crate) mod side;

pub(crate) use bare::Bare;
pub(crate) use mock::{MockProcess, serves};
pub(crate) use side::{Side, ids, sdk};

/// What may go wrong: anything, and it ends the benchmark.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
