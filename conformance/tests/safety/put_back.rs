//! The given sandboxes end as they began, whatever comes in between; and where they cannot,
//! the run says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hopx_mock::{Mock, SandboxStatus};

use crate::door::{Door, Reply, Request, Server, answer, refusal};
use crate::play::{Play, both, everything, some};

/// Scenarios that pause and resume, prepare one sandbox or both, and are over soon.
const SHORT: [&str; 2] = ["resume/all-paused", "pause/pause-running"];

#[test]
fn a_clean_run_leaves_everything_as_it_was() {
    use SandboxStatus::{Paused, Running};
    let found: [&[SandboxStatus]; 6] = [
        &[Running],
        &[Paused],
        &[Running, Paused],
        &[Paused, Running],
        &[Running, Running],
        &[Paused, Paused],
    ];
    for statuses in found {
        let server = Server::start(Mock::builder());
        let before = everything(&server);
        let given = some(&server, statuses);
        let areas = ["resume", "pause", "list/ids-usable", "auth", "errors"];
        let played = Play::against(&server.base_url(), &given).only(&areas).run();
        played.ended(0);
        assert_eq!(everything(&server), before, "{statuses:?}");
    }
}

/// How one pause or resume goes wrong.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// An error, and nothing is done.
    Refused(u16, &'static str),
    /// It is done, and an error is answered.
    DoneAndFailed,
    /// The connection ends before anything is done.
    ClosedBefore,
    /// It is done, and the connection ends without an answer.
    ClosedAfter,
    /// It is done, and the answer breaks off half-way.
    CutOff,
    /// It is done, and something that is no JSON is answered.
    Garbled,
}

impl Fault {
    const ALL: [Fault; 9] = [
        Fault::Refused(500, "INTERNAL_ERROR"),
        Fault::Refused(404, "RESOURCE_NOT_FOUND"),
        Fault::Refused(409, "CONFLICT"),
        Fault::Refused(429, "RATE_LIMIT_EXCEEDED"),
        Fault::DoneAndFailed,
        Fault::ClosedBefore,
        Fault::ClosedAfter,
        Fault::CutOff,
        Fault::Garbled,
    ];

    fn strike(self, request: &Request, behind: &dyn Fn(&Request) -> Reply) -> Reply {
        if let Fault::Refused(status, code) = self {
            return refusal(status, code);
        }
        if let Fault::ClosedBefore = self {
            return None;
        }
        let done = behind(request)?;
        match self {
            Fault::DoneAndFailed => refusal(500, "INTERNAL_ERROR"),
            Fault::CutOff => Some(done[..done.len() - 10].to_vec()),
            Fault::Garbled => answer(200, "text/html", "<p>It is done.</p>"),
            _ => None,
        }
    }
}

/// Lets one pause or resume go wrong, counted from 1, and everything else through.
fn faulty(server: &Server, fault: Fault, struck: usize) -> Door {
    let (behind, changes) = (server.behind(), AtomicUsize::new(0));
    Door::open(move |request| {
        let place = request
            .is_change()
            .then(|| changes.fetch_add(1, Ordering::Relaxed) + 1);
        match place == Some(struck) {
            true => fault.strike(request, &behind),
            false => behind(request),
        }
    })
}

/// Lets each pause or resume of a run in turn go wrong, until a run comes to none any more.
fn each_change_in_turn(fault: Fault) {
    for struck in 1..30 {
        let server = Server::start(Mock::builder());
        let before = everything(&server);
        let door = faulty(&server, fault, struck);
        let played = Play::against(&door.base_url, &both(&server))
            .only(&SHORT)
            .run();
        let case = format!("{fault:?} of change {struck}: {}", played.text);
        assert_eq!(everything(&server), before, "{case}");
        assert!(played.not_put_back.is_empty(), "{case}");
        let changes = door.requests().into_iter().filter(Request::is_change);
        if changes.count() < struck {
            assert!(struck > 4, "{struck}: too few changes to tell anything");
            return;
        }
    }
    panic!("a short run has few changes");
}

#[test]
fn any_change_may_fail_and_everything_is_put_back() {
    std::thread::scope(|scope| {
        for fault in Fault::ALL {
            scope.spawn(move || each_change_in_turn(fault));
        }
    });
}

