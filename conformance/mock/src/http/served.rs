//! What stands behind the router.

use super::closing::Closing;
use crate::state::State;
use std::sync::Arc;

/// A control plane behind one server.
pub(super) struct Served {
    pub(super) state: Arc<State>,
    pub(super) closing: Closing,
}
