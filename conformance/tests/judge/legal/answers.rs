//! What is answered, and what becomes of sandboxes meanwhile.

use serde_json::json;

use super::{check, everywhere, legal};
use crate::played::MINE;
use crate::twin::{Addressed, Spoil, given_up, with};

#[test]
fn an_answer_may_be_one_of_several() {
    let refused = |at: &'static str, status: u16, code: &'static str| {
        legal(format!("{at}: {status} {code}"), move |twin| {
            twin.exchange(at).refuse(status, code);
        })
    };
    let listed = |at: &'static str| {
        legal(format!("{at}: a list"), move |twin| {
            let list = twin
                .exchange("list/envelope/list")
                .answered()
                .json()
                .expect("JSON")
                .into_owned();
            twin.exchange(at).succeed(list);
        })
    };
    let empty = |at: &'static str| {
        legal(format!("{at}: an empty list"), move |twin| {
            let list = json!({ "object": "list", "data": [], "has_more": false });
            twin.exchange(at).succeed(list);
        })
    };
    check(vec![
        refused("pause/repeat/pause", 409, "CONFLICT"),
        refused("resume/repeat/resume", 409, "CONFLICT"),
        listed("list/limit-zero/list"),
        empty("list/limit-zero/list"),
        refused("list/limit-zero/list", 422, "INVALID_REQUEST"),
        listed("list/limit-huge/list"),
        refused("list/limit-huge/list", 413, "REQUEST_TOO_LARGE"),
        listed("list/status-nonsense/list"),
        empty("list/status-nonsense/list"),
        refused("list/status-nonsense/list", 404, "RESOURCE_NOT_FOUND"),
        listed("list/cursor-unreadable/list"),
        empty("list/cursor-unreadable/list"),
        refused("list/cursor-unreadable/list", 410, "CURSOR_EXPIRED"),
        refused("list/region-nowhere/list", 400, "INVALID_REQUEST"),
        refused("list/region-nowhere/list", 422, "INVALID_REQUEST"),
        legal("no sandbox of the other organisation runs", |twin| {
            let list = json!({ "object": "list", "data": [], "has_more": false });
            twin.exchange("list/other-organisation/theirs-running")
                .succeed(list);
        }),
        refused("auth/malformed-list/list", 401, "AUTHENTICATION_REQUIRED"),
        refused("auth/malformed-pause/pause", 401, "AUTHENTICATION_REQUIRED"),
        refused("auth/malformed-resume/resume", 401, "INVALID_TOKEN"),
    ]);
}

#[test]
fn a_change_may_take_a_moment_to_reach_lists() {
    check(vec![
        legal("paused on the second look at the list", |twin| {
            let mut late = twin.exchange("pause/pause-running/list").clone();
            twin.exchange("pause/pause-running/list")
                .show(MINE, "running");
            late.number += 1000;
            late.poll_number(1);
            late.set("/request_id", json!("req_late"));
            let calls = &mut twin.scenario("pause/pause-running").looks[0].exchanges;
            let place = calls.iter().position(|made| made.step == "list");
            calls.insert(place.expect("the step") + 1, late);
        }),
        legal("still among the running ones on the first look", |twin| {
            let mut late = twin.exchange("pause/repeat/list-running").clone();
            let mine = twin.element("pause/pause-running/list", MINE);
            twin.exchange("pause/repeat/list-running").add(mine);
            late.number += 1000;
            late.poll_number(1);
            late.set("/request_id", json!("req_late"));
            twin.scenario("pause/repeat").looks[0].exchanges.push(late);
        }),
        legal("still listed as paused on the first look", |twin| {
            let mut late = twin.exchange("resume/all-paused/list-left").clone();
            let mine = twin.element("resume/all-paused/list-paused", MINE);
            twin.exchange("resume/all-paused/list-left").add(mine);
            late.number += 1000;
            late.poll_number(1);
            late.set("/request_id", json!("req_late"));
            twin.scenario("resume/all-paused").looks[0]
                .exchanges
                .push(late);
        }),
    ]);
}

