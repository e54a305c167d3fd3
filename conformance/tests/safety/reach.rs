//! Which sandboxes a run ever pauses or resumes.

use std::fs;
use std::path::Path;

use hopx_conformance::scenario;
use hopx_mock::{Mock, SandboxSeed};

use crate::door::Server;
use crate::play::{CONTRACT, Play, Played, both, everything};

/// Every id that was asked to be paused or resumed.
fn targets(server: &Server) -> Vec<String> {
    let changes = server.requests().into_iter();
    let changes = changes.filter(|request| request.method == "POST");
    let id = |path: String| path.split('/').nth(3).map(str::to_owned);
    changes.filter_map(|request| id(request.path)).collect()
}

#[test]
fn only_given_sandboxes_and_ids_that_do_not_exist_are_asked_to_change() {
    let server = Server::start(Mock::builder());
    let given = both(&server);
    Play::against(&server.base_url(), &given).run();
    let asked = targets(&server);
    assert!(given.iter().all(|id| asked.contains(id)), "{asked:?}");
    for id in asked {
        assert!(given.contains(&id) || server.status(&id).is_none(), "{id}");
    }
}

#[test]
fn without_a_given_sandbox_none_that_exists_is_asked_to_change() {
    let server = Server::start(Mock::builder());
    let before = everything(&server);
    Play::against(&server.base_url(), &[]).run();
    let asked = targets(&server);
    assert!(!asked.is_empty(), "ids that do not exist are asked for");
    assert!(
        asked.iter().all(|id| server.status(id).is_none()),
        "{asked:?}"
    );
    assert_eq!(everything(&server), before);
}

/// A scenario that somebody wrote, and that names a sandbox in so many words.
const GRASPING: &str = "\
arazzo: 1.0.1
info: { title: Grasping, version: 0.1.0 }
sourceDescriptions:
  - { name: hopx, url: openapi.yaml, type: openapi }
workflows:
  - workflowId: grasping
    summary: A sandbox is paused that the run was not given.
    inputs:
      type: object
      required: [api_key]
      properties: { api_key: { type: string } }
    x-page: pause
    steps:
      - stepId: list
        operationId: list_sandboxes
        parameters:
          - { name: Authorization, in: header, value: 'Bearer {$inputs.api_key}' }
        successCriteria:
          - condition: $statusCode == 200
        x-claims: [list/200]
      - stepId: pause
        operationId: pause_sandbox
        parameters:
          - { name: id, in: path, value: sandbox_that_doesnotexist_but_does }
          - { name: Authorization, in: header, value: 'Bearer {$inputs.api_key}' }
        successCriteria:
          - condition: $statusCode == 200
        x-claims: [pause/200]
";

/// Plays a scenario of somebody's own.
fn play_own(name: &str, text: &str, server: &Server) -> Played {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("what is left of the last run can be removed");
    }
    fs::create_dir_all(dir.join("own")).expect("a folder");
    fs::write(dir.join("own/one.arazzo.yaml"), text).expect("a file");
    let scenarios = scenario::load_dir(&dir, &CONTRACT).expect("a scenario");
    let base_url = server.base_url();
    let mut play = Play::against(&base_url, &[]);
    play.scenarios = Some(&scenarios);
    play.run()
}

#[test]
fn a_scenario_that_names_a_listed_sandbox_is_stopped() {
    let server = Server::start(
        Mock::builder().sandbox(SandboxSeed::new("sandbox_that_doesnotexist_but_does")),
    );
    let before = everything(&server);
    let played = play_own("grasping", GRASPING, &server);
    played.ended(3);
    let why = "which the run was not given";
    played.says(why);
    assert_eq!(targets(&server), Vec::<String>::new());
    assert_eq!(everything(&server), before);
}
