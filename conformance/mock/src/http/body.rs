//! The bodies of answers.

use super::cursor;
use super::element::Element;
use super::refusal::Refusal;
use super::route::LIST_PATH;
use crate::request_ids::RequestId;
use crate::store::{Page, Sandbox, SandboxStatus};
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// JSON, written out.
pub(super) type Body = Vec<u8>;

/// `{"id", "status", "request_id"}` (docs.hopx.ai /api/control-plane/resume-sandbox, pause-sandbox).
pub(super) fn changed(id: &str, status: SandboxStatus, request_id: RequestId) -> Body {
    #[derive(Serialize)]
    struct Changed<'a> {
        id: &'a str,
        status: SandboxStatus,
        request_id: &'a str,
    }
    write(&Changed {
        id,
        status,
        request_id: request_id.text().as_str(),
    })
}

/// A page (docs.hopx.ai /api/control-plane/list-sandboxes), with the `url` that
/// /api/concepts/pagination adds.
pub(super) fn list(page: &Page, request_id: RequestId) -> Body {
    #[derive(Serialize)]
    struct List<'a> {
        object: &'static str,
        #[serde(serialize_with = "elements")]
        data: &'a [Arc<Sandbox>],
        has_more: bool,
        next_cursor: Option<String>,
        url: &'static str,
        request_id: &'a str,
    }
    write(&List {
        object: "list",
        data: &page.sandboxes,
        has_more: page.next.is_some(),
        next_cursor: page.next.map(cursor::write),
        url: LIST_PATH,
        request_id: request_id.text().as_str(),
    })
}

/// The error that says `refusal`.
pub(super) fn refusal(refusal: &Refusal, request_id: RequestId) -> Body {
    error(
        &refusal.message(),
        refusal.code(),
        request_id,
        refusal.retry_after(),
    )
}

/// The flat envelope of every error (docs.hopx.ai /api/concepts/errors), with the `retry_after` of
/// /api/concepts/rate-limits where there is one.
pub(super) fn error(
    text: &str,
    code: &'static str,
    request_id: RequestId,
    retry_after: Option<u64>,
) -> Body {
    #[derive(Serialize)]
    struct Envelope<'a> {
        error: &'a str,
        code: &'static str,
        request_id: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    }
    write(&Envelope {
        error: text,
        code,
        request_id: request_id.text().as_str(),
        retry_after,
    })
}

fn elements<S: Serializer>(sandboxes: &[Arc<Sandbox>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(sandboxes.iter().map(|sandbox| Element::of(sandbox)))
}

fn write(body: &impl Serialize) -> Body {
    serde_json::to_vec(body).expect("bodies have text keys and members that cannot fail")
}
