//! A panic is a fault of ours: it is told as one, and everything is put back all the same.

use hopx_conformance::recording::{Given, Look, Outcome};
use hopx_conformance::replay::Doubt;
use hopx_conformance::scenario::Scenario;
use hopx_mock::{Mock, Organization, SandboxStatus};

use crate::door::{Door, Server};
use crate::play::{Play, Played, both, everything};

/// Panics over a scenario, with a key in what it says.
struct Panics(&'static str);

impl Doubt for Panics {
    fn remains(&self, scenario: &Scenario, _: &[Look], _: &[Given], _: bool) -> bool {
        let key = Organization::Main.api_key();
        assert_ne!(scenario.address, self.0, "over a request with {key}");
        false
    }
}

/// A run that breaks off over its second scenario, while a sandbox is paused.
fn broken_off(base_url: &str, given: &[String]) -> Played {
    let patterns = [
        "pause/pause-running",
        "pause/repeat",
        "resume/resume-paused",
    ];
    Play::against(base_url, given)
        .only(&patterns)
        .run_with(&Panics("pause/repeat"))
}

#[test]
fn a_panic_in_the_midst_of_a_run_puts_everything_back() {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    let played = broken_off(&server.base_url(), &both(&server));
    assert_eq!(everything(&server), before);
    assert!(played.not_put_back.is_empty());
    played.ended(3);
    played.says("a fault of ours, not the server's: the harness panicked");
    assert!(!played.text.contains(Organization::Main.api_key()));
    played.says("[api_key]");
}

#[test]
fn everything_that_was_seen_before_a_panic_is_kept() {
    let server = Server::start(Mock::builder());
    let played = broken_off(&server.base_url(), &both(&server));
    let records = &played.recording.scenarios;
    let addresses: Vec<_> = records.iter().map(|record| &*record.address).collect();
    assert_eq!(addresses.len(), 3, "{addresses:?}");
    assert_eq!(records[0].outcome, Outcome::Ran);
    assert!(matches!(&records[1].outcome, Outcome::Errored(_)));
    assert!(!records[1].looks[0].exchanges.is_empty());
    assert!(matches!(&records[2].outcome, Outcome::Skipped(_)));
    let asked = server.requests().len();
    assert_eq!(played.recording.requests(), asked, "nothing is left out");
}

#[test]
fn a_panic_and_a_server_that_cannot_put_back_ends_with_what_is_worse() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| match request.says("/resume ") {
        true => None,
        false => behind(request),
    });
    let given = both(&server);
    let played = broken_off(&door.base_url, &given);
    played.ended(5);
    played.says(&format!("NOT PUT BACK  sandbox {}", given[0]));
    let left = everything(&server)
        .into_iter()
        .find(|(id, _)| *id == given[0]);
    assert_eq!(left.map(|(_, status)| status), Some(SandboxStatus::Paused));
}
