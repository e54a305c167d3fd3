//! Twins: that each differs, in what, and that the catalogue leaves no claim out.

mod catalogue;
mod differ;
mod faults;
mod legal;
mod played;
mod raw;

use crate::api::Api;
use hopx_mock::{ControlPlane, Mock, MockBuilder, Twin};

/// A mock in the making that differs as the twin of this name does.
fn builder_of(name: &str) -> MockBuilder {
    let twin = Twin::named(name);
    Mock::builder().twin(twin.unwrap_or_else(|| panic!("no twin {name}")))
}

/// The twin of this name, with ten sandboxes.
fn twin(name: &str) -> (ControlPlane, Api) {
    let plane = builder_of(name).sandboxes(10).build().unwrap();
    let api = Api::of(&plane);
    (plane, api)
}
