//! What the next run makes of what a killed one has left.

use hopx_mock::{Mock, SandboxStatus};

use crate::binary::{Home, both, everything, one, signal};
use crate::door::{Door, Server};
use crate::locked::Slow;

/// A run that is killed while it has paused a sandbox. The door answers all the same.
pub(crate) fn abandoned(server: &Server, home: &Home, given: &[String]) -> Door {
    let slow = Slow::before(server);
    let run = home.start(&slow.door.base_url, given, &["resume/after-pausing"]);
    slow.wait();
    signal(run.id(), "-KILL");
    run.wait_with_output().expect("an end");
    slow.release()
}

#[test]
fn the_next_run_is_refused_with_the_command_that_mends_it() {
    let server = Server::start(Mock::builder());
    let (before, given, home) = (everything(&server), both(&server), Home::new());
    let door = abandoned(&server, &home, &given);
    assert_ne!(everything(&server), before, "something is borrowed");
    let asked = door.requests().len();
    let mut args = vec!["--base-url", &door.base_url];
    args.extend(given.iter().flat_map(|id| ["--sandbox", id]));
    let told = home.hopx(&args);
    let was = format!("the sandbox `{}` was running when process", given[0]);
    told.ended(
        2,
        &[&was, "was never put back", "mend: hopx-conformance restore"],
    );
    assert_eq!(door.requests().len(), asked, "nothing was sent");
    let mend = told.mend();
    let mend: Vec<&str> = mend.iter().map(String::as_str).collect();
    home.hopx(&mend)
        .ended(0, &["is running again", "is paused, as it was"]);
    assert_eq!(everything(&server), before);
    home.hopx(&args).ended(0, &["0 failed"]);
}

#[test]
fn a_run_over_other_sandboxes_warns_and_goes_on() {
    let server = Server::start(Mock::builder());
    let home = Home::new();
    let running = one(&server, SandboxStatus::Running);
    let door = abandoned(&server, &home, std::slice::from_ref(&running));
    let warning = format!("--sandbox {running}");
    for more in [
        &[][..],
        &["--sandbox", &one(&server, SandboxStatus::Paused)],
    ] {
        // The first paused one may be the one that is left so.
        if more.contains(&running.as_str()) {
            continue;
        }
        let args = [&["--base-url", &door.base_url, "list/envelope"], more].concat();
        let told = home.hopx(&args);
        told.ended(
            0,
            &["warning: an earlier run ended without putting", &warning],
        );
    }
}

#[test]
fn the_embedded_mock_needs_no_journal() {
    let home = Home::new();
    let told = home
        .command(&["resume/after-pausing"])
        .env("HOPX_JOURNAL_DIR", home.dir().join("never"))
        .env_remove("HOPX_API_KEY")
        .output()
        .expect("the binary");
    assert!(told.status.success(), "{told:?}");
    assert!(!home.dir().join("never").exists());
}
