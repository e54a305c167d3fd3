//! Statuses, error codes and request ids.

use hopx_conformance::recording::{Exchange, Outcome, Recording};
use serde_json::{Value, json};

use super::answers::{ERROR, LIST, PAUSE, RESUME};
use super::{Row, check, last, one, rows, whole};
use crate::played::{PLAYED, THIRD, findings};
use crate::twin::{Address, Addressed, Spoil};

/// Errors where the page has another answer: call, status, code, and the claims that it breaks.
const REFUSED: &str = "
    list/envelope/list              500 INTERNAL_ERROR          list/200
    list/envelope/list              502 BAD_GATEWAY             list/200
    pause/pause-running/pause       409 CONFLICT                pause/200
    resume/twice-round/pause-again  409 CONFLICT                pause/200
    resume/after-pausing/resume     404 RESOURCE_NOT_FOUND      resume/after-pausing resume/200
    resume/after-pausing/resume     409 CONFLICT                resume/after-pausing resume/200
    list/ids-usable/pause           404 RESOURCE_NOT_FOUND      pause/200
    list/ids-usable/pause@2         404 RESOURCE_NOT_FOUND      pause/200
    list/ids-usable/pause@2         500 INTERNAL_ERROR          pause/200
    resume/all-paused/resume@2      404 RESOURCE_NOT_FOUND      resume/after-pausing resume/200
    resume/all-paused/resume@2      500 INTERNAL_ERROR          resume/200
    resume/resume-paused/prepare    500 INTERNAL_ERROR          pause/200
    resume/resume-paused/resume     404 RESOURCE_NOT_FOUND      resume/after-pausing resume/200
    resume/resume-paused/resume     500 INTERNAL_ERROR          resume/200
    pause/other-organisation/prepare 404 RESOURCE_NOT_FOUND     resume/after-pausing resume/200
    resume/unknown/resume           400 INVALID_REQUEST         resume/404
    resume/unknown/resume           500 INTERNAL_ERROR          resume/404
    resume/escaped/resume           400 INVALID_REQUEST         resume/404
    pause/unknown/pause             409 CONFLICT                pause/404
    pause/escaped/pause             405 METHOD_NOT_ALLOWED      pause/404
    pause/escaped/pause             500 INTERNAL_ERROR          pause/404
    resume/other-organisation/resume 403 FORBIDDEN              resume/404/other-organisation
    resume/other-organisation/pause 409 CONFLICT                pause/404/other-organisation
    pause/other-organisation/pause  403 FORBIDDEN               pause/404/other-organisation
    auth/no-key-list/list           403 FORBIDDEN               list/401
    auth/no-key-pause/pause         404 RESOURCE_NOT_FOUND      pause/401
    auth/malformed-pause/pause      400 INVALID_REQUEST         pause/401
    auth/no-key-resume/resume       404 RESOURCE_NOT_FOUND      resume/401
    auth/invalid-key-resume/resume  500 INTERNAL_ERROR          resume/401
    pause/repeat/pause              404 RESOURCE_NOT_FOUND      pause/repeat
    pause/repeat/pause              500 INTERNAL_ERROR          pause/repeat
    resume/repeat/resume            400 INVALID_REQUEST         resume/repeat
    resume/repeat/resume            500 INTERNAL_ERROR          resume/repeat
    list/limit-negative/list        500 INTERNAL_ERROR          list/limit/invalid
    list/limit-zero/list            500 INTERNAL_ERROR          list/query/graceful
    list/limit-huge/list            500 INTERNAL_ERROR          list/query/graceful
    list/status-nonsense/list       503 SERVICE_UNAVAILABLE     list/query/graceful
    list/cursor-unreadable/list     500 INTERNAL_ERROR          list/query/graceful
    list/region-nowhere/list        500 INTERNAL_ERROR          list/200
    list/region-nowhere/list        404 RESOURCE_NOT_FOUND      list/200
    auth/bearer/list                401 INVALID_TOKEN           auth/bearer
    pause/pause-running/pause       401 AUTHENTICATION_REQUIRED auth/bearer pause/200
    auth/x-api-key/list             401 INVALID_TOKEN           auth/x-api-key
    auth/x-api-key-to-change/pause  401 INVALID_TOKEN           auth/x-api-key
    auth/x-api-key-to-change/resume 401 INVALID_TOKEN           auth/x-api-key
    auth/x-api-key-to-change/resume 400 INVALID_REQUEST         auth/x-api-key
    auth/invalid-key-pause/pause    404 RESOURCE_NOT_FOUND      pause/401
    list/envelope/list              402 NOT_FOUND               errors/402/code
    list/envelope/list              403 NOT_FOUND               errors/403/code
    list/envelope/list              408 NOT_FOUND               errors/408/code
    list/envelope/list              500 NOT_FOUND               errors/500/code list/200
    list/envelope/list              503 NOT_FOUND               errors/503/code
    pause/pause-running/pause       503 NOT_FOUND               errors/503/code
    pause/repeat/pause              409 NOT_FOUND               errors/409/code
    resume/repeat/resume            409 NOT_FOUND               errors/409/code
