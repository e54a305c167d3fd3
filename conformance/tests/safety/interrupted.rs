//! A run that is interrupted stops, and puts back what it borrowed.

use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use hopx_conformance::replay::Interrupt;
use hopx_mock::Mock;

use crate::door::{Door, Server, refusal};
use crate::environment;
use crate::play::{Play, both, everything};

/// Scenarios that pause and resume, prepare one sandbox or both, and are over soon.
const SHORT: [&str; 3] = [
    "pause/pause-running",
    "resume/resume-paused",
    "resume/all-paused",
];

/// When an interruption comes, seen from a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    /// While the server has not acted on it yet.
    BeforeItIsDone,
    /// When the server has acted and not answered yet.
    BeforeItIsAnswered,
}

/// Interrupts a run at each of its requests in turn.
fn at_each_request(when: When) {
    let (mut stopped, mut last) = (0, usize::MAX);
    for at in 1..60 {
        if at > last {
            assert!(stopped > 10, "{stopped}: too few requests to tell anything");
            return;
        }
        let server = Server::start(Mock::builder());
        let before = everything(&server);
        let (interrupter, interrupt) = Interrupt::new();
        let behind = server.behind();
        let door = Door::open(move |request| {
            let struck = request.number == at;
            if struck && when == When::BeforeItIsDone {
                interrupter.set_off();
            }
            let reply = behind(request);
            if struck && when == When::BeforeItIsAnswered {
                interrupter.set_off();
            }
            reply
        });
        let mut play = Play::against(&door.base_url, &both(&server)).only(&SHORT);
        play.interrupt = interrupt;
        let played = play.run();
        let case = format!("{when:?}, request {at}: {}", played.text);
        assert_eq!(everything(&server), before, "{case}");
        assert!(played.not_put_back.is_empty(), "{case}");
        match played.exit.code() {
            130 => stopped += 1,
            // So late that nothing was left to be stopped.
            code => {
                assert_eq!(code, 0, "{case}");
                last = played.recording.requests();
            }
        }
    }
    panic!("a short run has few requests");
}

#[test]
fn an_interruption_at_any_request_puts_everything_back() {
    at_each_request(When::BeforeItIsDone);
}

#[test]
fn an_interruption_at_any_answer_puts_everything_back() {
    at_each_request(When::BeforeItIsAnswered);
}

#[test]
fn an_interruption_while_a_change_settles_puts_everything_back() {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    let (interrupter, interrupt) = Interrupt::new();
    let behind = server.behind();
    // The list after the pause is as stale as the one before it, so that the run waits.
    let stale = Mutex::new(None);
    let door = Door::open(move |request| match request.number {
        1 => stale
            .lock()
            .expect("no panic")
            .insert(behind(request))
            .clone(),
        5 => {
            interrupter.set_off();
            stale.lock().expect("no panic").clone().flatten()
        }
        _ => behind(request),
    });
    let mut play = Play::against(&door.base_url, &both(&server)).only(&["pause/pause-running"]);
    play.settle = Duration::from_secs(60);
    play.interrupt = interrupt;
    let played = play.run();
    played.ended(130);
    assert_eq!(everything(&server), before);
}

#[test]
fn an_interrupted_run_that_cannot_put_back_says_so_first_of_all() {
    let server = Server::start(Mock::builder());
    let (interrupter, interrupt) = Interrupt::new();
    let behind = server.behind();
    let door = Door::open(move |request| {
        if request.says("/resume ") {
            return refusal(500, "INTERNAL_ERROR");
        }
        if request.says("/pause ") {
            interrupter.set_off();
        }
        behind(request)
    });
    let given = both(&server);
    let mut play = Play::against(&door.base_url, &given).only(&["resume/after-pausing"]);
    play.interrupt = interrupt;
    let played = play.run();
    played.ended(5);
    let loud = format!("NOT PUT BACK  sandbox {}", given[0]);
    played.says(&loud);
}

/// A server that tells of every change that it has made, and keeps the first to itself until
/// it is released.
struct Slow {
    door: Door,
    changes: Receiver<()>,
    release: Sender<()>,
}

impl Slow {
    fn before(server: &Server) -> Self {
        let (tell, changes) = channel();
        let (release, released) = channel::<()>();
        let (behind, both) = (server.behind(), Mutex::new((tell, released)));
        let door = Door::open(move |request| {
            let reply = behind(request);
            if request.is_change() {
                let both = both.lock().expect("no panic");
                // Once the test has let go of its ends, neither of the two does anything.
                let _ = both.0.send(());
                let _ = both.1.recv();
            }
            reply
        });
        Slow {
            door,
            changes,
            release,
        }
    }
}

/// The real binary, playing against a door.
fn binary(door: &Door, given: &[String], key: &str) -> Child {
    let mut command = environment::hopx();
    command.args(["--base-url", &door.base_url]);
    command.args(given.iter().flat_map(|id| ["--sandbox", id]));
    let journal = concat!(env!("CARGO_TARGET_TMPDIR"), "/safety/journal");
    command.env("HOPX_JOURNAL_DIR", journal);
    command.env("HOPX_API_KEY", key);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the binary")
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([name, &id]).status();
    assert!(sent.expect("kill").success(), "{name}");
}

/// Sends signals to the real binary as soon as it has paused or resumed something.
fn signalled(signals: &[&str]) {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    let Slow {
        door,
        changes,
        release,
    } = Slow::before(&server);
    let child = binary(&door, &both(&server), server.api_key());
    let change = changes.recv_timeout(Duration::from_secs(20));
    change.expect("something is paused or resumed");
    assert_ne!(everything(&server), before, "something is borrowed");
    for name in signals {
        signal(&child, name);
    }
    drop(release);
    let output = child.wait_with_output().expect("an end");
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(130), "{signals:?}: {told}");
    assert_eq!(everything(&server), before, "{signals:?}: {told}");
    let sentence = "The run was interrupted; what it had borrowed is put back.";
    assert!(told.contains(sentence), "{signals:?}: {told}");
}

#[test]
fn ctrl_c_ends_the_run_with_130_and_everything_put_back() {
    signalled(&["-INT"]);
}

#[test]
fn sigterm_ends_the_run_with_130_and_everything_put_back() {
    signalled(&["-TERM"]);
}

#[test]
fn an_impatient_second_ctrl_c_does_not_stop_the_putting_back() {
    signalled(&["-INT", "-INT"]);
}
