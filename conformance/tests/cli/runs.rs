//! Runs that go well, and the listing of what there is to run.

use std::collections::BTreeSet;

use hopx_conformance::contract::Contract;
use hopx_conformance::scenario::{self, Scenario};
use hopx_mock::{Mock, SandboxStatus};

use crate::binary::{Told, against, command, fresh, hopx, shown, told};
use crate::door::{Door, Reply, Server};

fn documented() -> Vec<Scenario> {
    let contract = Contract::embedded().expect("the contract");
    scenario::embedded(&contract).expect("the scenarios")
}

/// The addresses that stand in the lines of a report, as they stand there.
fn reported(told: &Told) -> Vec<String> {
    let lines = told.out.lines().filter_map(|line| line.strip_prefix("  "));
    let lines = lines.filter(|line| {
        ["pass ", "FAIL ", "skip ", "error"]
            .iter()
            .any(|word| line.starts_with(word))
    });
    let address = |line: &str| line.split_whitespace().nth(1).map(str::to_owned);
    lines.filter_map(address).collect()
}

/// The id of a running sandbox.
fn running(server: &Server) -> String {
    let mut sandboxes = server.sandboxes().into_iter();
    let found = sandboxes.find(|sandbox| sandbox.status == SandboxStatus::Running);
    found.expect("a running sandbox").id
}

#[test]
fn a_run_without_a_base_url_plays_everything_against_the_embedded_mock() {
    let all: Vec<_> = documented()
        .into_iter()
        .filter(|scenario| !scenario.exhausts())
        .map(|scenario| scenario.address)
        .collect();
    for args in [&[][..], &["run"]] {
        let told = hopx(args);
        let counts = format!(
            "{} passed, 0 failed, 0 skipped, 0 could not be told",
            all.len()
        );
        told.ended(0, &[&counts, "embedded mock", "requests in"]);
        assert_eq!(reported(&told), all, "one line each, in order");
        assert!(told.err.starts_with("plan: "), "{}", told.err);
        assert_eq!(told.err.lines().count(), 1, "{}", told.err);
        assert!(
            !told.out.contains('\u{1b}'),
            "no colours where nobody sees them"
        );
    }
}

#[test]
fn the_listing_names_every_scenario_step_and_claim() {
    let told = hopx(&["list"]);
    told.ended(0, &[]);
    let mut lines = told.out.lines();
    for scenario in documented() {
        let heading = lines.next().unwrap_or_default();
        assert_eq!(
            heading,
            format!("{}  {}", scenario.address, scenario.summary)
        );
        assert!(lines.next().unwrap_or_default().contains(&scenario.page));
        for step in &scenario.steps {
            let line = lines.next().unwrap_or_default();
            assert!(line.trim().starts_with(&step.id), "{line}");
            assert!(
                step.claims.iter().all(|claim| line.contains(claim)),
                "{line}"
            );
        }
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn the_listing_calls_nobody() {
    let door = Door::open(|_| None);
    let mut command = command(&["list"]);
    told(command.env("HOPX_BASE_URL", &door.base_url)).ended(0, &["resume/all-paused"]);
    assert_eq!(door.requests().len(), 0);
}

#[test]
fn scenarios_are_selected_by_address_area_step_and_glob() {
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let addresses = documented().into_iter().map(|scenario| scenario.address);
        addresses
            .filter(|address| wanted(address))
            .collect::<Vec<_>>()
    };
    let is = |one: &'static str| of(&|address| address == one);
    let cases: [(&[&str], Vec<String>); 6] = [
        (&["pause/unknown"], is("pause/unknown")),
        (&["pause/unknown/pause"], is("pause/unknown")),
        (&["pause"], of(&|address| address.starts_with("pause/"))),
        (&["pause/"], of(&|address| address.starts_with("pause/"))),
        (&["*/unknown"], of(&|address| address.ends_with("/unknown"))),
        (
            &["auth/bearer", "pause/unknown"],
            of(&|address| ["pause/unknown", "auth/bearer"].contains(&address)),
        ),
    ];
    for (patterns, expected) in cases {
        let told = hopx(patterns);
        assert_eq!(reported(&told), expected, "{patterns:?}: {told:?}");
        assert_eq!(told.code, Some(0), "{patterns:?}: {told:?}");
        let listed = hopx(&[&["list"], patterns].concat()).out;
        let listed: Vec<_> = listed
            .lines()
            .filter(|line| !line.starts_with(' '))
            .collect();
        assert_eq!(listed.len(), expected.len(), "{patterns:?}: {listed:?}");
    }
}

#[test]
fn a_server_is_judged_that_stands_under_a_path() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| behind(&request.with(" /some/prefix/v1/", " /v1/")));
    let id = running(&server);
    for end in ["", "/"] {
        let base_url = format!("{}/some/prefix{end}", door.base_url);
        let told = against(&base_url, server.api_key(), &["--sandbox", &id]);
        let heading = format!("{}/some/prefix (given)", door.base_url);
        told.ended(
            0,
            &[&heading, &format!("sandboxes: {id} (running)"), "0 failed"],
        );
    }
    let prefixed = |target: &str| target.starts_with("/some/prefix/v1/sandboxes");
    assert!(
        door.requests()
            .iter()
            .all(|request| prefixed(request.target()))
    );
}

#[test]
fn what_is_missing_is_skipped_with_a_reason() {
    let server = Server::start(Mock::builder());
    let told = against(&server.base_url(), server.api_key(), &[]);
    let sandbox = "give one with --sandbox";
    told.ended(
        0,
        &["no sandbox given", sandbox, "what was skipped was not"],
    );
    let given = against(
        &server.base_url(),
        server.api_key(),
        &["--sandbox", &running(&server)],
    );
    given.ended(
        0,
        &["needs a key of another organisation: give --other-api-key"],
    );
}

