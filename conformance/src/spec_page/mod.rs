//! The description and its claims as a page for people who review them: one file, which needs
//! no network.
//!
//! What every page shares, escaping among it, is in [`crate::page`]; each file here is a part of
//! this one. [`subject`] reads what the page is about, and gives everything on it its anchor.

mod access;
mod anchors;
mod answers;
mod banner;
mod beside;
mod calls;
mod claims;
mod client;
mod contested;
mod kind;
mod left_out;
mod operations;
mod page;
mod pages;
mod reach;
mod scenarios;
mod schemas;
mod subject;
mod words;

pub(crate) use page::render;
