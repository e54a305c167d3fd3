//! What a living run has borrowed, nobody else borrows.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use hopx_mock::{Mock, SandboxStatus};

use crate::binary::{Home, Told, both, everything, one};
use crate::door::{Door, Server, refusal};

/// A server that tells of the first pause or resume, and answers it when it is released.
pub(crate) struct Slow {
    pub(crate) door: Door,
    changes: Receiver<()>,
    release: Sender<()>,
}

impl Slow {
    pub(crate) fn before(server: &Server) -> Self {
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

    /// Waits until something is borrowed.
    pub(crate) fn wait(&self) {
        let change = self.changes.recv_timeout(Duration::from_secs(20));
        change.expect("something is paused or resumed");
    }

    pub(crate) fn release(self) -> Door {
        drop(self.release);
        self.door
    }
}

#[test]
fn a_second_run_cannot_borrow_what_the_first_has() {
    let server = Server::start(Mock::builder());
    let (before, given, home) = (everything(&server), both(&server), Home::new());
    let slow = Slow::before(&server);
    let first = home.start(&slow.door.base_url, &given, &["pause"]);
    slow.wait();
    let asked = slow.door.requests().len();
    let base_url = slow.door.base_url.replace("http://", "HTTP://");
    // However the same server is written.
    let here = base_url.replace("127.0.0.1", "localhost");
    for base_url in [&base_url, &format!("{base_url}/"), &here] {
        let told = home.hopx(&["--base-url", base_url, "--sandbox", &given[1], "pause"]);
        let pid = format!("by process {} since 20", first.id());
        let words = [
            &format!("the sandbox `{}` is borrowed already: {pid}", given[1]),
            "mend: wait until that run is over",
        ];
        told.ended(2, &words);
    }
    let told = home.hopx(&["restore"]);
    told.ended(4, &["and is alive", "nothing to restore"]);
    assert_eq!(slow.door.requests().len(), asked, "nothing was sent");
    slow.release();
    let told: Told = first.wait_with_output().expect("an end").into();
    told.ended(0, &["0 failed"]);
    assert_eq!(everything(&server), before);
    assert!(home.files().is_empty());
}

#[test]
fn other_sandboxes_can_be_borrowed_meanwhile() {
    let server = Server::start(Mock::builder());
    let (before, home) = (everything(&server), Home::new());
    let [running, paused] =
        [SandboxStatus::Running, SandboxStatus::Paused].map(|status| one(&server, status));
    let slow = Slow::before(&server);
    let first = home.start(&slow.door.base_url, &[running], &["resume/after-pausing"]);
    slow.wait();
    let base_url = server.base_url();
    let told = home.hopx(&[
        "--base-url",
        &base_url,
        "--sandbox",
        &paused,
        "resume/resume-paused",
    ]);
    told.ended(0, &["1 passed"]);
    slow.release();
    let told: Told = first.wait_with_output().expect("an end").into();
    told.ended(0, &["1 passed"]);
    assert_eq!(everything(&server), before);
}

#[cfg(unix)]
#[test]
fn the_journal_is_for_its_owner_alone_and_holds_no_key() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start(Mock::builder());
    let (given, home) = (both(&server), Home::new());
    let slow = Slow::before(&server);
    let first = home.start(&slow.door.base_url, &given, &["resume/after-pausing"]);
    slow.wait();
    let files = home.files();
    assert_eq!(files.len(), given.len());
    for file in &files {
        let mode = file.metadata().expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file:?}");
        let text = std::fs::read_to_string(file).expect("text");
        assert!(text.contains(&slow.door.base_url), "{text}");
        assert!(text.contains(r#""found": "#), "{text}");
        let (_, secret) = crate::binary::key().split_once('.').expect("two parts");
        assert!(!text.contains(secret), "{text}");
    }
    slow.release();
    first.wait_with_output().expect("an end");
    assert!(home.files().is_empty());
}

#[test]
fn what_cannot_be_written_down_is_not_borrowed() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let file = home.dir().join("file");
    std::fs::write(&file, "in the way").expect("a file");
    let (base_url, given) = (server.base_url(), both(&server));
    for dir in [&file, &file.join("below")] {
        let dir = dir.to_str().expect("Unicode");
        let told = home.hopx(&[
            "--base-url",
            &base_url,
            "--sandbox",
            &given[0],
            "--journal-dir",
            dir,
        ]);
        told.ended(2, &["error: the journal", dir, "mend: ", "--journal-dir"]);
    }
    assert!(server.requests().is_empty(), "nothing was sent");
}

#[test]
fn a_run_that_only_reads_needs_no_journal() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let file = home.dir().join("file");
    std::fs::write(&file, "in the way").expect("a file");
    let args = [
        "--base-url",
        &server.base_url(),
        "list/envelope",
        "--journal-dir",
    ];
    let told = home.hopx(&[&args[..], &[file.to_str().expect("Unicode")]].concat());
    told.ended(0, &["1 passed"]);
    assert!(!told.err.contains("journal"), "{}", told.err);
}

#[test]
fn what_could_not_be_put_back_stays_in_the_journal() {
    let server = Server::start(Mock::builder());
    let (before, given, home) = (everything(&server), both(&server), Home::new());
    let (behind, stuck) = (server.behind(), std::sync::Arc::new(Mutex::new(true)));
    let still = stuck.clone();
    let door = Door::open(move |request| {
        match request.says("/resume ") && *still.lock().expect("no panic") {
            true => refusal(500, "INTERNAL_ERROR"),
            false => behind(request),
        }
    });
    let run = home.start(&door.base_url, &given, &["resume/after-pausing"]);
    let told: Told = run.wait_with_output().expect("an end").into();
    told.ended(5, &["NOT PUT BACK", "stays in the journal"]);
    assert_eq!(home.files().len(), 1, "the other is put back");
    let mend = told.mend();
    let mend: Vec<&str> = mend.iter().map(String::as_str).collect();
    *stuck.lock().expect("no panic") = false;
    home.hopx(&[&mend[..], &["--settle", "0"]].concat()).ended(
        0,
        &["is running again: resume answered 200, request id req_"],
    );
    assert_eq!(everything(&server), before);
    assert!(home.files().is_empty());
}
