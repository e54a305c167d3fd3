//! The OpenAPI description, reduced to what the harness asks it.
//!
//! [`model`] is what it says; [`read`] makes that of a text, with [`operations`] for each of the
//! three operations and [`claims`] for the claims that are named on the way.

mod claims;
mod escape;
mod model;
mod operation;
mod operations;
mod read;

pub use escape::escape;
pub use model::{Description, HeaderPromise, OperationDescription, Parameter, ResponseDescription};
pub use operation::Operation;
