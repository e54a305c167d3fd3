//! However many calls overlap: no more requests than allowed, none beyond the rate limit, and
//! everything put back.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use hopx_conformance::replay::Interrupt;
use hopx_mock::Mock;

use crate::binary::everything;
use crate::door::{Door, Server};
use crate::rounds::{A, B, Making, list, meeting, pause, resume, round, server};
use crate::run::{Explored, twin};

#[test]
fn no_more_requests_are_made_than_allowed() {
    for most in [9, 12, 17, 30, 31, 90] {
        let text = most.to_string();
        let args = ["--seed", "3", "--max-requests", &text, "--concurrency", "5"];
        let explored = Explored::of(Mock::builder(), &args);
        let made = explored.requests.len();
        assert!(made <= most, "{made} of {most}");
        let code = explored.told.code;
        assert!(matches!(code, Some(0 | 4)), "{:?}", explored.told);
        explored.ended(code.unwrap_or_default(), &[]);
    }
}

#[test]
fn a_cap_that_is_reached_in_the_midst_of_a_round_holds() {
    for most in 12..24 {
        let server = server();
        let before = everything(&server);
        let calls = [
            pause(0, A),
            pause(1, B),
            list(2),
            resume(0, A),
            resume(1, B),
            pause(2, A),
        ];
        let mut making = Making::of(&[round(&calls), round(&calls)]);
        making.most = Some(most);
        let made = making.against(&server.base_url());
        let sent = server.requests().len();
        assert!(sent <= most as usize, "{sent} of {most}");
        assert_eq!(made.recording.requests(), sent);
        assert_eq!(everything(&server), before, "{most}");
        assert!(made.recording.not_put_back.is_empty());
    }
}

/// The most requests that were under way at one time, where every answer says that so many may
/// still be made before a window ends that does not end soon.
fn most_at_once(remaining: usize) -> usize {
    let server = server();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (behind, seen) = (server.behind(), most.clone());
    let door = Door::open(move |request| {
        let under_way = now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.fetch_max(under_way, Ordering::SeqCst);
        // Whoever may come meanwhile gets the chance.
        std::thread::yield_now();
        let reply = behind(request).map(|bytes| {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let lines = text.split_inclusive("\r\n");
            let kept = lines.filter(|line| !line.to_lowercase().starts_with("x-ratelimit-"));
            let limit = format!("\r\nx-ratelimit-limit: 100\r\nx-ratelimit-remaining: {remaining}\r\nx-ratelimit-reset: {}\r\n", in_a_minute());
            kept.collect::<String>().replacen("\r\n", &limit, 1).into_bytes()
        });
        now.fetch_sub(1, Ordering::SeqCst);
        reply
    });
    let calls: Vec<_> = (0..8)
        .map(|client| pause(client, [A, B][client % 2]))
        .collect();
    let made = Making::of(&[round(&calls), round(&calls)]).against(&door.base_url);
    assert!(made.broken().is_empty());
    most.load(Ordering::SeqCst)
}

fn in_a_minute() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("a later time").as_secs() + 60
}

#[test]
fn no_more_calls_overlap_than_the_rate_limit_has_left() {
    assert_eq!(most_at_once(1), 1);
    for remaining in [2, 3] {
        let most = most_at_once(remaining);
        assert!(most <= remaining, "{most} of {remaining}");
    }
}

#[test]
fn an_interruption_waits_for_what_is_under_way_and_puts_back() {
    let server = server();
    let before = everything(&server);
    let (interrupter, interrupt) = Interrupt::new();
    let interrupter = Mutex::new(interrupter);
    // All are under way and none is answered when it comes.
    let door = meeting(&server, 3, move |_, request, behind| {
        interrupter.lock().expect("no panic").set_off();
        behind(request)
    });
    let calls = [pause(0, A), pause(1, B), pause(2, A), resume(0, A), list(1)];
    let mut making = Making::of(&[round(&calls)]);
    making.interrupt = interrupt;
    let made = making.against(&door.base_url);
    assert!(made.recording.interrupted);
    let calls = made
        .recording
        .scenarios
        .iter()
        .flat_map(|record| &record.looks);
    let answers = calls.flat_map(|look| &look.exchanges);
    let answers: Vec<_> = answers
        .map(|call| (call.step.as_str(), call.status()))
        .collect();
    let changes = answers.iter().filter(|(step, _)| step.starts_with("pause"));
    assert_eq!(
        changes.filter(|(_, status)| *status == Some(200)).count(),
        3,
        "{answers:?}"
    );
    assert!(!answers.iter().any(|(step, _)| step.starts_with("resume")));
    assert!(made.recording.not_put_back.is_empty());
    assert_eq!(everything(&server), before);
}

#[test]
fn the_same_seed_makes_the_same_calls() {
    let calls = |seed| {
        let args = ["--seed", seed, "--concurrency", "3", "--max-requests", "40"];
        let explored = Explored::of(Mock::builder(), &args);
        let calls = explored.requests.iter().map(|request| &request.path);
        // What overlaps comes in any order.
        let mut calls: Vec<_> = calls.cloned().collect();
        calls.sort_unstable();
        calls
    };
    assert_eq!(calls("7"), calls("7"));
    assert_ne!(calls("7"), calls("8"));
}

#[test]
fn what_is_as_it_was_is_not_put_back() {
    // To pause what is paused fails here, so trying it would look as if it could not be done.
    for seed in ["1", "2", "3", "4"] {
        let args = [
            "--seed",
            seed,
            "--concurrency",
            "3",
            "--max-requests",
            "300",
        ];
        let explored = Explored::of(twin("pause-again-404"), &args);
        explored.ended(1, &["violated  pause/", "smallest round  "]);
    }
}

#[test]
fn no_key_is_shown_or_written() {
    let args = ["--seed", "1", "--concurrency", "2"];
    let explored = Explored::of(twin("pause-again-404"), &args);
    let (_, secret) = crate::binary::key().split_once('.').expect("two parts");
    let told = &explored.told;
    for text in [&told.out, &told.err, &explored.document()] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_server_is_not_needed_to_refuse_a_number() {
    let server = Server::start(Mock::builder());
    for clients in ["0", "17", "x"] {
        let home = crate::binary::Home::new();
        let args = [
            "explore",
            "--base-url",
            &server.base_url(),
            "--concurrency",
            clients,
        ];
        home.hopx(&args).ended(2, &["--concurrency"]);
    }
    assert!(server.requests().is_empty());
}
