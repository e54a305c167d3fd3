//! The contract: the description of the three operations and the claims behind it.
//!
//! Both are data that this module reads and checks; nothing here knows of a server, a
//! scenario or a verdict.

mod claims;
mod contradictions;
mod description;
mod document;
mod load;
mod schema;

pub(crate) use claims::ClaimsFile;
pub use claims::{Claim, Claims, Contest, LeftOut, Level, Page, Source, Standing};
pub use contradictions::Contradiction;
pub use description::{
    Description, HeaderPromise, Operation, OperationDescription, Parameter, ResponseDescription,
    escape,
};
pub use document::DocumentError;
pub(crate) use document::{parse as parse_document, read as read_document};
pub use load::Contract;
pub(crate) use load::{CLAIMS, DESCRIPTION};
pub(crate) use schema::options as schema_options;
pub use schema::{Place, ResponseSchema};