";

pub(super) fn refused() -> Vec<Row> {
    let row = |line: &'static str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let [at, status, code, claims @ ..] = &words[..] else {
            panic!("four words or more: {line}");
        };
        let code = *code;
        let number: u16 = status.parse().expect("a status");
        last(at, format!("{status} {code}"), claims, move |it| {
            it.refuse(number, code);
        })
    };
    REFUSED.trim().lines().map(row).collect()
}

/// Ids out of a list that no call ever took.
pub(super) fn untaken() -> Vec<Row> {
    let row = |at: Address, status: u16, code: &'static str, also: &str| {
        let name = format!("{status} {code}, with an id that no call took before");
        whole(at, name, &["list/ids-usable", also], move |twin| {
            leave_others_alone(twin);
            twin.exchange(at).refuse(status, code);
            twin.end_after(at);
        })
    };
    vec![
        row(
            "list/ids-usable/pause@2",
            404,
            "RESOURCE_NOT_FOUND",
            "pause/200",
        ),
        row(
            "list/ids-usable/pause@2",
            422,
            "INVALID_REQUEST",
            "pause/200",
        ),
        row(
            "resume/all-paused/resume@2",
            404,
            "RESOURCE_NOT_FOUND",
            "resume/200",
        ),
    ]
}

/// Leaves out what pauses and resumes every given sandbox so that one can be watched among them.
fn leave_others_alone(twin: &mut Recording) {
    for address in ["pause/pause-running", "resume/resume-paused"] {
        let record = twin.scenario(address);
        record.outcome = Outcome::Skipped("left out: play it".to_owned());
        record.looks.clear();
    }
    // As the second of them left it.
    let third = twin.given.iter_mut().find(|given| given.id == THIRD);
    third.expect("a third one").found = Some("paused".to_owned());
}

/// Successes where the page has another answer, or another success.
pub(super) fn answered() -> Vec<Row> {
    let status = |at, status: u16, claim| {
        last(at, status.to_string(), &[claim], move |it| {
            it.answered().status = status;
        })
    };
    let done = |at, status: &'static str, claim| {
        last(at, "success", &[claim], move |it| {
            let id = it.sandbox.clone();
            it.succeed(json!({ "id": id, "status": status }));
        })
    };
    let listed = |at, claim| {
        whole(at, "a list", &[claim], move |twin| {
            let list = twin
                .exchange(LIST)
                .answered()
                .json()
                .expect("JSON")
                .into_owned();
            twin.exchange(at).succeed(list);
        })
    };
    let nothing = |it: &mut Exchange| {
        it.succeed(json!({ "object": "list", "data": [], "has_more": false }));
    };
    let mut rows = rows! {
        last "auth/no-key-list/list", "an empty list" => ["list/401"], nothing;
        last "auth/invalid-key-list/list", "an empty list" => ["list/401"], nothing;
        last RESUME, "204" => ["resume/200", "wire/json"], |it| {
            it.answered().status = 204;
            it.raw("");
        };
    };
    rows.extend([
        status(PAUSE, 201, "pause/200"),
        status(PAUSE, 202, "pause/200"),
        status(PAUSE, 307, "pause/200"),
        status(RESUME, 202, "resume/200"),
        status(LIST, 206, "list/200"),
        status(LIST, 302, "list/200"),
        done("resume/unknown/resume", "running", "resume/404"),
        done("pause/unknown/pause", "paused", "pause/404"),
        done(THEIRS_TO_RESUME, "running", "resume/404/other-organisation"),
        done(THEIRS_TO_PAUSE, "paused", "pause/404/other-organisation"),
        done(PAUSE_WITHOUT_KEY, "paused", "pause/401"),
        done(RESUME_WITH_INVALID_KEY, "running", "resume/401"),
        listed("auth/no-key-list/list", "list/401"),
        listed("auth/malformed-list/list", "list/401"),
        listed("auth/invalid-key-list/list", "list/401"),
        listed("list/limit-no-number/list", "list/limit/invalid"),
        listed("list/limit-negative/list", "list/limit/invalid"),
    ]);
    rows
}

const THEIRS_TO_RESUME: Address = "resume/other-organisation/resume";
const THEIRS_TO_PAUSE: Address = "pause/other-organisation/pause";
const BY_X_API_KEY: Address = "auth/x-api-key-to-change/pause";
const PAUSE_WITHOUT_KEY: Address = "errors/refused-running/pause-without-key";
const PAUSE_WITH_INVALID_KEY: Address = "errors/refused-running/pause-with-invalid-key";
const RESUME_WITH_INVALID_KEY: Address = "errors/refused-paused/resume-with-invalid-key";

