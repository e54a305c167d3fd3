//! What happens to calls that a scripted fault hits.

mod acting;
mod answers;
mod connections;
mod delays;
mod script;
