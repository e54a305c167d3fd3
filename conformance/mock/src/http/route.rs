//! What is asked for.

use super::refusal::Refusal;
use crate::fault::Operation;
use crate::store::Change;
use axum::http::Method;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The path of the list.
pub(crate) const LIST_PATH: &str = "/v1/sandboxes";

/// One of the three operations.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    List,
    Change { change: Change, id: Cow<'a, str> },
}

impl<'a> Route<'a> {
    pub(super) fn operation(&self) -> Operation {
        match self {
            Self::List => Operation::List,
            Self::Change { change, .. } => match change {
                Change::Pause => Operation::Pause,
                Change::Resume => Operation::Resume,
            },
        }
    }

    /// The operation behind `path`, taken apart as it was sent: a slash that is part of an id comes
    /// as `%2F` and separates nothing.
    pub(super) fn find(method: &Method, path: &'a str) -> Result<Self, Refusal> {
        let rest = path.strip_prefix(LIST_PATH).ok_or(Refusal::NoSuchRoute)?;
        if rest.is_empty() {
            return allow(method, &Method::GET, "GET").map(|()| Self::List);
        }
        let (change, encoded) = change_of(rest).ok_or(Refusal::NoSuchRoute)?;
        allow(method, &Method::POST, "POST")?;
        let id = percent_decode_str(encoded)
            .decode_utf8()
            .map_err(|_not_utf8| Refusal::NoSuchSandbox)?;
        Ok(Self::Change { change, id })
    }
}

/// The parts of `/ID/pause` and `/ID/resume`.
fn change_of(path: &str) -> Option<(Change, &str)> {
    let (id, action) = path.strip_prefix('/')?.split_once('/')?;
    let change = match action {
        "pause" => Change::Pause,
        "resume" => Change::Resume,
        _ => return None,
    };
    Some((change, id))
}

fn allow(method: &Method, expected: &Method, allowed: &'static str) -> Result<(), Refusal> {
    if method == expected {
        Ok(())
    } else {
        Err(Refusal::MethodNotAllowed { allowed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_in(path: &str) -> String {
        match Route::find(&Method::POST, path).unwrap() {
            Route::Change { id, .. } => id.into_owned(),
            Route::List => panic!("{path} is the list"),
        }
    }

    #[test]
    fn ids_are_decoded_exactly_once() {
        assert_eq!(id_in("/v1/sandboxes/a%2Fb/pause"), "a/b");
        assert_eq!(id_in("/v1/sandboxes/a%252Fb/pause"), "a%2Fb");
        assert_eq!(id_in("/v1/sandboxes/x%2Fresume/pause"), "x/resume");
        assert_eq!(id_in("/v1/sandboxes/%C3%A9%20+%zz/resume"), "é +%zz");
        assert_eq!(id_in("/v1/sandboxes/../resume"), "..");
        assert_eq!(id_in("/v1/sandboxes//resume"), "");
    }

    #[test]
    fn an_id_that_is_not_text_is_nobodys() {
        let found = Route::find(&Method::POST, "/v1/sandboxes/%FF/resume");
        assert!(matches!(found, Err(Refusal::NoSuchSandbox)));
    }

    #[test]
    fn anything_else_is_no_route() {
        for path in [
            "/",
            "*",
            "/v1/sandboxes/",
            "/v1/sandboxesx",
            "/v1/sandboxes/a",
            "/v1/sandboxes/a/",
            "/v1/sandboxes/a/b/resume",
            "/v1/sandboxes/a/resume/",
            "/v1/sandboxes/a/stop",
            "/V1/sandboxes",
        ] {
            let found = Route::find(&Method::POST, path);
            assert!(matches!(found, Err(Refusal::NoSuchRoute)), "{path}");
        }
    }
}