pub(super) fn codes() -> Vec<Row> {
    let code = |at, code: &'static str, claim| {
        one(at, code, &[claim], move |it| it.set("/code", json!(code)))
    };
    let mut rows = vec![
        code(
            "list/limit-no-number/list",
            "BAD_REQUEST",
            "errors/400/code",
        ),
        code("list/limit-zero/list", "BAD_REQUEST", "errors/400/code"),
        code("auth/no-key-list/list", "UNAUTHORIZED", "errors/401/code"),
        code(
            "auth/malformed-pause/pause",
            "UNAUTHORIZED",
            "errors/401/code",
        ),
        code(
            "auth/no-key-list/list",
            "INVALID_TOKEN",
            "errors/401/no-key",
        ),
        code(
            "auth/no-key-resume/resume",
            "INVALID_TOKEN",
            "errors/401/no-key",
        ),
        code(
            "auth/invalid-key-pause/pause",
            "AUTHENTICATION_REQUIRED",
            "errors/401/invalid-key",
        ),
        code(
            PAUSE_WITH_INVALID_KEY,
            "AUTHENTICATION_REQUIRED",
            "errors/401/invalid-key",
        ),
        code("resume/unknown/resume", "NOT_FOUND", "errors/404/code"),
        code(
            "pause/unknown/pause",
            "resource_not_found",
            "errors/404/code",
        ),
    ];
    rows.extend(rows! {
        one ERROR, "an error with 200"
            => ["errors/status", "resume/404", "resume/200/id", "resume/200/status"],
            |it| it.refuse(200, "RESOURCE_NOT_FOUND");
        one PAUSE, "an error with 200" => ["errors/status", "pause/200/id", "pause/200/status"],
            |it| it.refuse(200, "CONFLICT");
        one LIST, "an error with 200"
            => ["errors/status", "list/200/object", "list/200/data", "list/200/has-more"],
            |it| it.refuse(200, "FORBIDDEN");
        whole BY_X_API_KEY, "201, as whichever header carries the key" => ["pause/200"], |twin| {
            for at in [PAUSE, BY_X_API_KEY] {
                twin.exchange(at).answered().status = 201;
            }
        };
        whole PAUSE, "the request id of the call before" => ["request-ids/unique"], |twin| {
            let before = twin.exchange("pause/pause-running/list-before").answered().json();
            let id = before.expect("JSON")["request_id"].clone();
            twin.exchange(PAUSE).set("/request_id", id);
        };
        whole ERROR, "the request id of a call long ago" => ["request-ids/unique"], |twin| {
            let before = twin.exchange(RESUME).answered().json();
            let id = before.expect("JSON")["request_id"].clone();
            twin.exchange(ERROR).set("/request_id", id);
        };
    });
    rows
}

pub(super) fn rate_limit() -> Vec<Row> {
    let limited = |name: &str, claim, change: fn(&mut Value)| {
        let name = format!("refused for the rate limit, {name}");
        one(LIST, name, &[claim], move |it| it.limited_at_first(change))
    };
    let retry_after = |value: Value| {
        let name = format!("refused for the rate limit, retry_after is {value}");
        one(LIST, name, &["rate-limits/429/retry-after"], move |it| {
            let value = value.clone();
            it.limited_at_first(|body| body["retry_after"] = value);
        })
    };
    let mut rows = vec![
        retry_after(Value::Null),
        retry_after(json!("30")),
        retry_after(json!(1.5)),
        limited("no retry_after", "rate-limits/429/retry-after", |body| {
            body.as_object_mut()
                .expect("an object")
                .remove("retry_after");
        }),
        limited("another code", "errors/429/code", |body| {
            body["code"] = json!("TOO_MANY");
        }),
        limited("no text", "errors/envelope/error", |body| {
            body["error"] = Value::Null;
        }),
    ];
    rows.extend(rows! {
        one LIST, "refused for the rate limit, no reset" => ["rate-limits/headers/reset"], |it| {
            it.limited_at_first(|_| {});
            let first = it.attempts[0].result.as_mut().expect("an answer");
            first.headers.retain(|(name, _)| name != "x-ratelimit-reset");
        };
        one LIST, "refused for the rate limit with a web page"
            => ["wire/json", "errors/envelope/body"], |it| {
            it.limited_at_first(|_| {});
            let first = it.attempts[0].result.as_mut().expect("an answer");
            first.body = b"<html>Slow down".to_vec().into();
        };
    });
    rows
}

#[test]
fn an_answer_has_the_documented_status() {
    check(refused());
    check(answered());
}

#[test]
fn what_succeeds_before_and_afterwards_is_not_forbidden_in_between() {
    for (at, claim) in [
        ("pause/repeat/pause", "pause/repeat"),
        ("resume/repeat/resume", "resume/repeat"),
    ] {
        let mut twin = PLAYED.recording.clone();
        twin.exchange(at).refuse(403, "FORBIDDEN");
        let verdict = PLAYED.judge(&twin);
        let named: Vec<_> = findings(&verdict)
            .map(|(_, finding)| finding.claim.as_str())
            .collect();
        assert_eq!(named, [claim], "{at}");
    }
}

#[test]
fn an_error_has_the_documented_code() {
    check(codes());
}

#[test]
fn a_refusal_for_the_rate_limit_says_how_long_to_wait() {
    check(rate_limit());
}
