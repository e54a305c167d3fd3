//! Servers differ, and what is legal is never held against one.

use hopx_conformance::recording::{Exchange, Recording};
use serde_json::{Value, json};

use super::played::{MINE, PLAYED};
use super::twin::{Addressed, Spoil, backwards, given_up, with};

/// A difference that is legal.
struct Difference {
    name: String,
    make: Box<dyn Fn(&mut Recording)>,
}

fn legal(name: impl Into<String>, make: impl Fn(&mut Recording) + 'static) -> Difference {
    Difference {
        name: name.into(),
        make: Box::new(make),
    }
}

fn check(differences: Vec<Difference>) {
    for Difference { name, make } in differences {
        let mut twin = PLAYED.recording.clone();
        make(&mut twin);
        let verdict = PLAYED.judge(&twin);
        let broken: Vec<_> = verdict
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.findings)
            .collect();
        assert!(broken.is_empty(), "{name}: {broken:#?}");
        assert!(
            verdict.own_faults.is_empty(),
            "{name}: {:#?}",
            verdict.own_faults
        );
    }
}

/// The same change to every answer of the run.
fn everywhere(change: impl Fn(&mut Exchange) + 'static) -> impl Fn(&mut Recording) {
    move |twin| {
        let looks = twin
            .scenarios
            .iter_mut()
            .flat_map(|record| &mut record.looks);
        looks.flat_map(|look| &mut look.exchanges).for_each(&change);
    }
}

/// The same change to every element of every list.
fn every_element(change: impl Fn(&mut Value) + 'static) -> impl Fn(&mut Recording) {
    everywhere(move |exchange| {
        exchange.body(|body| {
            let elements = body.get_mut("data").and_then(Value::as_array_mut);
            elements.into_iter().flatten().for_each(&change);
        });
    })
}

#[test]
fn members_may_be_added() {
    check(vec![
        legal(
            "unknown members in every body",
            everywhere(|exchange| {
                exchange.body(|body| {
                    body["meta"] = json!({ "took": 3, "warnings": [null, {}] });
                    body["message"] = Value::Null;
                });
            }),
        ),
        legal(
            "unknown members in every element",
            every_element(|element| {
                element["tags"] = json!(["a", { "b": 1.5e3 }]);
                element["owner"] = json!(-12);
            }),
        ),
        legal("details in an error", |twin| {
            twin.exchange("resume/unknown/resume")
                .set("/details", json!({ "id": [1, 2] }));
        }),
        legal("retry_after in an error that is no 429", |twin| {
            twin.exchange("resume/unknown/resume")
                .set("/retry_after", Value::Null);
        }),
        legal(
            "optional members left out",
            every_element(|element| {
                let promised = [
                    "id",
                    "object",
                    "status",
                    "public_host",
                    "template_name",
                    "region",
                    "created_at",
                ];
                let members = element.as_object_mut().expect("an object");
                members.retain(|name, _| promised.contains(&name.as_str()));
            }),
        ),
        legal(
            "optional members that are null",
            every_element(|element| {
                for name in OPTIONAL {
                    element[name] = Value::Null;
                }
            }),
        ),
        legal(
            "a url that is none",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body.get("data").is_some() {
                        body["url"] = json!(["/v1/sandboxes"]);
                    }
                });
            }),
        ),
    ]);
}

const OPTIONAL: [&str; 15] = [
    "direct_url",
    "preview_url",
    "template_id",
    "organization_id",
    "node_id",
    "resources",
    "internet_access",
    "live_mode",
    "timeout_seconds",
    "expires_at",
    "auth_token",
    "token_expires_at",
    "updated_at",
    "request_id",
    "display_name",
];

#[test]
fn optional_members_may_be_of_any_type() {
    let odd = [
        json!("text"),
        json!(7),
        json!(1.5),
        json!(true),
        json!([1]),
        json!({ "vcpu": "2" }),
    ];
    let difference = |value: Value| {
        legal(
            format!("optional members that are {value}"),
            every_element(move |element| {
                for name in OPTIONAL {
                    element[name] = value.clone();
                }
            }),
        )
    };
    check(odd.into_iter().map(difference).collect());
}

