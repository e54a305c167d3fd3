//! A race that somebody explores for is found, made small, drawn, and tried again.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

use hopx_mock::{Mock, MockBuilder, RateLimit};

use crate::binary::{Home, Told, both, everything};
use crate::door::{Door, Reply, Request, Server, answer, refusal};
use crate::run::{Explored, explore_at, twin};

/// The pauses and resumes that are under way: the number of each, its sandbox, and how far it has
/// come.
#[derive(Default)]
struct Crossing {
    under_way: Mutex<Vec<(usize, String, Stage)>>,
    changed: Condvar,
}

/// A mock that announces room for more requests than any test makes.
fn roomy() -> MockBuilder {
    Mock::builder().rate_limit(RateLimit::new(10_000, Duration::from_secs(60)))
}

/// How far a call has come that waits for another one of its sandbox.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Alone,
    Met,
    /// The other one is done.
    Over,
}

/// The most that a call waits for another one of its sandbox. One that comes alone is let go: no
/// test needs it to be met.
const A_MOMENT: Duration = Duration::from_millis(40);

impl Crossing {
    /// Waits for another call of the same sandbox, and until that is done. Tells whether there
    /// was one.
    fn waits(&self, request: &Request) -> bool {
        let number = request.number;
        let at = |under_way: &mut Vec<(usize, String, Stage)>, stage| {
            let mut calls = under_way.iter();
            calls.any(|(other, _, reached)| *other == number && *reached == stage)
        };
        let mut under_way = self.under_way.lock().expect("no panic");
        under_way.push((number, sandbox(request), Stage::Alone));
        let alone = |under_way: &mut Vec<_>| at(under_way, Stage::Alone);
        let waited = self.changed.wait_timeout_while(under_way, A_MOMENT, alone);
        let (mut under_way, _) = waited.expect("no panic");
        let met = !at(&mut under_way, Stage::Alone);
        let until = |under_way: &mut Vec<_>| at(under_way, Stage::Met);
        let mut under_way = self.changed.wait_while(under_way, until).expect("no panic");
        under_way.retain(|(other, ..)| *other != number);
        met
    }

    /// The number of a call of the same sandbox that waits, which is met now.
    fn meets(&self, request: &Request) -> Option<usize> {
        let own = sandbox(request);
        let mut under_way = self.under_way.lock().expect("no panic");
        let mut waiting = under_way.iter_mut();
        let other = waiting.find(|(_, sandbox, stage)| *sandbox == own && *stage == Stage::Alone);
        let (number, _, stage) = other?;
        *stage = Stage::Met;
        let number = *number;
        self.changed.notify_all();
        Some(number)
    }

    fn over(&self, number: usize) {
        let mut under_way = self.under_way.lock().expect("no panic");
        for (_, _, stage) in under_way.iter_mut().filter(|(other, ..)| *other == number) {
            *stage = Stage::Over;
        }
        self.changed.notify_all();
    }
}

fn sandbox(request: &Request) -> String {
    let path = request.target().rsplit_once('/');
    path.map_or("", |(sandbox, _)| sandbox).to_owned()
}

/// A server that is right unless two calls of one sandbox meet: then the second is done first,
/// and a rule answers the first.
fn racy(
    server: &Server,
    rule: impl Fn(&Request, &dyn Fn(&Request) -> Reply) -> Reply + Send + Sync + 'static,
) -> Door {
    let (behind, crossing) = (server.behind(), Crossing::default());
    Door::open(move |request| {
        if !request.is_change() {
            return behind(request);
        }
        if let Some(first) = crossing.meets(request) {
            let reply = behind(request);
            crossing.over(first);
            return reply;
        }
        match crossing.waits(request) {
            true => rule(request, &behind),
            false => behind(request),
        }
    })
}

/// Explores through a door until something is found.
fn explored(server: &Server, door: &Door, args: &[&str]) -> Told {
    let (home, before) = (Home::new(), everything(server));
    let mut command = explore_at(&home, &door.base_url, &both(server));
    command.args(["--settle", "0", "--concurrency", "4"]);
    let told: Told = command.args(args).output().expect("the binary").into();
    assert_eq!(everything(server), before, "{told:?}");
    told
}

/// The answer to a call, with something in its body replaced.
fn replaced(reply: Reply, old: &str, new: &str) -> Reply {
    let text = String::from_utf8(reply?).expect("text");
    let (_, body) = text.split_once("\r\n\r\n")?;
    answer(200, "application/json", &body.replace(old, new))
}

