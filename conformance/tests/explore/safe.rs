//! Whatever becomes of an exploration, the given sandboxes end as they began.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use hopx_conformance::contract::Contract;
use hopx_conformance::journal::Journal;
use hopx_conformance::recording::{AuthHeader, Outcome, Recording, TargetKind};
use hopx_conformance::replay::{
    Credentials, Guide, Interrupt, Next, Patience, Session, SessionOptions, Target, TargetOptions,
};
use hopx_conformance::scenario;
use hopx_mock::{Mock, SandboxStatus};

use crate::binary::{Home, Told, both, everything, one, signal};
use crate::door::{Door, Server, refusal};
use crate::run::{Explored, explore, twin};

#[test]
fn no_more_requests_are_made_than_allowed() {
    for most in [9, 12, 17, 30, 31, 90] {
        let text = most.to_string();
        let args = ["--seed", "3", "--max-requests", &text];
        let explored = Explored::of(Mock::builder(), &args);
        // The fewest are enough to begin and to put back, and for nothing else.
        explored.ended(if most < 13 { 4 } else { 0 }, &[]);
        let made = explored.requests.len();
        assert!(made <= most, "{made} of {most}");
    }
}

#[test]
fn shortening_that_runs_out_of_requests_tells_the_shortest_so_far() {
    let most = 50;
    let text = most.to_string();
    let args = ["--seed", "1", "--max-requests", &text];
    let explored = Explored::of(twin("resume-right-after-another-does-nothing"), &args);
    explored.ended(1, &["There may be a shorter one: "]);
    assert!(explored.requests.len() <= most);
    let violated = "violated  resume/effect/listed ";
    explored.replayed("explore/shortest").ended(1, &[violated]);
}

#[test]
fn too_few_requests_to_put_back_are_refused_before_anything_is_sent() {
    let explored = Explored::of(Mock::builder(), &["--max-requests", "3"]);
    explored.ended(2, &["--max-requests 3 is too few", "mend: "]);
    assert!(explored.requests.is_empty());
}

#[test]
fn an_interruption_puts_back() {
    let server = Server::start(Mock::builder());
    let (before, given, home) = (everything(&server), both(&server), Home::new());
    let (behind, pid) = (server.behind(), Arc::new(Mutex::new(None)));
    let known = pid.clone();
    let door = Door::open(move |request| {
        let reply = behind(request);
        // The first change is done, and nobody knows yet that it is.
        if request.is_change()
            && let Some(pid) = known.lock().expect("no panic").take()
        {
            signal(pid, "-INT");
        }
        reply
    });
    let mut command = home.command(&["explore", "--base-url", &door.base_url, "--seed", "2"]);
    command.args(given.iter().flat_map(|id| ["--sandbox", id]));
    let held = pid.lock().expect("no panic");
    let run = command.spawn().expect("the binary");
    let mut held = held;
    *held = Some(run.id());
    drop(held);
    let told: Told = run.wait_with_output().expect("an end").into();
    told.ended(130, &["interrupted"]);
    assert_eq!(everything(&server), before);
    assert!(home.files().is_empty());
}

#[test]
fn what_is_borrowed_already_is_not_explored() {
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let journal = Journal::at(Some(home.dir())).expect("a journal");
    let _borrowed = journal.claim(&server.base_url(), &given[1..]);
    let told: Told = explore(&home, &server, &given)
        .output()
        .expect("the binary")
        .into();
    told.ended(2, &["is borrowed already"]);
    assert!(server.requests().is_empty());
}

#[test]
fn what_is_neither_running_nor_paused_is_not_explored() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let stopped = one(&server, SandboxStatus::Stopped);
    let told: Told = explore(&home, &server, &[stopped])
        .output()
        .expect("the binary")
        .into();
    told.ended(2, &["only running and paused ones can be borrowed"]);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
}

#[test]
fn a_server_that_breaks_off_is_not_judged() {
    let server = Server::start(Mock::builder());
    let (given, home, behind) = (both(&server), Home::new(), server.behind());
    let door = Door::open(move |request| match request.is_change() {
        true => refusal(503, "SERVICE_UNAVAILABLE"),
        false => behind(request),
    });
    let mut command = home.command(&["explore", "--base-url", &door.base_url, "--seed", "1"]);
    command.args(["--settle", "0"]);
    command.args(given.iter().flat_map(|id| ["--sandbox", id]));
    let told: Told = command.output().expect("the binary").into();
    assert!(!told.out.contains("violated"), "{told:?}");
    assert!(matches!(told.code, Some(3 | 5)), "{told:?}");
}

/// Pauses a sandbox, and panics with a key in what it says.
struct Panics<'c>(&'c Contract);

impl Guide for Panics<'_> {
    fn next(&mut self, so_far: &Recording, _: u32) -> Option<Next> {
        let key = crate::binary::key();
        assert!(so_far.scenarios.is_empty(), "over a request with {key}");
        let scenarios = scenario::embedded(self.0).expect("the scenarios read");
        let found = scenarios
            .into_iter()
            .find(|scenario| scenario.address == "pause/pause-running");
        found.map(|scenario| Next::Scenario(Box::new(scenario)))
    }
}

#[test]
fn a_panic_puts_back_and_shows_no_key() {
    let server = Server::start(Mock::builder());
    let (before, given) = (everything(&server), both(&server));
    let contract = Contract::embedded().expect("the contract reads");
    let target = Target::new(&TargetOptions::direct(
        &server.base_url(),
        Duration::from_secs(30),
    ));
    let options = SessionOptions {
        auth: AuthHeader::Bearer,
        settle: Duration::ZERO,
        patience: Patience::default(),
        max_pages: 10,
        target: TargetKind::Given,
    };
    let keys = Credentials::new(crate::binary::key().to_owned(), None);
    let target = target.expect("a target");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let session = Session::new(&contract, target, keys, options, Interrupt::new().1);
    let recording = runtime.block_on(session.follow(&mut Panics(&contract), &given));
    assert_eq!(everything(&server), before);
    assert!(recording.not_put_back.is_empty());
    let Some(Outcome::Errored(fault)) = recording.scenarios.last().map(|last| &last.outcome) else {
        panic!("it broke off: {:?}", recording.scenarios);
    };
    assert!(fault.contains("the harness panicked"), "{fault}");
    assert!(fault.contains("[api_key]"), "{fault}");
}
