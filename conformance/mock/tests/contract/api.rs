//! A small client that calls the router in memory.

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use hopx_mock::{ControlPlane, Mock, SandboxSeed, SandboxStatus};
use serde_json::Value;
use std::future::poll_fn;
use std::pin::Pin;
use tower::ServiceExt;

/// Calls on behalf of one key.
#[derive(Clone)]
pub(crate) struct Api {
    plane: ControlPlane,
    key: &'static str,
}

/// An answer, read to the end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

/// A control plane with nothing but `seeds`.
pub(crate) fn plane_with(seeds: impl IntoIterator<Item = SandboxSeed>) -> ControlPlane {
    let empty = Mock::builder().sandboxes(0).other_sandboxes(0);
    seeds
        .into_iter()
        .fold(empty, |builder, seed| builder.sandbox(seed))
        .build()
        .unwrap()
}

/// A control plane with one sandbox.
pub(crate) fn plane_with_one(id: &str, status: SandboxStatus) -> ControlPlane {
    plane_with([SandboxSeed::new(id).status(status)])
}

/// A control plane with `count` made-up sandboxes.
pub(crate) fn plane_of(count: usize) -> ControlPlane {
    Mock::builder().sandboxes(count).build().unwrap()
}

impl Api {
    /// Calls for the main organisation.
    pub(crate) fn of(plane: &ControlPlane) -> Self {
        Self {
            plane: plane.clone(),
            key: plane.api_key(),
        }
    }

    /// Calls for the other organisation.
    pub(crate) fn of_other(plane: &ControlPlane) -> Self {
        Self {
            key: plane.other_api_key(),
            ..Self::of(plane)
        }
    }

    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.call("GET", target).await
    }

    pub(crate) async fn post(&self, target: &str) -> Answer {
        self.call("POST", target).await
    }

    pub(crate) async fn pause(&self, id: &str) -> Answer {
        self.post(&format!("/v1/sandboxes/{id}/pause")).await
    }

    pub(crate) async fn resume(&self, id: &str) -> Answer {
        self.post(&format!("/v1/sandboxes/{id}/resume")).await
    }

    /// A page of the list; `query` without its question mark.
    pub(crate) async fn list(&self, query: &str) -> Answer {
        self.get(&format!("/v1/sandboxes?{query}")).await
    }

    pub(crate) async fn call(&self, method: &str, target: &str) -> Answer {
        send(&self.plane, self.request(method, target)).await
    }

    /// A call whose answer may have any body, also one that fails.
    pub(crate) async fn raw(&self, method: &str, target: &str) -> Raw {
        let (parts, mut body) = respond(&self.plane, self.request(method, target))
            .await
            .into_parts();
        let (mut read, mut whole) = (Vec::new(), true);
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            match frame {
                Ok(frame) => read.extend(frame.into_data().unwrap()),
                Err(_) => whole = false,
            }
        }
        Raw {
            status: parts.status,
            headers: parts.headers,
            body: read,
            whole,
        }
    }

    fn request(&self, method: &str, target: &str) -> Builder {
        request(method, target).header("Authorization", format!("Bearer {}", self.key))
    }
}

/// An answer whose body may be anything.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// What of it came, and whether that was all.
    pub(crate) body: Vec<u8>,
    pub(crate) whole: bool,
}

/// A request without a credential.
pub(crate) fn request(method: &str, target: &str) -> Builder {
    Request::builder().method(method).uri(target)
}

async fn respond(plane: &ControlPlane, request: Builder) -> Response<Body> {
    let request = request.body(Body::empty()).unwrap();
    plane.router().oneshot(request).await.unwrap()
}

pub(crate) async fn send(plane: &ControlPlane, request: Builder) -> Answer {
    let (parts, body) = respond(plane, request).await.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).unwrap(),
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .unwrap_or_else(|| panic!("no {name}"))
            .to_str()
            .unwrap()
    }

    pub(crate) fn number(&self, header: &str) -> u64 {
        self.header(header).parse().unwrap()
    }

    /// The ids on a page.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.elements()
            .map(|element| text(&element["id"]))
            .collect()
    }

    /// The elements of a page.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Value> {
        self.body["data"].as_array().unwrap().iter()
    }

    pub(crate) fn next_cursor(&self) -> Option<&str> {
        self.body["next_cursor"].as_str()
    }

    /// The names of the members of the body, sorted.
    pub(crate) fn members(&self) -> Vec<&str> {
        members(&self.body)
    }

    /// Asserts that this is an error in the documented envelope, complete with its headers.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.body["code"], code, "{self:?}");
        assert!(!text(&self.body["error"]).is_empty(), "{self:?}");
        assert_eq!(self.header("content-type"), "application/json");
        assert_eq!(self.body["request_id"], self.header("x-request-id"));
    }

    /// Asserts that this answers a change with 200 and exactly the documented members.
    #[track_caller]
    pub(crate) fn assert_changed(&self, id: &str, status: &str) {
        assert_eq!(self.status, 200, "{self:?}");
        assert_eq!(self.members(), ["id", "request_id", "status"]);
        assert_eq!(self.body["id"], id);
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["request_id"], self.header("x-request-id"));
        assert_eq!(self.header("content-type"), "application/json");
    }
}

/// The names of the members of an object, sorted.
pub(crate) fn members(object: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
