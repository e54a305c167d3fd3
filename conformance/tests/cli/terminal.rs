//! What a terminal shows: how much, in which colours, and how to see a violation again.

use hopx_mock::{Mock, SandboxStatus, Twin};

use crate::binary::{SOME_KEY, against, command, hopx, told};
use crate::door::{Door, Server, answer};

/// A server that says that a paused sandbox is pausing.
fn pausing() -> (Server, String) {
    let twin = Twin::named("pause-says-pausing").expect("such a twin");
    let server = Server::start(Mock::builder().twin(twin));
    let mut sandboxes = server.sandboxes().into_iter();
    let running = sandboxes.find(|sandbox| sandbox.status == SandboxStatus::Running);
    let id = running.expect("a running sandbox").id;
    (server, id)
}

#[test]
fn a_quiet_run_tells_what_is_wrong_and_the_verdict_alone() {
    for quiet in ["--quiet", "-q"] {
        let told = hopx(&[quiet, "resume/unknown"]);
        assert_eq!(told.err, "");
        let lines: Vec<_> = told.out.lines().filter(|line| !line.is_empty()).collect();
        let [counts, claims, verdict] = lines[..] else {
            panic!("three lines: {told:?}");
        };
        assert!(counts.starts_with("1 passed, 0 failed"), "{told:?}");
        assert!(claims.starts_with("113 claims: "), "{told:?}");
        assert!(verdict.starts_with("The server keeps"), "{told:?}");
    }
    let (server, id) = pausing();
    let args = ["-q", "--sandbox", &id, "pause/pause-running"];
    let told = against(&server.base_url(), server.api_key(), &args);
    told.ended(1, &["violated  pause/200/status", "pausing"]);
    assert!(!told.says("observed, where"), "{told:?}");
    assert!(!told.says("FAIL"), "{told:?}");
}

#[test]
fn a_violation_says_how_to_see_it_again() {
    let (server, id) = pausing();
    let args = ["--sandbox", &id, "pause"];
    let broken = against(&server.base_url(), server.api_key(), &args);
    broken.ended(1, &["violated  pause/200/status"]);
    let line = |word: &str| {
        let mut lines = broken.out.lines();
        let line = lines.find_map(|line| line.strip_prefix(&format!("  {word:<8}  ")));
        line.expect("such a line").to_owned()
    };
    let again = line("again");
    let words: Vec<_> = again.split(' ').collect();
    assert_eq!(words[0], "hopx-conformance");
    assert_eq!(words.last(), Some(&"pause/pause-running"));
    let alone = told(command(&words[1..]).env("HOPX_API_KEY", server.api_key()));
    alone.ended(1, &["violated  pause/200/status", "0 passed, 1 failed"]);
    let curl = format!(
        "curl -i -X POST {}/v1/sandboxes/{id}/pause -H \"Authorization: Bearer $HOPX_API_KEY\"",
        server.base_url()
    );
    assert_eq!(line("curl"), curl);
}

#[test]
fn a_talkative_run_shows_every_call() {
    let told = hopx(&["-v", "resume/unknown", "auth/bearer"]);
    told.ended(0, &["6 requests in"]);
    let calls: Vec<_> = told
        .err
        .lines()
        .filter(|line| line.contains(" ms"))
        .collect();
    assert_eq!(calls.len(), 6, "{told:?}");
    assert!(
        calls[3].starts_with("   4  resume  POST /v1/sandboxes/"),
        "{told:?}"
    );
    assert!(calls[3].contains("  404  "), "{told:?}");
    assert!(
        told.err.lines().any(|line| line == "auth/bearer"),
        "{told:?}"
    );
    assert!(!told.says("x-ratelimit-limit: "), "{told:?}");
}

#[test]
fn the_wire_log_shows_headers_and_bodies_and_no_key() {
    let body = format!("{{\"object\":\"\u{1b}[2J{SOME_KEY}\"}}");
    let door = Door::open(move |_| answer(200, "application/json", &body));
    let told = against(&door.base_url, SOME_KEY, &["-vv", "auth/bearer"]);
    for shown in [
        "      > Authorization: Bearer [api_key]",
        "      < content-type: application/json",
        "      < {\"object\":\"\\u{1b}[2J[api_key]\"}",
    ] {
        assert!(
            told.err.lines().any(|line| line == shown),
            "{shown}: {told:?}"
        );
    }
    assert!(!told.says(SOME_KEY), "{told:?}");
    assert!(!told.says("\u{1b}"), "{told:?}");
}

/// Arguments, the environment, and whether there are colours.
type Colouring = (
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
    bool,
);

#[test]
fn colours_are_shown_where_they_are_wanted() {
    let rows: [Colouring; 8] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color", "never"], &[], false),
        (&["--color", "auto"], &[], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("NO_COLOR", "1")], false),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
    ];
    for (args, environment, coloured) in rows {
        let mut command = command(&[args, &["resume/unknown"]].concat());
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            command.env_remove(variable);
        }
        let told = told(command.envs(environment.iter().copied()));
        assert_eq!(
            told.out.contains('\u{1b}'),
            coloured,
            "{args:?} {environment:?}"
        );
        assert_eq!(
            told.err.contains('\u{1b}'),
            coloured,
            "{args:?} {environment:?}"
        );
    }
}