#[test]
fn json_may_be_written_in_any_way() {
    check(vec![
        legal(
            "the opposite order of members",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").into_owned();
                exchange.raw(backwards(&body));
            }),
        ),
        legal(
            "line breaks and indentation",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").into_owned();
                exchange.raw(format!("\r\n{body:#}\n\t "));
            }),
        ),
        legal(
            "escaped letters",
            everywhere(|exchange| {
                let body = exchange.answered().json().expect("JSON").to_string();
                exchange.raw(body.replace("sandbox", "\\u0073andbox").replace('/', "\\/"));
            }),
        ),
        legal(
            "letters beyond ASCII",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body.get("error").is_some() {
                        body["error"] = json!("Nicht gefunden — 見つかりません");
                    }
                });
            }),
        ),
    ]);
}

#[test]
fn headers_may_differ() {
    let typed = |media_type: &'static str| {
        legal(
            media_type,
            everywhere(move |exchange| {
                exchange.header("content-type", media_type);
            }),
        )
    };
    let mut differences: Vec<_> = [
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON ; profile=\"x;y\"",
    ]
    .map(typed)
    .into();
    differences.extend([
        legal(
            "more headers",
            everywhere(|exchange| {
                exchange.header("server", "nginx");
                exchange.header("set-cookie", "a=b");
                exchange.header("etag", "\"x\"");
                exchange.header("retry-after", "1");
            }),
        ),
        legal(
            "no headers but the promised ones",
            everywhere(|exchange| {
                let needed =
                    |name: &String| name.starts_with("x-ratelimit") || name == "content-type";
                exchange.answered().headers.retain(|(name, _)| needed(name));
            }),
        ),
        legal(
            "headers in the opposite order",
            everywhere(|exchange| {
                exchange.answered().headers.reverse();
            }),
        ),
        legal(
            "a header that is there twice",
            everywhere(|exchange| {
                let again = ("x-ratelimit-limit".to_owned(), "10000".to_owned());
                exchange.answered().headers.push(again);
            }),
        ),
        legal(
            "another limit",
            everywhere(|exchange| {
                exchange.header("x-ratelimit-limit", "200");
                exchange.header("x-ratelimit-remaining", "200");
            }),
        ),
        legal(
            "nothing left",
            everywhere(|exchange| {
                exchange.header("x-ratelimit-remaining", "0");
            }),
        ),
        legal(
            "a reset that has just been",
            everywhere(|exchange| {
                let reset = exchange.attempts[0].unix_seconds - 90;
                exchange.header("x-ratelimit-reset", &reset.to_string());
            }),
        ),
        legal(
            "a reset in some hours",
            everywhere(|exchange| {
                let reset = exchange.attempts[0].unix_seconds + 6 * 3600;
                exchange.header("x-ratelimit-reset", &reset.to_string());
            }),
        ),
        legal(
            "another request id in the header",
            everywhere(|exchange| {
                exchange.header("x-request-id", "trace-1");
            }),
        ),
    ]);
    check(differences);
}

#[test]
fn elements_may_differ() {
    let mut differences = vec![
        legal("a status that nobody documents", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/status", json!("hibernating"));
        }),
        legal("documented statuses of another page", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/status", json!("error"));
            twin.exchange("list/envelope/list")
                .set("/data/1/status", json!("deleted"));
        }),
        legal("no region", |twin| {
            twin.exchange("list/envelope/list")
                .set("/data/0/region", Value::Null);
            twin.exchange("list/region/everything")
                .set("/data/0/region", Value::Null);
        }),
        legal("a given sandbox without a region", |twin| {
            for list in twin.lists() {
                if list.query("region").is_some() {
                    list.body(|body| {
                        let elements = body["data"].as_array_mut().expect("a list");
                        elements.retain(|element| element["id"] != MINE);
                    });
                } else {
                    list.body(|body| {
                        let elements = body.get_mut("data").and_then(Value::as_array_mut);
                        let mut elements = elements.into_iter().flatten();
                        if let Some(mine) = elements.find(|element| element["id"] == MINE) {
                            mine["region"] = Value::Null;
                        }
                    });
                }
            }
        }),
        legal(
            "a template without a name",
            every_element(|element| {
                element["template_name"] = json!("");
            }),
        ),
        legal(
            "hosts with port and path",
            every_element(|element| {
                element["public_host"] = json!("http://127.0.0.1:8080/sandbox/1?x=y");
            }),
        ),
        legal("ids of another shape", |twin| {
            let text = serde_json::to_string(twin).expect("JSON");
            let text = text
                .replace(MINE, "0189f7ea-ae2c-7809-8aeb-b819cf5e9e7f")
                .replace("sandbox_ur5ta41fl", "42");
            *twin = serde_json::from_str(&text).expect("a recording");
        }),
        legal(
            "request ids of another shape",
            everywhere(|exchange| {
                let id = json!(format!(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-{}",
                    exchange.number
                ));
                exchange.set("/request_id", id);
            }),
        ),
    ];
    differences.extend(TIMES.map(|time| {
        legal(
            format!("created_at: {time}"),
            every_element(move |element| {
                element["created_at"] = json!(time);
            }),
        )
    }));
    check(differences);
}

