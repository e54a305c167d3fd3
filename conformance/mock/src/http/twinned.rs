//! How a twin changes the way of a call.

use super::credential::authenticate;
use super::cut;
use super::exchange::{Exchange, Written};
use super::route::Route;
use super::served::Served;
use crate::fault::Operation;
use crate::twin::{Call, Delivery, Playing, Reply};
use axum::body::Body;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use std::time::Duration;

/// Answers `request` the way of a twin, and writes it to the log.
pub(super) async fn answer(served: &Served, playing: &Playing, request: &Parts) -> Response {
    let caller = authenticate(&request.headers).ok();
    let route = route(&request.method, request.uri.path());
    let mut call = Call::read(&served.state, playing, request, route, caller);
    playing.hear(&mut call);
    let heard = call.heard();
    let exchange = Exchange::begin(served, &heard, request);
    let mut delay = Duration::ZERO;
    let answered = exchange
        .answer(|written| {
            let mut reply = reply(written);
            playing.say(&call, &mut reply);
            delay = reply.delay;
            response(reply)
        })
        .await;
    if exchange.hold(delay).await {
        answered
    } else {
        Response::new(cut::before_all())
    }
}

/// The operation behind a path, and the id in it.
fn route(method: &Method, path: &str) -> Option<(Operation, String)> {
    let route = Route::find(method, path).ok()?;
    let operation = route.operation();
    match route {
        Route::List => Some((operation, String::new())),
        Route::Change { id, .. } => Some((operation, id.into_owned())),
    }
}

fn reply(written: Written) -> Reply {
    let (parts, body) = written.into_parts();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body,
        delivery: Delivery::Whole,
        delay: Duration::ZERO,
    }
}

fn response(reply: Reply) -> Response {
    let body = match reply.delivery {
        Delivery::Whole => Body::from(reply.body),
        Delivery::Chunked(size) => cut::in_pieces(reply.body, size),
        Delivery::Truncated => cut::in_half(reply.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}
