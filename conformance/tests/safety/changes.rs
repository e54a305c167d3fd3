//! The ledger: every change of a given sandbox, none left out and none made up.

use hopx_conformance::ledger::ledger;
use hopx_mock::{Mock, SandboxStatus};

use crate::door::{Door, Server, refusal};
use crate::play::{Play, both, some};

#[test]
fn every_change_of_a_given_sandbox_is_listed_with_its_request_id() {
    let server = Server::start(Mock::builder());
    let given = both(&server);
    let played = Play::against(&server.base_url(), &given).run();
    played.ended(0);
    let changes = ledger(&played.recording);
    let asked = server.requests().into_iter().filter(|request| {
        let names = |id: &String| request.path.contains(&format!("/{id}/"));
        request.method == "POST" && request.status == 200 && given.iter().any(names)
    });
    let ids: Vec<_> = asked.map(|request| Some(request.request_id)).collect();
    let listed: Vec<_> = changes
        .iter()
        .map(|change| change.request_id.clone())
        .collect();
    assert_eq!(listed, ids);
    for id in &given {
        let found = played.recording.given.iter().find(|given| given.id == *id);
        let mut status = found.and_then(|given| given.found.clone());
        let begin = status.clone();
        for change in changes.iter().filter(|change| change.sandbox == *id) {
            assert_eq!(change.from, status, "{change:?}");
            status.clone_from(&change.to);
        }
        assert_eq!(status, begin, "it ends as it began");
    }
}

#[test]
fn a_change_that_may_have_been_made_is_listed_and_one_that_was_refused_is_not() {
    let server = Server::start(Mock::builder());
    let given = some(&server, &[SandboxStatus::Running]);
    for (status, code, listed) in [
        (500, "INTERNAL_ERROR", true),
        (404, "RESOURCE_NOT_FOUND", false),
    ] {
        let behind = server.behind();
        let door = Door::open(move |request| match request.says("/pause ") {
            true => refusal(status, code),
            false => behind(request),
        });
        let played = Play::against(&door.base_url, &given)
            .only(&["pause/pause-running"])
            .run();
        let changes = ledger(&played.recording);
        let pauses: Vec<_> = changes
            .iter()
            .filter(|c| c.status == Some(status))
            .collect();
        assert_eq!(!pauses.is_empty(), listed, "{changes:?}");
        assert!(
            pauses.iter().all(|change| change.to.is_none()),
            "{pauses:?}"
        );
    }
}

#[test]
fn few_changes_are_shown_one_by_one_and_many_are_counted() {
    let server = Server::start(Mock::builder());
    let given = both(&server);
    let played = Play::against(&server.base_url(), &given)
        .only(&["pause/pause-running"])
        .run();
    played.says("changed, every pause and resume of a given sandbox:");
    played.says("pause/pause-running/pause    pause  200 running → paused  req_");
    played.says("put back                     resume 200 paused → running  req_");
    let played = Play::against(&server.base_url(), &given).run();
    played.says("times paused and");
    played.says("(--ledger lists it)");
    let played = Play::against(&server.base_url(), &[]).run();
    assert!(!played.text.contains("changed"), "{}", played.text);
}
