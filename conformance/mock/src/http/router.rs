//! The axum router of a control plane.

use super::answer::answer;
use crate::state::State;
use axum::Router;
use axum::extract::{self, Request};
use axum::response::Response;
use std::sync::Arc;

/// A router with a fallback only: routes of their own would be matched before the caller's key is
/// looked at, and would tell strangers which of them exist.
pub(crate) fn router(state: Arc<State>) -> Router {
    Router::new().fallback(handle).with_state(state)
}

async fn handle(extract::State(state): extract::State<Arc<State>>, request: Request) -> Response {
    answer(&state, &request)
}
