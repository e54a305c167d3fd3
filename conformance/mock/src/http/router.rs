//! The axum router of a control plane.

use super::closing::Closing;
use super::exchange::Exchange;
use super::served::Served;
use super::twinned;
use crate::state::State;
use axum::Router;
use axum::extract::{self, Request};
use axum::http::request::Parts;
use axum::response::Response;
use std::sync::Arc;

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

/// Answers `request` and writes it to the log.
async fn answer(served: &Served, request: &Parts) -> Response {
    match &served.state.twin {
        None => {
            let exchange = Exchange::begin(served, request, request);
            exchange.answer(|written| written.map(Into::into)).await
        }
        // Boxed, so that calls of a mock without a twin do not carry the room for one.
        Some(playing) => Box::pin(twinned::answer(served, playing, request)).await,
    }
}
