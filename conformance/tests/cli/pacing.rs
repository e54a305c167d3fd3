//! What a run is going to spend, what it may spend, and what it waited for.

use hopx_mock::{Mock, RateLimit, SandboxStatus};
use std::time::Duration;

use crate::binary::{Told, against, command, fresh, hopx, shown, told};
use crate::door::{Door, Server, answer, refusal};

/// One running and one paused sandbox, as arguments.
fn both(server: &Server) -> Vec<String> {
    let of_status = |status| {
        let mut sandboxes = server.sandboxes().into_iter();
        let found = sandboxes.find(|sandbox| sandbox.status == status);
        found.expect("a sandbox of that status").id
    };
    let ids = [SandboxStatus::Running, SandboxStatus::Paused].map(of_status);
    ids.into_iter()
        .flat_map(|id| ["--sandbox".to_owned(), id])
        .collect()
}

fn capped(server: &Server, most: &str, more: &[&str]) -> Told {
    let given = both(server);
    let mut args = vec!["--max-requests", most];
    args.extend(given.iter().map(String::as_str));
    args.extend(more);
    against(&server.base_url(), server.api_key(), &args)
}

fn statuses(server: &Server) -> Vec<(String, SandboxStatus)> {
    let sandboxes = server.sandboxes().into_iter();
    sandboxes
        .map(|sandbox| (sandbox.id, sandbox.status))
        .collect()
}

#[test]
fn a_dry_run_plans_and_calls_nobody() {
    let door = Door::open(|_| None);
    let mut command = command(&["--dry-run", "--sandbox", "a", "--sandbox", "b"]);
    let told = told(command.env("HOPX_BASE_URL", &door.base_url));
    told.ended(
        0,
        &[
            &format!("plan for {}: 2 sandboxes, without a key", door.base_url),
            "not played: needs --other-api-key",
            "of them pause or resume",
            "requests a minute costs",
        ],
    );
    assert_eq!(door.requests().len(), 0);
}

#[test]
fn a_plan_is_about_right_for_the_embedded_mock() {
    let plan = hopx(&["--dry-run"]);
    let total = plan
        .out
        .lines()
        .find(|line| line.contains(" scenarios, about "));
    let words: Vec<_> = total.expect("a total").split_whitespace().collect();
    let about = words.iter().position(|word| *word == "about");
    let about: f64 = words[about.expect("a figure") + 1]
        .parse()
        .expect("a number");
    let run = hopx(&[]);
    let spent = run.out.lines().find(|line| line.contains(" requests in "));
    let spent = spent
        .and_then(|line| line.split("observed; ").nth(1))
        .expect("a total");
    let spent: f64 = spent
        .split(' ')
        .next()
        .expect("a number")
        .parse()
        .expect("a number");
    assert!(
        (spent - about).abs() <= spent / 4.0,
        "{about} planned, {spent} spent"
    );
}

#[test]
fn no_request_beyond_the_cap_is_sent_and_all_is_put_back() {
    for most in [9, 10, 13, 20, 33, 47, 60] {
        let server = Server::start(Mock::builder());
        let before = statuses(&server);
        let told = capped(&server, &most.to_string(), &[]);
        let sent = server.requests().len();
        assert!(sent <= most, "{most}: {sent}");
        assert_eq!(statuses(&server), before, "{most}: {told:?}");
        let left = format!("--max-requests {most} leaves too few for it");
        assert!(told.says(&left), "{most}: {told:?}");
        assert!(told.says("(not-played; to prove more, raise it)"), "{most}");
        assert!(matches!(told.code, Some(0 | 4)), "{most}: {told:?}");
        assert!(
            told.says(&format!("{sent} request")),
            "{most}: {sent} {told:?}"
        );
    }
}

#[test]
fn a_cap_that_is_never_reached_changes_nothing() {
    let server = Server::start(Mock::builder());
    let told = capped(&server, "500", &["pause/pause-running"]);
    told.ended(0, &["1 passed, 0 failed, 0 skipped"]);
    assert!(!told.says("max-requests"), "{told:?}");
}

