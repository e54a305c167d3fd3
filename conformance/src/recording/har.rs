//! A recording as an HTTP Archive (HAR 1.2), for other tools: one entry for each attempt.
//!
//! It cannot be judged: what a call was made for and how the run ended have no place in it.
//! Where a step was the reason, the comment of an entry names it.
//!
//! <http://www.softwareishard.com/blog/har-12-spec/>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Answer, Attempt, Exchange, Failure, Recording};
use crate::escaped;

/// What this program speaks: it is built without HTTP/2.
const HTTP: &str = "HTTP/1.1";

#[derive(Serialize)]
struct Har {
    log: Log,
}

#[derive(Serialize)]
struct Log {
    version: &'static str,
    creator: Creator,
    entries: Vec<Entry>,
    comment: String,
}

#[derive(Serialize)]
struct Creator {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    started_date_time: String,
    time: u64,
    request: Request,
    response: Response,
    cache: Map<String, Value>,
    timings: Timings,
    comment: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    http_version: &'static str,
    cookies: [(); 0],
    headers: Vec<Pair>,
    query_string: Vec<Pair>,
    headers_size: i64,
    body_size: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    /// 0 where there is no answer, as browsers have it.
    status: u16,
    status_text: String,
    http_version: &'static str,
    cookies: [(); 0],
    headers: Vec<Pair>,
    content: Content,
    #[serde(rename = "redirectURL")]
    redirect_url: String,
    headers_size: i64,
    body_size: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    size: usize,
    mime_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
}

/// Only the whole is measured.
#[derive(Serialize)]
struct Timings {
    send: u64,
    wait: u64,
    receive: u64,
}

#[derive(Serialize)]
struct Pair {
    name: String,
    value: String,
}

/// The text of a HAR file.
///
/// # Errors
///
/// None that a recording can cause.
pub fn to_har(recording: &Recording) -> serde_json::Result<Vec<u8>> {
    let mut entries = Vec::new();
    for (place, exchange) in recording.addressed_exchanges() {
        for attempt in &exchange.attempts {
            entries.push(entry(recording, &place, exchange, attempt));
        }
    }
    let har = Har {
        log: Log {
            version: "1.2",
            creator: Creator {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
            entries,
            comment: "keys are placeholders, secret members are masked".to_owned(),
        },
    };
    escaped::json(&har)
}

fn entry(recording: &Recording, place: &str, exchange: &Exchange, attempt: &Attempt) -> Entry {
    Entry {
        started_date_time: moment(recording, attempt.at_ms),
        time: attempt.took_ms,
        request: request(recording, exchange),
        response: match &attempt.result {
            Ok(answer) => response(answer),
            Err(failure) => no_response(failure),
        },
        cache: Map::new(),
        timings: Timings {
            send: 0,
            wait: attempt.took_ms,
            receive: 0,
        },
        comment: format!("exchange {}: {place}", exchange.number),
    }
}

fn moment(recording: &Recording, at_ms: u64) -> String {
    let began: Timestamp = recording.started_at.parse().unwrap_or_default();
    let after = SignedDuration::from_millis(i64::try_from(at_ms).unwrap_or_default());
    format!("{:.3}", began.checked_add(after).unwrap_or(began))
}

fn request(recording: &Recording, exchange: &Exchange) -> Request {
    Request {
        method: exchange.request.method.clone(),
        url: format!("{}{}", recording.base_url, exchange.request.target),
        http_version: HTTP,
        cookies: [],
        headers: pairs(&exchange.request.headers),
        query_string: pairs(&exchange.query),
        headers_size: -1,
        body_size: 0,
    }
}

fn response(answer: &Answer) -> Response {
    Response {
        status: answer.status,
        status_text: String::new(),
        http_version: HTTP,
        cookies: [],
        headers: pairs(&answer.headers),
        content: content(answer),
        redirect_url: answer.header("location").unwrap_or_default().to_owned(),
        headers_size: -1,
        body_size: -1,
        comment: answer.broken.clone(),
    }
}

fn no_response(failure: &Failure) -> Response {
    Response {
        status: 0,
        status_text: String::new(),
        http_version: "",
        cookies: [],
        headers: Vec::new(),
        content: Content::default(),
        redirect_url: String::new(),
        headers_size: -1,
        body_size: -1,
        comment: Some(failure.message.clone()),
    }
}

fn content(answer: &Answer) -> Content {
    let (text, encoding) = match std::str::from_utf8(&answer.body) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => (STANDARD.encode(answer.body.as_slice()), Some("base64")),
    };
    Content {
        size: answer.body.len(),
        mime_type: answer.header("content-type").unwrap_or_default().to_owned(),
        text: Some(text),
        encoding,
    }
}

fn pairs(pairs: &[(String, String)]) -> Vec<Pair> {
    let pairs = pairs.iter().map(|(name, value)| Pair {
        name: name.clone(),
        value: value.clone(),
    });
    pairs.collect()
}