#[test]
fn a_race_is_made_small_and_drawn_and_made_again() {
    let server = Server::start(roomy());
    // The answer of one call carries the status of the other kind of call.
    let door = racy(&server, |request, behind| {
        let pause = request.target().ends_with("/pause");
        let (own, other) = if pause {
            ("paused", "running")
        } else {
            ("running", "paused")
        };
        replaced(behind(request), own, other)
    });
    let told = explored(
        &server,
        &door,
        &["--seed", "1", "--steps", "6", "--max-requests", "400"],
    );
    let words = [
        "FAIL   explore/shortest",
        "/200/status (required)",
        "smallest round  ",
        " calls; at first there were",
        "    client 1  ",
        "    client 2  ",
        "in the end, a list has it ",
        "Made again, it failed ",
        " of 5 times",
        "Its calls, one after another:",
        "workflowId: one-at-a-time",
    ];
    told.ended(1, &words);
    // Both began before either was answered.
    let bars = told.out.lines().filter(|line| line.contains("    client "));
    let bars: Vec<(usize, usize)> = bars
        .filter_map(|line| Some((line.find('|')?, line.rfind('|')?)))
        .collect();
    // How small it gets depends on whether the calls meet again.
    let meet =
        |(one, other): (&(usize, usize), &(usize, usize))| one.0 < other.1 && other.0 < one.1;
    assert!(bars.iter().zip(&bars[1..]).any(meet), "{}", told.out);
}

#[test]
fn a_change_that_is_lost_in_a_race_is_found() {
    let server = Server::start(roomy());
    // The first of two is answered and not carried out: where both want the same that is no
    // harm, and where they do not it is as if it had come first.
    let harmless = racy(&server, |request, _| {
        let pause = request.target().ends_with("/pause");
        let status = if pause { "paused" } else { "running" };
        let path = request
            .target()
            .trim_end_matches("/pause")
            .trim_end_matches("/resume");
        let id = path.rsplit('/').next().unwrap_or_default();
        let body = format!(
            r#"{{"id":"{id}","status":"{status}","request_id":"req-{}"}}"#,
            request.number
        );
        answer(200, "application/json", &body)
    });
    let told = explored(
        &server,
        &harmless,
        &["--seed", "2", "--steps", "4", "--max-requests", "90"],
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    // The same, and the opposite is done.
    let lost = racy(&server, |request, behind| {
        let (own, other) = match request.target().ends_with("/pause") {
            true => ("/pause", "/resume"),
            false => ("/resume", "/pause"),
        };
        let status = if own == "/pause" {
            ["running", "paused"]
        } else {
            ["paused", "running"]
        };
        let reply = behind(&request.with(own, other));
        replaced(reply, status[0], status[1])
    });
    let told = explored(
        &server,
        &lost,
        &["--seed", "2", "--steps", "6", "--max-requests", "400"],
    );
    let words = [
        "/effect/listed (required)",
        "smallest round  ",
        ", and every order of the calls leaves it ",
    ];
    told.ended(1, &words);
}

#[test]
fn a_failure_of_the_server_is_found_and_ends_it() {
    let server = Server::start(roomy());
    let door = racy(&server, |request, behind| {
        behind(request);
        refusal(500, "INTERNAL_ERROR")
    });
    let told = explored(&server, &door, &["--seed", "1", "--max-requests", "400"]);
    let words = [
        "actual    status 500",
        "smallest round  ",
        "It was the last: a call that failed may act yet",
    ];
    told.ended(1, &words);
}

#[test]
fn what_one_call_shows_is_made_as_small_as_that() {
    let args = ["--seed", "1", "--concurrency", "3", "--max-requests", "300"];
    let explored = Explored::of(twin("pause-says-pausing"), &args);
    let words = [
        "violated  pause/200/status ",
        "smallest round  1 call;",
        "failed 5 of 5 times",
    ];
    explored.ended(1, &words);
    // It takes no overlap, so the document shows it too.
    let told = explored.replayed("explore/one-at-a-time");
    told.ended(1, &["violated  pause/200/status "]);
}

#[test]
fn the_document_of_a_race_can_be_played() {
    let server = Server::start(roomy());
    let door = racy(&server, |request, behind| {
        let reply = behind(request);
        replaced(reply, "sandbox_", "sandbox_0")
    });
    let home = Home::new();
    let out = home.dir().join("found/explore/it.arazzo.yaml");
    std::fs::create_dir_all(out.parent().expect("a folder")).expect("a folder");
    let out_text = out.display().to_string();
    let told = explored(
        &server,
        &door,
        &["--seed", "3", "--max-requests", "200", "--out", &out_text],
    );
    told.ended(
        1,
        &[
            "/200/id (required)",
            "one after another: hopx-conformance run --scenarios",
        ],
    );
    let mut command = home.command(&["run", "--base-url", &server.base_url(), "--settle", "0"]);
    command
        .args(["explore/one-at-a-time", "--scenarios"])
        .arg(home.dir().join("found"));
    command.args(both(&server).iter().flat_map(|id| ["--sandbox", id]));
    let played: Told = command.output().expect("the binary").into();
    played.ended(0, &["1 passed"]);
}