#[test]
fn a_cap_that_leaves_nothing_to_put_back_with_is_refused_before_anything_is_sent() {
    let server = Server::start(Mock::builder());
    for most in ["1", "7"] {
        let told = capped(&server, most, &[]);
        told.refused(&[&format!("--max-requests {most} is too few"), "8 at least"]);
    }
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_cap_that_is_used_up_before_the_first_change_changes_nothing() {
    let server = Server::start(Mock::builder().sandboxes(2_500));
    let (last, key) = (
        server.sandboxes().pop().expect("sandboxes").id,
        server.api_key(),
    );
    let behind = server.behind();
    // Pages of 20, so that it takes many to find the sandbox.
    let door = Door::open(move |request| behind(&request.with("limit=1000", "limit=20")));
    let args = ["--max-requests", "12", "--sandbox", &last];
    let told = against(&door.base_url, key, &args);
    told.ended(2, &["--max-requests 12 is too few", "mend: raise"]);
    assert!(door.requests().len() <= 12);
    assert!(!door.requests().iter().any(crate::door::Request::is_change));
}

#[test]
fn waits_are_told_and_are_in_the_recording() {
    let limit = RateLimit::new(5, Duration::from_secs(1)).enforced();
    let server = Server::start(Mock::builder().rate_limit(limit));
    let file = shown(&fresh("waits").join("run.json"));
    let args = [
        "--record",
        &file,
        "--level",
        "required",
        "list/paging",
        "auth/bearer",
    ];
    let live = against(&server.base_url(), server.api_key(), &args);
    live.ended(0, &["waited ", "s for the next window of the rate limit"]);
    let (waiting, window) = ("warning: waiting ", "s for the next window");
    assert!(
        live.err.contains(waiting) && live.err.contains(window),
        "{live:?}"
    );
    let offline = hopx(&["judge", &file]);
    assert_eq!((offline.out, offline.code), (live.out, live.code));
}

#[test]
fn a_pass_that_needed_another_try_says_so() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| match request.number {
        2 => answer(
            503,
            "application/json",
            r#"{"error":"later","code":"SERVICE_UNAVAILABLE","request_id":"req_later"}"#,
        ),
        _ => behind(request),
    });
    let args = ["--level", "required", "list/envelope"];
    let told = against(&door.base_url, server.api_key(), &args);
    told.ended(
        0,
        &[
            "2 requests, 1 call tried again",
            "for a failure to pass (once)",
        ],
    );
}

#[test]
fn what_cannot_be_put_back_within_the_cap_is_told() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| match request.says("/resume ") {
        true => refusal(500, "INTERNAL_ERROR"),
        false => behind(request),
    });
    let given = both(&server);
    let mut args = vec!["--max-requests", "13", "resume/after-pausing"];
    args.extend(given.iter().map(String::as_str));
    let told = against(&door.base_url, server.api_key(), &args);
    told.ended(5, &["NOT PUT BACK"]);
    assert!(door.requests().len() <= 13);
}

/// A server that enforces the documented limit.
fn enforcing() -> Server {
    let limit = RateLimit::new(100, Duration::from_secs(60)).enforced();
    Server::start(Mock::builder().rate_limit(limit))
}

#[test]
fn the_rate_limit_is_not_spent_unless_a_run_may() {
    let told = hopx(&["rate-limits"]);
    told.ended(
        2,
        &[
            "`rate-limits` spends the rate limit of the key on purpose",
            "mend: give --exhaust-rate-limit",
        ],
    );
    let told = hopx(&["--dry-run"]);
    assert!(!told.out.contains("rate-limits/exhausted"), "{}", told.out);
    let told = hopx(&["--dry-run", "--exhaust-rate-limit"]);
    told.ended(0, &["rate-limits/exhausted"]);
}

#[test]
fn a_spent_rate_limit_is_refused_as_documented() {
    let server = enforcing();
    let args = ["--exhaust-rate-limit", "rate-limits"];
    let told = against(&server.base_url(), server.api_key(), &args);
    told.ended(
        0,
        &[
            "pass   rate-limits/exhausted  100 requests",
            "list?limit=1 answers 429 in rate-limits/exhausted/spend",
        ],
    );
    assert!(!told.err.contains("waiting"), "{}", told.err);
}

#[test]
fn a_429_that_does_not_say_when_to_come_back_is_found() {
    let behind = enforcing();
    let forward = behind.behind();
    let door = Door::open(move |request| {
        let answered = forward(request)?;
        let text = String::from_utf8_lossy(&answered).into_owned();
        match text.contains("RATE_LIMIT_EXCEEDED") {
            true => answer(
                429,
                "application/json",
                r#"{"error":"no","code":"RATE_LIMIT_EXCEEDED","request_id":"r"}"#,
            ),
            false => Some(answered),
        }
    });
    let args = ["--exhaust-rate-limit", "rate-limits"];
    let told = against(&door.base_url, behind.api_key(), &args);
    told.ended(1, &["violated  rate-limits/429/retry-after"]);
}

#[test]
fn a_limit_that_is_not_enforced_is_not_held_against_a_server() {
    let server = Server::start(Mock::builder());
    let args = ["--exhaust-rate-limit", "rate-limits"];
    let told = against(&server.base_url(), server.api_key(), &args);
    told.ended(
        4,
        &[
            "skip   rate-limits/exhausted",
            "none of 105 requests was refused",
        ],
    );
}

#[test]
fn a_run_says_what_it_is_going_to_do_before_the_first_request() {
    let door = Door::open(|_| None);
    let mut command = command(&["resume/unknown"]);
    let told = told(
        command
            .env("HOPX_BASE_URL", &door.base_url)
            .env("HOPX_API_KEY", "k"),
    );
    let plan = told.err.lines().next().unwrap_or_default();
    assert!(
        plan.starts_with("plan: 1 of 1 scenarios, about 2 (2 to 12) requests"),
        "{}",
        told.err
    );
    assert!(plan.contains("the documented limit of 100 requests a minute costs no time"));
}
