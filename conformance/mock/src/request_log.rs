//! The requests a mock has answered or let fail, for tests to look at.

use crate::organization::Organization;
use crate::request_ids::RequestId;
use axum::http::{Method, StatusCode, Uri};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A request that a mock has answered, or that a scripted fault has hit. It never holds an API key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnsweredRequest {
    /// The method, as sent: `GET`, `POST`.
    pub method: String,
    /// The path, as sent: percent-encoded.
    pub path: String,
    /// The query without its question mark, as sent, if there was one.
    pub query: Option<String>,
    /// The status that was answered, whole or not; 0 if there is none: the connection was dropped
    /// before the answer, the call is still held by a delay, or its caller has given up.
    pub status: u16,
    /// The `request_id` that was answered, or would have been.
    pub request_id: String,
    /// Whether a scripted [`Fault`](crate::Fault) hit it.
    pub fault: bool,
}

/// The latest requests, up to a number of them.
#[derive(Debug)]
pub(crate) struct RequestLog {
    capacity: usize,
    entries: Mutex<VecDeque<Entry>>,
}

/// A request as it is kept: what is costly to write out is written when somebody reads it.
#[derive(Debug)]
struct Entry {
    method: Method,
    path: Box<str>,
    query: Option<Box<str>>,
    /// None is 0: an HTTP status is never that.
    status: u16,
    request_id: RequestId,
    fault: bool,
}

impl RequestLog {
    /// A log of the last `capacity` requests; of none at all with 0.
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            entries: Mutex::default(),
        }
    }

    /// Writes down a request that is answered.
    pub(crate) fn record(&self, method: &Method, uri: &Uri, status: StatusCode, id: RequestId) {
        self.push(|| Entry {
            status: status.as_u16(),
            ..Entry::new(method, uri, id)
        });
    }

    /// Writes down a request that a fault hits; it may be [`answered`](Self::answered) later.
    pub(crate) fn record_hit(&self, method: &Method, uri: &Uri, id: RequestId) {
        self.push(|| Entry {
            fault: true,
            ..Entry::new(method, uri, id)
        });
    }

    /// Adds the status to a request that is written down already, if it is still there.
    pub(crate) fn answered(&self, id: RequestId, status: StatusCode) {
        let mut entries = self.entries();
        let mut latest_first = entries.iter_mut().rev();
        if let Some(entry) = latest_first.find(|entry| entry.request_id == id) {
            entry.status = status.as_u16();
        }
    }

    fn push(&self, entry: impl FnOnce() -> Entry) {
        if self.capacity == 0 {
            return;
        }
        let entry = entry();
        let mut entries = self.entries();
        if entries.len() == self.capacity {
            entries.pop_front();
        }
        entries.push_back(entry);
    }

    /// The requests in the log, the earliest first.
    pub(crate) fn read(&self) -> Vec<AnsweredRequest> {
        self.entries().iter().map(Entry::read).collect()
    }

    pub(crate) fn clear(&self) {
        self.entries().clear();
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn new(method: &Method, uri: &Uri, request_id: RequestId) -> Self {
        Self {
            method: method.clone(),
            path: uri.path().into(),
            query: uri.query().map(Into::into),
            status: 0,
            request_id,
            fault: false,
        }
    }

    fn read(&self) -> AnsweredRequest {
        AnsweredRequest {
            method: self.method.to_string(),
            path: without_keys(&self.path),
            query: self.query.as_deref().map(without_keys),
            status: self.status,
            request_id: self.request_id.to_string(),
            fault: self.fault,
        }
    }
}

/// A client under test may put its key where it does not belong; it shall not spread from here.
fn without_keys(text: &str) -> String {
    Organization::ALL
        .into_iter()
        .fold(text.to_owned(), |text, organization| {
            text.replace(organization.api_key(), "[key]")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request_ids::RequestIds;

    fn record(log: &RequestLog, uri: &str) {
        let id = RequestIds::default().next();
        let uri: Uri = uri.parse().unwrap();
        log.record(&Method::GET, &uri, StatusCode::OK, id);
    }

    #[test]
    fn keeps_the_latest_requests_up_to_its_capacity() {
        let log = RequestLog::new(2);
        for uri in ["/a", "/b?c=d", "/e"] {
            record(&log, uri);
        }
        let read = log.read();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].path, "/b");
        assert_eq!(read[0].query.as_deref(), Some("c=d"));
        assert_eq!(read[1].path, "/e");
    }

    #[test]
    fn a_capacity_of_nothing_keeps_nothing() {
        let log = RequestLog::new(0);
        record(&log, "/a");
        assert_eq!(log.read(), []);
    }

    #[test]
    fn a_key_in_the_wrong_place_is_not_shown() {
        let log = RequestLog::new(9);
        let key = Organization::Other.api_key();
        record(&log, &format!("/{key}?key={key}"));
        assert_eq!(log.read()[0].path, "/[key]");
        assert_eq!(log.read()[0].query.as_deref(), Some("key=[key]"));
    }
}
