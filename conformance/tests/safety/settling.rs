//! Lists that learn of a change by and by.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::sync::Mutex;
use std::time::Duration;

use hopx_conformance::recording::Given;
use hopx_conformance::replay::{Fate, Patience};
use hopx_mock::{Mock, Organization, SandboxStatus};

use crate::door::{Door, Reply, Request, Server};
use crate::play::{Play, both};

/// A server whose lists show a change only once so many of them were asked for after it, however
/// long that takes.
fn behind_by(lists: usize, server: &Server) -> Door {
    let rule = lagging(lists, server, &Server::start(Mock::builder()));
    Door::open(rule)
}

/// The rule of such a server: pauses and resumes go to one mock at once, and later to the one that
/// lists.
fn lagging(
    lists: usize,
    acting: &Server,
    showing: &Server,
) -> impl Fn(&Request) -> Reply + Send + Sync + 'static {
    let (acts, shows) = (acting.behind(), showing.behind());
    let late: Mutex<(usize, Vec<Request>)> = Mutex::new((0, Vec::new()));
    move |request| {
        let mut late = late.lock().expect("no panic");
        if request.is_change() {
            late.0 = lists;
            late.1.push(request.clone());
            return acts(request);
        }
        if late.0 == 0 {
            for change in late.1.drain(..) {
                shows(&change)?;
            }
        }
        late.0 = late.0.saturating_sub(1);
        // Both mocks count their requests.
        let reply = String::from_utf8(shows(request)?).expect("text");
        Some(reply.replace("req_", "rEq_").into_bytes())
    }
}

/// A run on a machine, or through a network, that is too slow to look twice while changes may
/// settle.
fn slow<'p>(door: &'p Door, given: &[String]) -> Play<'p> {
    let mut play = Play::against(&door.base_url, given);
    play.settle = Duration::from_nanos(1);
    play.patience.longest_wait = Duration::from_millis(1);
    play
}

#[test]
fn a_list_that_is_behind_by_some_calls_is_given_them_however_slow_the_run_is() {
    let server = Server::start(Mock::builder());
    let given = both(&server);
    for lists in 1..Patience::default().least_looks as usize {
        let door = behind_by(lists, &server);
        let patterns = ["pause/pause-running", "resume/resume-paused"];
        let played = slow(&door, &given).only(&patterns).run();
        played.ended(0);
        assert!(played.not_put_back.is_empty());
    }
}

#[test]
fn a_list_that_never_learns_is_found_after_a_bounded_number_of_looks() {
    let server = Server::start(Mock::builder());
    let given = both(&server);
    let door = behind_by(usize::MAX, &server);
    let played = slow(&door, &given).only(&["pause/pause-running"]).run();
    played.ended(1);
    played.says("violated  pause/effect/listed");
    assert!(door.requests().len() < 60, "{}", door.requests().len());
}

/// Pauses a sandbox, as a run may that is killed right after.
fn pause(door: &Door, id: &str) {
    let address = door.base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("the door");
    let key = Organization::Main.api_key();
    let head = format!(
        "POST /v1/sandboxes/{id}/pause HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {key}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn what_a_killed_run_did_last_is_put_back_where_lists_are_behind_by_some_calls() {
    let server = Server::start(Mock::builder());
    let id = both(&server)[0].clone();
    let door = behind_by(4, &server);
    pause(&door, &id);
    let left = [Given {
        id: id.clone(),
        found: Some("running".to_owned()),
    }];
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let session = slow(&door, &[]).session();
    let restored = runtime
        .block_on(session.restore(&left))
        .expect("it is put back");
    assert_eq!(restored.fates, [(left[0].clone(), Fate::PutBack)]);
    assert_eq!(server.status(&id), Some(SandboxStatus::Running));
}

#[test]
fn a_change_of_somebody_else_takes_no_looks_from_later_lists() {
    let (acting, showing) = (
        Server::start(Mock::builder()),
        Server::start(Mock::builder()),
    );
    let given = both(&acting);
    let rule = lagging(4, &acting, &showing);
    let (plane, other) = (showing.deref().clone(), given[1].clone());
    let door = Door::open(move |request| {
        // The list of list/envelope, which comes after a pause of the run and asks for no size.
        if !request.is_change() && !request.target().contains('?') {
            plane.set_status(&other, SandboxStatus::Stopped);
        }
        rule(request)
    });
    let patterns = [
        "pause/pause-running",
        "list/envelope",
        "errors/refused-running",
    ];
    let played = slow(&door, &given).only(&patterns).run();
    played.says("3 passed, 0 failed");
}
