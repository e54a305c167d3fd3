//! The generated client: the one door for code that nobody wrote by hand.
//!
//! The build makes it from `openapi/hopx-sandboxes.yaml`, relaxed by the table in
//! `build/relax/mod.rs`. [`types`] are what calls take and answer, [`builder`] composes a
//! call, and [`Client`] has one method for every operation.
//!
//! # What the client forgives
#![doc = include_str!(concat!(env!("OUT_DIR"), "/forgiven.md"))]
#![allow(
    clippy::all,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    rustdoc::all,
    reason = "generated code is judged by what it does, and which lints it breaks depends on the description"
)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));