#[test]
fn strangers_may_come_and_go_and_change() {
    check(vec![
        legal("a stranger that only one list shows", |twin| {
            let ids = twin.exchange("list/status/running").ids();
            let new = twin.element("list/status/running", &ids[0]);
            let new = with(new, json!({ "id": "sandbox_new" }));
            twin.exchange("list/status/running").add(new);
        }),
        legal("a stranger that goes between two lists", |twin| {
            let ids = twin.exchange("list/status/everything").ids();
            twin.exchange("pause/pause-running/list").hide(&ids[0]);
            twin.exchange("pause/other-organisation/list").hide(&ids[1]);
        }),
        legal(
            "a stranger that is deleted while pages are walked",
            |twin| {
                twin.exchange("list/paging/few-pages@2").remove("/data/0");
            },
        ),
        legal("a stranger that moves from page to page", |twin| {
            let first = twin.exchange("list/paging/few-pages").ids();
            let last = twin.element("list/paging/few-pages", &first[4]);
            twin.exchange("list/paging/few-pages@2")
                .set("/data/0", last);
        }),
        legal("strangers that change by themselves", |twin| {
            let ids = twin.exchange("list/envelope/list").ids();
            let statuses = ["running", "stopped", "paused", "creating"];
            for (turn, list) in twin.lists().into_iter().enumerate() {
                if list.query.is_empty()
                    && list.credential == hopx_conformance::recording::Credential::Own
                {
                    list.show(&ids[0], statuses[turn % 4]);
                    list.show(&ids[1], statuses[(turn + 1) % 4]);
                }
            }
        }),
        legal("a stranger that is paused and resumed by others", |twin| {
            let ids = twin.exchange("pause/pause-running/list").ids();
            twin.exchange("pause/pause-running/list")
                .show(&ids[0], "paused");
            twin.exchange("resume/twice-round/list")
                .show(&ids[0], "paused");
        }),
    ]);
}

#[test]
fn an_answer_that_says_come_back_later_says_nothing() {
    let later = |at: &'static str, status: u16, code: &'static str| {
        legal(format!("{at}: {status}"), move |twin| {
            twin.exchange(at).refuse(status, code);
            twin.exchange(at).set("/retry_after", json!(30));
            twin.end_after(at);
            let scenario = at.rsplit_once('/').expect("an address").0;
            twin.scenario(scenario).outcome = given_up();
        })
    };
    check(vec![
        later("pause/pause-running/pause", 429, "RATE_LIMIT_EXCEEDED"),
        later("list/envelope/list", 429, "RESOURCE_LIMIT_ERROR"),
        later("resume/resume-paused/resume", 503, "SERVICE_UNAVAILABLE"),
        later("list/envelope/list", 503, "SERVICE_UNAVAILABLE"),
        later("list/paging/few-pages@2", 503, "SERVICE_UNAVAILABLE"),
        later("resume/unknown/resume", 503, "SERVICE_UNAVAILABLE"),
        later("auth/no-key-list/list", 429, "RATE_LIMIT_EXCEEDED"),
        later("pause/repeat/pause", 408, "EXECUTION_TIMEOUT"),
        later("list/envelope/list", 403, "FORBIDDEN"),
        later("resume/resume-paused/resume", 402, "PAYMENT_REQUIRED"),
        later("pause/pause-running/pause", 403, "FORBIDDEN"),
        later(
            "resume/other-organisation/prepare",
            503,
            "SERVICE_UNAVAILABLE",
        ),
        legal(
            "every call is refused for the rate limit once",
            everywhere(|exchange| {
                let number = exchange.number;
                exchange.limited_at_first(|body| {
                    body["request_id"] = json!(format!("req_slow_{number}"));
                });
            }),
        ),
    ]);
}

#[test]
fn a_sandbox_that_somebody_else_has_changed_is_no_breach() {
    let conflict = |at: &'static str| {
        legal(format!("{at}: 409"), move |twin| {
            twin.exchange(at).refuse(409, "CONFLICT");
            twin.end_after(at);
            let scenario = at.rsplit_once('/').expect("an address").0;
            twin.scenario(scenario).outcome = given_up();
        })
    };
    check(vec![conflict("errors/refused-running/prepare")]);
}

#[test]
fn no_answer_is_no_breach() {
    use hopx_conformance::recording::{Failure, FailureKind};
    let unanswered = |at: &'static str, kind: FailureKind| {
        legal(format!("{at}: {kind:?}"), move |twin| {
            let attempt = twin.exchange(at).attempts.last_mut().expect("an attempt");
            attempt.result = Err(Failure {
                kind,
                message: "nothing came".to_owned(),
            });
            twin.end_after(at);
            let scenario = at.rsplit_once('/').expect("an address").0;
            twin.scenario(scenario).outcome = given_up();
        })
    };
    check(vec![
        unanswered("pause/pause-running/pause", FailureKind::Timeout),
        unanswered("list/envelope/list", FailureKind::Connect),
        unanswered("list/paging/few-pages@3", FailureKind::Broken),
        unanswered("resume/other-organisation/prepare", FailureKind::Timeout),
    ]);
}
