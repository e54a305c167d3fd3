//! The documented scenarios: Arazzo 1.0 documents, valid as they stand, with `x-`
//! extensions for what the standard has no word for.
//!
//! A scenario is addressed as `area/workflow`, a step of it as `area/workflow/step`; the area
//! is the folder of the file. The same words select it on the command line, name its
//! snapshots and stand in every report.

mod checked;
mod criteria;
mod error;
mod expression;
mod extension;
mod form;
mod inputs;
mod load;
mod model;
mod request;
mod select;
mod source;
mod step;
mod swallowed;
mod unmet;
mod workflow;

pub use checked::{ErrorCode, Input, Scenario, Step};
pub use error::LoadError;
pub use extension::{Preparation, Status, Walk};
pub(crate) use form::{ScenarioFile, without_null};
pub use load::{embedded, from_text, load_dir};
pub use select::{Selection, SelectionError};
