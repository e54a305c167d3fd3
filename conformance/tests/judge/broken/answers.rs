//! Members, values, bodies and headers of one answer.

use serde_json::{Value, json};

use super::{Row, check, one, rows};
use crate::played::{MINE, OTHER};
use crate::twin::{Address, Spoil};

pub(super) const PAUSE: Address = "pause/pause-running/pause";
pub(super) const RESUME: Address = "resume/resume-paused/resume";
pub(super) const LIST: Address = "list/envelope/list";
pub(super) const ERROR: Address = "resume/unknown/resume";

/// Every promised member that is a string, where it stands, and its claim.
const STRINGS: [(Address, &str, &str); 18] = [
    (PAUSE, "/id", "pause/200/id"),
    (PAUSE, "/status", "pause/200/status"),
    (PAUSE, "/request_id", "pause/200/request-id"),
    (RESUME, "/id", "resume/200/id"),
    (RESUME, "/status", "resume/200/status"),
    (RESUME, "/request_id", "resume/200/request-id"),
    (LIST, "/object", "list/200/object"),
    (LIST, "/request_id", "list/200/request-id"),
    (ERROR, "/error", "errors/envelope/error"),
    (ERROR, "/code", "errors/envelope/code"),
    (ERROR, "/request_id", "errors/envelope/request-id"),
    (LIST, "/data/0/id", "list/element/id"),
    (LIST, "/data/0/object", "list/element/object"),
    (LIST, "/data/0/status", "list/element/status"),
    (LIST, "/data/0/public_host", "list/element/public-host"),
    (LIST, "/data/0/template_name", "list/element/template-name"),
    (LIST, "/data/0/region", "list/element/region"),
    (LIST, "/data/0/created_at", "list/element/created-at"),
];

/// The promised members that are no strings.
const OTHERS: [(&str, &str); 2] = [
    ("/data", "list/200/data"),
    ("/has_more", "list/200/has-more"),
];

/// Members that are missing, null, of another type, or empty.
pub(super) fn members() -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, pointer, claim) in STRINGS {
        let nullable = pointer.ends_with("region");
        let may_be_empty = nullable || pointer.ends_with("template_name");
        let mut wrong = vec![json!(7), json!(["a"]), json!({})];
        wrong.extend((!nullable).then_some(Value::Null));
        wrong.extend((!may_be_empty).then(|| json!("")));
        rows.push(missing(at, pointer, claim));
        rows.extend(
            wrong
                .into_iter()
                .map(|value| wrong_value(at, pointer, value, claim)),
        );
    }
    for (pointer, claim) in OTHERS {
        let wrong = [Value::Null, json!("false"), json!({}), json!(0)];
        rows.push(missing(LIST, pointer, claim));
        rows.extend(wrong.map(|value| wrong_value(LIST, pointer, value, claim)));
    }
    rows
}

fn missing(at: Address, pointer: &'static str, claim: &str) -> Row {
    one(at, format!("no {pointer}"), &[claim], |it| {
        it.remove(pointer);
    })
}

fn wrong_value(at: Address, pointer: &'static str, value: Value, claim: &str) -> Row {
    one(at, format!("{pointer} is {value}"), &[claim], move |it| {
        it.set(pointer, value.clone());
    })
}

/// Values that are not the documented ones: call, member, value, claim.
const VALUES: &str = "
    pause/pause-running/pause   /id                 sandbox_mine_2        pause/200/id
    pause/pause-running/pause   /id                 SANDBOX_MINE_1        pause/200/id
    pause/pause-running/pause   /status             PAUSED                pause/200/status
    pause/pause-running/pause   /status             pausing               pause/200/status
    pause/pause-running/pause   /status             running               pause/200/status
    resume/resume-paused/resume /id                 sandbox_mine_2        resume/200/id
    resume/resume-paused/resume /status             Running               resume/200/status
    resume/resume-paused/resume /status             resumed               resume/200/status
    resume/resume-paused/resume /status             paused                resume/200/status
    resume/all-paused/resume@2  /id                 sandbox_mine_1        resume/200/id
    list/ids-usable/pause@2     /id                 sandbox_mine_1        pause/200/id
    pause/repeat/pause          /status             running               pause/200/status
    resume/repeat/resume        /status             paused                resume/200/status
    resume/resume-paused/prepare /status            pausing               pause/200/status
    list/envelope/list          /object             List                  list/200/object
    list/envelope/list          /object             sandboxes             list/200/object
    list/paging/few-pages@2     /object             page                  list/200/object
    list/envelope/list          /data/0/object      Sandbox               list/element/object
    list/envelope/list          /data/0/status      RUNNING               list/element/status
    list/envelope/list          /data/0/public_host sandbox.hopx.dev      list/element/public-host
    list/envelope/list          /data/0/public_host /sandbox/1            list/element/public-host
    list/envelope/list          /data/0/public_host https://              list/element/public-host
    list/envelope/list          /data/0/public_host https:                list/element/public-host
    list/envelope/list          /data/0/public_host sandbox.hopx.dev:443  list/element/public-host
    list/envelope/list          /data/0/created_at  yesterday             list/element/created-at
    list/envelope/list          /data/0/created_at  01/02/2026            list/element/created-at
    list/envelope/list          /data/0/created_at  2026-13-01T00:00:00Z  list/element/created-at
    list/envelope/list          /data/0/created_at  1767225600            list/element/created-at
";

