//! Every twin, one row each.
//!
//! A row is a name, the claim that it breaks (none if it is legal), what this server does, and
//! how: `hears` changes the request before the mock has it, `says` the answer, `shows` the
//! elements of pages, `lists` how pages are made, `heads` how status line and headers are written.
//! A fault breaks its claim and as little else as can be.

mod authentication;
mod effects;
mod elements;
mod errors;
mod filters;
mod legal_bodies;
mod legal_lists;
mod legal_sandboxes;
mod legal_wire;
mod limits;
mod lists;
mod not_found;
mod paging;
mod pauses;
mod request_ids;
mod resumes;
mod rounds;
mod unseen;
mod wire;

use super::Twin;

/// All twins, area by area.
pub(super) const ALL: &[&[Twin]] = &[
    authentication::TWINS,
    pauses::TWINS,
    resumes::TWINS,
    effects::TWINS,
    rounds::TWINS,
    unseen::TWINS,
    not_found::TWINS,
    lists::TWINS,
    elements::TWINS,
    filters::TWINS,
    paging::TWINS,
    errors::TWINS,
    limits::TWINS,
    request_ids::TWINS,
    wire::TWINS,
    legal_bodies::TWINS,
    legal_lists::TWINS,
    legal_sandboxes::TWINS,
    legal_wire::TWINS,
];