#[test]
fn what_a_run_leaves_unproven_is_told_and_fails_a_strict_one() {
    let server = Server::start(Mock::builder().sandboxes(0));
    let (base_url, key) = (server.base_url(), server.api_key());
    let file = shown(&fresh("unproven").join("run.json"));
    let args = ["list/paging", "resume/all-paused"];
    let gaps = [
        "unproven",
        "resume/all-paused was not played: needs a sandbox to work on",
        "(not-played; to prove more, give one with --sandbox)",
        "every list was empty",
    ];
    against(&base_url, key, &args).ended(0, &gaps);
    let strict = [&["--strict", "--record", &file], &args[..]].concat();
    against(&base_url, key, &strict).ended(1, &[&gaps[..], &["--strict allows"]].concat());
    hopx(&["judge", &file, "--strict"]).ended(1, &gaps);
    hopx(&["judge", &file]).ended(0, &gaps);
}

#[test]
fn a_run_that_proves_all_it_can_is_strict_enough() {
    let told = hopx(&["--strict"]);
    told.ended(0, &["requests, 2 sandboxes"]);
    assert!(!told.says("unproven"), "{told:?}");
}

#[test]
fn nothing_is_checked_where_all_is_skipped() {
    let server = Server::start(Mock::builder());
    let told = against(&server.base_url(), server.api_key(), &["resume/all-paused"]);
    told.ended(
        4,
        &["0 passed, 0 failed, 1 skipped", "Nothing was checked."],
    );
}

#[test]
fn the_key_goes_into_the_header_that_is_named() {
    let server = Server::start(Mock::builder());
    for (auth, header) in [
        ("bearer", "authorization: Bearer "),
        ("x-api-key", "x-api-key: "),
    ] {
        let behind = server.behind();
        let door = Door::open(move |request| behind(request));
        let args = ["--auth", auth, "list/envelope"];
        against(&door.base_url, server.api_key(), &args).ended(0, &["1 passed"]);
        let sent = format!("{header}{}\r\n", server.api_key());
        let requests = door.requests();
        assert!(
            requests.iter().all(|request| request.says(&sent)),
            "{auth}: {requests:?}"
        );
    }
}

/// An answer without the headers that tell of the rate limit.
fn without_limits(reply: Reply) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let kept = head
        .lines()
        .filter(|line| !line.to_lowercase().starts_with("x-ratelimit-"));
    let kept: Vec<_> = kept.collect();
    Some(format!("{}\r\n\r\n{body}", kept.join("\r\n")).into_bytes())
}

#[test]
fn the_level_decides_what_fails() {
    let server = Server::start(Mock::builder());
    let behind = server.behind();
    let door = Door::open(move |request| without_limits(behind(request)));
    let told = against(&door.base_url, server.api_key(), &["resume/unknown"]);
    told.ended(
        1,
        &[
            "violated  rate-limits/headers/limit (expected)",
            "wrong     the server, against the description",
            "The server breaks 3 documented claims.",
        ],
    );
    let args = ["--level", "required", "resume/unknown"];
    let told = against(&door.base_url, server.api_key(), &args);
    told.ended(0, &["1 passed, 0 failed"]);
}

#[test]
fn the_base_url_may_stand_in_the_environment() {
    let server = Server::start(Mock::builder());
    let mut command = command(&["list/envelope"]);
    command.env("HOPX_BASE_URL", server.base_url());
    told(command.env("HOPX_API_KEY", server.api_key())).ended(0, &["(given)", "1 passed"]);
    assert!(!server.requests().is_empty());
}

#[test]
fn a_key_of_another_organisation_may_stand_in_the_environment() {
    let server = Server::start(Mock::builder());
    let (base_url, id) = (server.base_url(), running(&server));
    let args = [
        "--base-url",
        &base_url,
        "--sandbox",
        &id,
        "pause/other-organisation",
    ];
    let mut command = command(&args);
    command.env("HOPX_API_KEY", server.api_key());
    told(command.env("HOPX_OTHER_API_KEY", server.other_api_key())).ended(0, &["1 passed"]);
}

#[test]
fn a_key_on_the_command_line_is_warned_of() {
    let server = Server::start(Mock::builder());
    let base_url = server.base_url();
    let args = [
        "--base-url",
        &base_url,
        "--api-key",
        server.api_key(),
        "list/envelope",
    ];
    let told = hopx(&args);
    told.ended(0, &["1 passed"]);
    assert!(told.err.starts_with("warning: "), "{told:?}");
    assert!(told.err.contains("process lists"), "{told:?}");
    assert!(told.err.contains("HOPX_API_KEY"), "{told:?}");
    assert!(!told.says(server.api_key()), "{told:?}");
}

#[test]
fn the_help_names_every_flag_and_the_exit_codes() {
    let cli = hopx_conformance::cmd::command();
    let commands = std::iter::once(&cli).chain(cli.get_subcommands());
    for command in commands.filter(|command| command.get_name() != "help") {
        let name = Some(command.get_name()).filter(|name| *name != cli.get_name());
        let args: Vec<_> = name.into_iter().chain(["--help"]).collect();
        let told = hopx(&args);
        told.ended(0, &[]);
        for flag in command
            .get_arguments()
            .filter_map(|argument| argument.get_long())
        {
            assert!(told.out.contains(&format!("--{flag}")), "{flag}: {told:?}");
        }
    }
    let help = hopx(&["--help"]).out;
    let (_, codes) = help.split_once("Exit codes:").expect("the exit codes");
    let told: BTreeSet<_> = codes
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    assert_eq!(told, BTreeSet::from([0, 1, 2, 3, 4, 5, 130]));
}