pub(super) fn values() -> Vec<Row> {
    let row = |line: &'static str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let [at, pointer, value, claim] = words[..] else {
            panic!("four words: {line}");
        };
        wrong_value(at, pointer, json!(value), claim)
    };
    let mut rows: Vec<_> = VALUES.trim().lines().map(row).collect();
    rows.extend(rows! {
        one LIST, "an element is null" => ["list/element/body"],
            |it| it.set("/data/0", Value::Null);
        one LIST, "an element is an id" => ["list/element/body"],
            |it| it.set("/data/0", json!("sandbox_1"));
        one LIST, "an element is an array" => ["list/element/body"],
            |it| it.set("/data/0", json!([]));
        one LIST, "Running" => ["list/element/status"], |it| it.show(MINE, "Running");
        one "pause/pause-running/list", "Paused" => ["list/element/status"],
            |it| it.show(MINE, "Paused");
        one "list/status/running", "RUNNING" => ["list/element/status"],
            |it| it.show(OTHER, "RUNNING");
        one "list/status/running", "no status" => ["list/element/status"],
            |it| it.remove("/data/0/status");
        one "list/region/us-east", "region 1" => ["list/element/region"],
            |it| it.set("/data/0/region", json!(1));
        one "list/paging/few-pages@2", "no region" => ["list/element/region"],
            |it| it.remove("/data/3/region");
        one "list/limit-zero/list", "422 without a text" => ["errors/envelope/error"], |it| {
            it.refuse(422, "UNPROCESSABLE");
            it.remove("/error");
        };
    });
    rows
}

/// The claim about the body of an answer.
const BODIES: [(Address, &str); 4] = [
    (PAUSE, "pause/200/body"),
    (RESUME, "resume/200/body"),
    (LIST, "list/200/body"),
    (ERROR, "errors/envelope/body"),
];

pub(super) fn bodies() -> Vec<Row> {
    let of = |(at, body)| {
        rows! {
            one at, "no media type" => ["wire/media-type"], |it| it.no_header("content-type");
            one at, "JSON as text" => ["wire/media-type"],
                |it| it.header("content-type", "text/plain; charset=utf-8");
            one at, "JSON as its like" => ["wire/media-type"],
                |it| it.header("content-type", "application/json5");
            one at, "a byte that is no UTF-8" => ["wire/utf-8", body], |it| {
                let place = it.answered().body.len() - 3;
                it.answered().body[place] = 0xff;
            };
            one at, "cut off" => ["wire/complete", body], |it| {
                it.answered().body.truncate(20);
                it.answered().broken = Some("the connection ended early".to_owned());
            };
            one at, "half a body" => ["wire/json", body], |it| it.answered().body.truncate(20);
            one at, "no body" => ["wire/json", body], |it| it.raw("");
            one at, "two JSON values" => ["wire/json", body], |it| {
                let twice = it.answered().body.repeat(2);
                it.raw(twice);
            };
            one at, "a web page" => ["wire/json", "wire/media-type", body], |it| {
                it.header("content-type", "text/html");
                it.raw("<!doctype html><title>Bad gateway</title>");
            };
            one at, "JSON in a JSON string" => [body], |it| {
                let text = String::from_utf8_lossy(&it.answered().body).into_owned();
                it.raw(json!(text).to_string());
            };
            one at, "an array" => [body], |it| it.raw("[]");
            one at, "null" => [body], |it| it.raw("null");
        }
    };
    BODIES.into_iter().flat_map(of).collect()
}

/// Answers of every kind: the headers are promised on all of them.
const KINDS: [Address; 7] = [
    PAUSE,
    RESUME,
    LIST,
    ERROR,
    "auth/no-key-list/list",
    "list/limit-no-number/list",
    "list/paging/few-pages@2",
];

const HEADERS: [(&str, &str); 3] = [
    ("x-ratelimit-limit", "rate-limits/headers/limit"),
    ("x-ratelimit-remaining", "rate-limits/headers/remaining"),
    ("x-ratelimit-reset", "rate-limits/headers/reset"),
];

pub(super) fn headers() -> Vec<Row> {
    let mut rows = rows! {
        one PAUSE, "more left than the limit" => ["rate-limits/headers/remaining"], |it| {
            it.header("x-ratelimit-limit", "100");
            it.header("x-ratelimit-remaining", "101");
        };
        one LIST, "seconds to go" => ["rate-limits/headers/reset"],
            |it| it.header("x-ratelimit-reset", "57");
        one LIST, "milliseconds" => ["rate-limits/headers/reset"], |it| {
            let milliseconds = it.attempts[0].unix_seconds * 1000;
            it.header("x-ratelimit-reset", &milliseconds.to_string());
        };
        one LIST, "a date" => ["rate-limits/headers/reset"], |it| {
            it.header("x-ratelimit-reset", "Thu, 01 Jan 2026 00:00:00 GMT");
        };
    };
    for (name, claim) in HEADERS {
        for at in KINDS {
            let row = one(at, format!("no {name}"), &[claim], |it| it.no_header(name));
            rows.push(row);
        }
        for value in ["", "many", "9.5", "-1", "0x10", "1,000"] {
            let said = format!("{name}: {value}");
            rows.push(one(PAUSE, said, &[claim], |it| it.header(name, value)));
        }
    }
    rows
}

#[test]
fn a_promised_member_is_there_and_of_its_type() {
    check(members());
}

#[test]
fn a_member_has_the_documented_value() {
    check(values());
}

#[test]
fn a_body_is_one_whole_json_object() {
    check(bodies());
}

#[test]
fn every_answer_carries_the_rate_limit() {
    check(headers());
}
