//! The axum router of a control plane.

use super::answer::answer;
use super::closing::Closing;
use crate::state::State;
use axum::Router;
use axum::extract::{self, Request};
use axum::response::Response;
use std::sync::Arc;

/// A control plane behind one server.
pub(super) struct Served {
    pub(super) state: Arc<State>,
    pub(super) closing: Closing,
}

/// A router with a fallback only: routes of their own would be matched before the caller's key is
/// looked at, and would tell strangers which of them exist.
pub(crate) fn router(state: Arc<State>, closing: Closing) -> Router {
    let served = Served { state, closing };
    Router::new().fallback(handle).with_state(Arc::new(served))
}

async fn handle(extract::State(served): extract::State<Arc<Served>>, request: Request) -> Response {
    // No body is read. To let go of it at once is to learn at once when a caller has given up.
    let (request, _body) = request.into_parts();
    answer(&served, &request).await
}
