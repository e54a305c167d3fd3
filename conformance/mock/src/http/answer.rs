//! The one way that every request takes.

use super::body::{self, Body};
use super::credential::authenticate;
use super::list_query::ListQuery;
use super::refusal::Refusal;
use super::route::Route;
use crate::organization::Organization;
use crate::rate_limit::Quota;
use crate::request_ids::RequestId;
use crate::state::State;
use crate::store::Change;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use std::time::SystemTime;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What all steps towards one answer know.
struct Exchange<'a> {
    state: &'a State,
    request: &'a Request,
    id: RequestId,
    now: SystemTime,
}

/// Answers `request` and writes it to the log.
pub(super) fn answer(state: &State, request: &Request) -> Response {
    let exchange = Exchange {
        state,
        request,
        id: state.request_ids.next(),
        now: state.clock.now(),
    };
    let caller = authenticate(request.headers());
    let quota = state
        .limiter
        .spend(caller.as_ref().ok().copied(), exchange.now);
    let response = match exchange.decide(caller, quota) {
        Ok(body) => exchange.accepted(body, quota),
        Err(refusal) => exchange.refused(&refusal, quota),
    };
    state.log.record(
        request.method(),
        request.uri(),
        response.status(),
        exchange.id,
    );
    response
}

impl Exchange<'_> {
    /// The body of a success, or why there is none.
    fn decide(&self, caller: Result<Organization, Refusal>, quota: Quota) -> Result<Body, Refusal> {
        let organization = caller?;
        if let Some(retry_after) = quota.retry_after {
            return Err(Refusal::RateLimited { retry_after });
        }
        match Route::find(self.request.method(), self.request.uri().path())? {
            Route::List => self.list(organization),
            Route::Change { change, id } => self.change(organization, change, &id),
        }
    }

    fn list(&self, organization: Organization) -> Result<Body, Refusal> {
        let query = self.request.uri().query().unwrap_or_default();
        let query = ListQuery::parse(query, organization)?;
        let page = self
            .state
            .sandboxes()
            .page(&query.filter, query.position, query.limit);
        Ok(body::list(&page, self.id))
    }

    fn change(
        &self,
        organization: Organization,
        change: Change,
        id: &str,
    ) -> Result<Body, Refusal> {
        self.state
            .sandboxes()
            .change(organization, id, change, self.state.repeated, self.now)
            .map_err(|refused| Refusal::change(change, refused))?;
        Ok(body::changed(id, change.to(), self.id))
    }

    fn accepted(&self, body: Body, quota: Quota) -> Response {
        let mut response = Response::new(body.into());
        self.stamp(response.headers_mut(), quota);
        response
    }

    fn refused(&self, refusal: &Refusal, quota: Quota) -> Response {
        let mut response = Response::new(body::refusal(refusal, self.id).into());
        *response.status_mut() = refusal.status();
        self.stamp(response.headers_mut(), quota);
        if let Some((name, value)) = refusal.header() {
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// The headers that every answer has.
    fn stamp(&self, headers: &mut HeaderMap, quota: Quota) {
        headers.insert(CONTENT_TYPE, JSON);
        if let Ok(id) = HeaderValue::from_str(self.id.text().as_str()) {
            headers.insert(REQUEST_ID, id);
        }
        headers.insert(LIMIT, self.state.limit_header.clone());
        headers.insert(REMAINING, HeaderValue::from(quota.remaining));
        headers.insert(RESET, HeaderValue::from(quota.reset));
    }
}
