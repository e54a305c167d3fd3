//! The one way that every request takes, from what was asked to what is written.

use super::body::{self, Body};
use super::credential::authenticate;
use super::list_query::ListQuery;
use super::refusal::Refusal;
use super::route::Route;
use super::served::Served;
use crate::organization::Organization;
use crate::rate_limit::Quota;
use crate::request_ids::RequestId;
use crate::state::State;
use crate::store::Change;
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::request::Parts;
use axum::http::{self, HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use std::time::SystemTime;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What all steps towards one answer know.
#[derive(Clone, Copy)]
pub(super) struct Exchange<'a> {
    pub(super) served: &'a Served,
    pub(super) request: &'a Parts,
    pub(super) sent: &'a Parts,
    pub(super) caller: Option<Organization>,
    pub(super) id: RequestId,
    pub(super) now: SystemTime,
    pub(super) quota: Quota,
}

/// What an operation is asked for, by somebody who may ask.
pub(super) struct Asked<'a> {
    organization: Organization,
    route: Route<'a>,
}

/// A body, or why there is none.
pub(super) type Outcome = Result<Body, Refusal>;

/// An answer that is not on its way yet.
pub(super) type Written = http::Response<Body>;

impl<'a> Exchange<'a> {
    /// Takes up a request: `request` is what counts, `sent` what the log shows.
    pub(super) fn begin(served: &'a Served, request: &'a Parts, sent: &'a Parts) -> Self {
        let now = served.state.clock.now();
        let caller = authenticate(&request.headers).ok();
        Self {
            served,
            request,
            sent,
            caller,
            id: served.state.request_ids.next(),
            now,
            quota: served.state.limiter.spend(caller, now),
        }
    }

    /// Answers, with what `finish` makes of the answer unless a scripted fault makes it.
    pub(super) async fn answer(&self, finish: impl FnOnce(Written) -> Response) -> Response {
        let outcome = match self.admit() {
            Ok(asked) => match self.state().script.take(asked.route.operation()) {
                // Boxed, so that calls without a fault do not carry the room for one.
                Some(fault) => return Box::pin(self.faulted(&fault, &asked)).await,
                None => self.carry_out(&asked),
            },
            Err(refusal) => Err(refusal),
        };
        let response = finish(self.write(outcome));
        self.log(response.status());
        response
    }

    pub(super) fn state(&self) -> &'a State {
        &self.served.state
    }

    /// What is asked for, or why that is not looked into.
    fn admit(&self) -> Result<Asked<'a>, Refusal> {
        let organization = match self.caller {
            Some(organization) => organization,
            // Once more, for the reason.
            None => authenticate(&self.request.headers)?,
        };
        if let Some(retry_after) = self.quota.retry_after {
            return Err(Refusal::RateLimited { retry_after });
        }
        Route::find(&self.request.method, self.request.uri.path()).map(|route| Asked {
            organization,
            route,
        })
    }

    pub(super) fn carry_out(&self, asked: &Asked<'_>) -> Outcome {
        match &asked.route {
            Route::List => self.list(asked.organization),
            Route::Change { change, id } => self.change(asked.organization, *change, id),
        }
    }

    fn list(&self, organization: Organization) -> Outcome {
        let query = self.request.uri.query().unwrap_or_default();
        let query = ListQuery::parse(query, organization)?;
        let page = self
            .state()
            .sandboxes()
            .page(&query.filter, query.position, query.limit);
        Ok(body::list(&page, self.id))
    }

    fn change(&self, organization: Organization, change: Change, id: &str) -> Outcome {
        self.state()
            .sandboxes()
            .change(organization, id, change, self.state().repeated, self.now)
            .map_err(|refused| Refusal::change(change, refused))?;
        Ok(body::changed(id, change.to(), self.id))
    }

    pub(super) fn write(&self, outcome: Outcome) -> Written {
        match outcome {
            Ok(body) => self.stamped(StatusCode::OK, body),
            Err(refusal) => self.refused(&refusal),
        }
    }

    fn refused(&self, refusal: &Refusal) -> Written {
        let mut written = self.stamped(refusal.status(), body::refusal(refusal, self.id));
        if let Some((name, value)) = refusal.header() {
            written.headers_mut().insert(name, value);
        }
        written
    }

    /// An answer with the headers that every answer has.
    pub(super) fn stamped(&self, status: StatusCode, body: Body) -> Written {
        let mut written = Written::new(body);
        *written.status_mut() = status;
        self.stamp(written.headers_mut());
        written
    }

    fn stamp(&self, headers: &mut HeaderMap) {
        // With the length of the body, which the server adds.
        headers.reserve(7);
        headers.insert(CONTENT_TYPE, JSON);
        headers.insert(DATE, self.state().date.at(self.now));
        if let Ok(id) = HeaderValue::from_str(self.id.text().as_str()) {
            headers.insert(REQUEST_ID, id);
        }
        headers.insert(LIMIT, self.state().limit_header.clone());
        headers.insert(REMAINING, HeaderValue::from(self.quota.remaining));
        headers.insert(RESET, HeaderValue::from(self.quota.reset));
    }

    fn log(&self, status: StatusCode) {
        let Parts { method, uri, .. } = self.sent;
        self.state().log.record(method, uri, status, self.id);
    }
}
