//! The report as a page for a browser: one file, which needs no network.
//!
//! What every page shares, escaping among it, is in [`crate::page`]; each file here is a part
//! of this one.

mod banner;
mod claims;
mod exchange;
mod findings;
mod ledger;
mod overview;
mod page;
mod remarks;
mod scenarios;
mod view;

pub(super) use page::render;
