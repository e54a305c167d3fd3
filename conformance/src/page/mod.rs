//! Pages for a browser: one file each, which needs no network and runs nothing but its own
//! script. What every page shares is here; what a page is about is elsewhere.
//!
//! A page is put together from markup that maud checks at compile time. Text that is put into
//! it is escaped there, and [`Page::render`] makes visible whatever character a reader would
//! not see. Text from elsewhere goes through [`text`] or into a [`Listing`], and nothing but
//! the files of this folder is ever put in unescaped.
//!
//! What can be filtered and searched is an element with `data-tags` ([`Tags`]); a section with
//! `data-group` goes away with the last of them.

mod diff;
mod filter;
mod json;
mod listing;
mod parts;
mod policy;
mod shell;
mod state;
pub(crate) mod text;

pub(crate) use diff::compared;
pub(crate) use filter::{Choice, Filter, Tags};
pub(crate) use json::lines as json_lines;
pub(crate) use listing::{Line, Listing, Note, Room};
pub(crate) use parts::{anchor, bar, command, fact, place, section, slug};
pub(crate) use shell::{Entry, Page};
pub(crate) use state::State;