#[test]
fn lists_that_fail_do_not_keep_a_sandbox_from_being_put_back() {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    let behind = server.behind();
    let changed = AtomicBool::new(false);
    let door = Door::open(move |request| {
        let after = changed.fetch_or(request.is_change(), Ordering::Relaxed);
        match after && !request.is_change() {
            true => refusal(500, "INTERNAL_ERROR"),
            false => behind(request),
        }
    });
    Play::against(&door.base_url, &both(&server))
        .only(&SHORT)
        .run();
    assert_eq!(everything(&server), before);
}

/// A server under a path that pauses, and resumes nothing as long as it is told so.
fn stuck(server: &Server, instead: fn() -> Reply) -> (Door, Arc<AtomicBool>) {
    let (behind, stuck) = (server.behind(), Arc::new(AtomicBool::new(true)));
    let told = stuck.clone();
    let door =
        Door::open(
            move |request| match request.says("/resume ") && told.load(Ordering::Relaxed) {
                true => instead(),
                false => behind(&request.with(" /prefix/v1/", " /v1/")),
            },
        );
    (door, stuck)
}

/// The command that the report names.
fn command(text: &str) -> &str {
    let (_, command) = text.split_once("put it back with: ").expect("a command");
    command.lines().next().unwrap_or_default()
}

#[test]
fn what_cannot_be_put_back_is_told_loudly_with_what_mends_it() {
    let server = Server::start(Mock::builder());
    let given = some(&server, &[SandboxStatus::Running]);
    let (door, _) = stuck(&server, || refusal(500, "INTERNAL_ERROR"));
    let base_url = format!("{}/prefix", door.base_url);
    let played = Play::against(&base_url, &given)
        .only(&["pause/pause-running"])
        .run();
    let id = &given[0];
    played.ended(5);
    assert_eq!(played.not_put_back[0].id, *id);
    let loud = format!("NOT PUT BACK  sandbox {id} was running and is not: answered 500");
    played.says(&loud);
    let resume = format!("curl -X POST '{base_url}/v1/sandboxes/{id}/resume'");
    let mend = command(&played.text);
    assert!(mend.starts_with(&resume), "{mend}");
    assert!(mend.contains("$HOPX_API_KEY"), "{mend}");
    played.says(
        "
1 sandbox could NOT be put back.
",
    );
}

#[test]
fn the_command_that_is_named_mends_it() {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    let given = some(&server, &[SandboxStatus::Running]);
    let (door, stuck) = stuck(&server, || refusal(500, "INTERNAL_ERROR"));
    let base_url = format!("{}/prefix", door.base_url);
    let played = Play::against(&base_url, &given)
        .only(&["pause/pause-running"])
        .run();
    assert_ne!(everything(&server), before);
    stuck.store(false, Ordering::Relaxed);
    let curl = std::process::Command::new("sh")
        .args(["-c", command(&played.text)])
        .env("HOPX_API_KEY", server.api_key())
        .output()
        .expect("a shell");
    // A machine without curl has shown as much as it can.
    if curl.status.code() != Some(127) {
        assert_eq!(everything(&server), before, "{curl:?}");
    }
}

#[test]
fn a_success_that_no_list_confirms_is_not_taken_for_one() {
    let server = Server::start(Mock::builder());
    let given = some(&server, &[SandboxStatus::Running]);
    let (door, _) = stuck(&server, || {
        answer(
            200,
            "application/json",
            r#"{"id":"any","status":"running","request_id":"req_1"}"#,
        )
    });
    let base_url = format!("{}/prefix", door.base_url);
    let played = Play::against(&base_url, &given)
        .only(&["pause/pause-running"])
        .run();
    played.ended(5);
    played.says("a list shows it as paused");
}

#[test]
fn one_that_cannot_be_put_back_does_not_keep_the_others_from_it() {
    let server = Server::start(Mock::builder());
    let given = some(&server, &[SandboxStatus::Running, SandboxStatus::Paused]);
    let (behind, lost) = (server.behind(), given[1].clone());
    let door = Door::open(
        move |request| match request.says(&format!("/{lost}/pause ")) {
            true => refusal(500, "INTERNAL_ERROR"),
            false => behind(request),
        },
    );
    let patterns = ["resume/all-paused"];
    let played = Play::against(&door.base_url, &given).only(&patterns).run();
    played.ended(5);
    assert_eq!(played.not_put_back.len(), 1, "{}", played.text);
    assert_eq!(played.not_put_back[0].id, given[1]);
    assert_eq!(server.status(&given[0]), Some(SandboxStatus::Running));
}