const TIMES: [&str; 13] = [
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.123456789Z",
    "2026-01-01T00:00:00,5Z",
    "2026-01-01T00:00:00+00:00",
    "2026-01-01T00:00:00-0530",
    "2026-01-01T00:00:00+02",
    "2026-01-01T00:00:00",
    "2026-01-01 00:00:00",
    "2026-01-01t00:00:00z",
    "2026-01-01T00:00Z",
    "2026-01-01",
    "20260101T000000Z",
    "2016-12-31T23:59:60Z",
];

#[test]
fn pages_may_be_cut_differently() {
    check(vec![
        legal(
            "no next_cursor on the last page",
            everywhere(|exchange| {
                exchange.body(|body| {
                    if body["has_more"] == json!(false) {
                        body.as_object_mut()
                            .expect("an object")
                            .remove("next_cursor");
                    }
                });
            }),
        ),
        legal("a smaller default page", |twin| {
            let list = twin.exchange("list/envelope/list");
            list.body(|body| body["data"].as_array_mut().expect("a list").truncate(10));
            list.set("/has_more", json!(true));
            list.set("/next_cursor", json!("c2FuZGJveA=="));
        }),
        legal("a smaller largest page", |twin| {
            in_two_pages(twin, "list/status/everything", 10);
        }),
        legal("an empty page with more behind it", |twin| {
            in_two_pages(twin, "list/status/everything", 0);
        }),
        legal("an empty page at the end", |twin| {
            in_two_pages(twin, "list/status/everything", 15);
        }),
        legal("another order in every list", |twin| {
            for (turn, list) in twin.lists().into_iter().enumerate() {
                list.body(|body| {
                    if let Some(elements) = body.get_mut("data").and_then(Value::as_array_mut) {
                        let turns = turn.min(elements.len());
                        elements.rotate_left(turns);
                    }
                });
            }
        }),
        legal("a walk that came to no end", |twin| {
            twin.cut_before("list/paging/few-pages@2");
            twin.cut_before("list/status/running-few-pages@3");
        }),
    ]);
}

/// Cuts the only page of a list into two.
fn in_two_pages(twin: &mut Recording, address: &'static str, size: usize) {
    let first = twin.exchange(address);
    let mut second = first.clone();
    first.body(|body| body["data"].as_array_mut().expect("a list").truncate(size));
    first.set("/has_more", json!(true));
    first.set("/next_cursor", json!("c2FuZGJveA=="));
    let cursor = ("cursor".to_owned(), "c2FuZGJveA==".to_owned());
    second.query.push(cursor);
    second.number += 1000;
    second.page_number(2);
    second.set("/request_id", json!("req_of_the_second_page"));
    second.body(|body| {
        let elements = body["data"].as_array_mut().expect("a list");
        elements.drain(..size);
    });
    let (scenario, step) = address.rsplit_once('/').expect("an address");
    let calls = &mut twin.scenario(scenario).looks[0].exchanges;
    let place = calls.iter().position(|made| made.step == step);
    calls.insert(place.expect("the step") + 1, second);
}

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
        legal(
            "pause/repeat/pause: 409, somebody else has resumed it",
            |twin| {
                twin.exchange("pause/repeat/pause").refuse(409, "CONFLICT");
                let mine = twin.element("pause/pause-running/list-before", MINE);
                twin.exchange("pause/repeat/list-running").add(mine);
            },
        ),
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
