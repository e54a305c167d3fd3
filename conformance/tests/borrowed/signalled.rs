//! Whoever interrupts a run again and again is told what that means, and obeyed in the end.

use std::io::{BufRead, BufReader};
use std::process::Child;

use hopx_mock::Mock;

use crate::binary::{Home, Told, both, everything, signal};
use crate::door::Server;
use crate::locked::Slow;

/// Sends a signal, and waits until the run says something that begins so.
fn until_told(run: &Child, err: &mut impl BufRead, name: &str, beginning: &str) -> String {
    signal(run.id(), name);
    for line in err.lines() {
        let line = line.expect("text");
        if line.starts_with(beginning) {
            return line;
        }
    }
    panic!("{name}: it never said {beginning:?}");
}

#[test]
fn the_second_signal_tells_what_is_left_and_the_third_ends_it() {
    for third in ["-INT", "-TERM"] {
        let server = Server::start(Mock::builder());
        let (before, given, home) = (everything(&server), both(&server), Home::new());
        let slow = Slow::before(&server);
        let mut run = home.start(&slow.door.base_url, &given, &["resume/after-pausing"]);
        slow.wait();
        let mut err = BufReader::new(run.stderr.take().expect("stderr"));
        until_told(&run, &mut err, "-INT", "warning: interrupted; putting back");
        let left = until_told(&run, &mut err, "-TERM", "warning: still putting back");
        assert!(
            left.contains(&format!("{} (was running)", given[0])),
            "{left}"
        );
        let loud = until_told(&run, &mut err, third, "warning: NOT PUT BACK");
        assert!(loud.contains(&given[0]), "{loud}");
        let mend = err.lines().next().expect("a mend").expect("text");
        let told: Told = run.wait_with_output().expect("an end").into();
        told.ended(5, &[]);
        let mend = Told { err: mend, ..told }.mend();
        let mend: Vec<&str> = mend.iter().map(String::as_str).collect();
        slow.release();
        home.hopx(&[&mend[..], &["--settle", "0"]].concat())
            .ended(0, &["is running again"]);
        home.hopx(&["restore", "--settle", "0"]);
        assert_eq!(everything(&server), before);
        assert!(home.files().is_empty());
    }
}
