//! A run leaves its recording in a file, and `judge` says of the file what the run said.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::mpsc::channel;

use hopx_mock::{Mock, SandboxStatus};
use serde_json::Value;

use crate::binary::{Told, against, command, fresh, hopx, shown, told, write};
use crate::door::{Door, Reply, Request, Server, answer, refusal};

const CLAIMS: &str = include_str!("../../../openapi/claims.yaml");

/// The path of a recording in an empty folder of that name.
fn recording(name: &str) -> String {
    shown(&fresh(name).join("run.json"))
}

/// The id of a running sandbox.
fn running(server: &Server) -> String {
    let mut sandboxes = server.sandboxes().into_iter();
    let found = sandboxes.find(|sandbox| sandbox.status == SandboxStatus::Running);
    found.expect("a running sandbox").id
}

/// A server that treats every request as told, in front of the mock.
fn door(server: &Server, rule: fn(&Request, Reply) -> Reply) -> Door {
    let behind = server.behind();
    Door::open(move |request| rule(request, behind(request)))
}

/// An answer without the headers that tell of the rate limit.
fn without_limits(_: &Request, reply: Reply) -> Reply {
    let text = String::from_utf8(reply?).ok()?;
    Some(text.replace("x-ratelimit-", "x-other-").into_bytes())
}

/// That a recording is judged as its run was, to the byte.
#[track_caller]
fn judged_alike(live: &Told, file: &str, args: &[&str]) {
    let offline = hopx(&[&["judge", file], args].concat());
    assert_eq!(offline.out, live.out);
    assert_eq!(offline.code, live.code);
    assert_eq!(offline.err, "");
}

#[test]
fn a_run_on_the_embedded_mock_is_judged_alike_from_its_recording() {
    let file = recording("recorded-mock");
    let live = hopx(&["run", "--record", &file]);
    live.ended(0, &["embedded mock"]);
    judged_alike(&live, &file, &[]);
}

#[test]
fn a_run_of_some_scenarios_is_judged_alike_and_of_no_others() {
    let file = recording("recorded-some");
    let live = hopx(&["run", "auth", "list/envelope", "--record", &file]);
    live.ended(0, &["auth/bearer"]);
    judged_alike(&live, &file, &[]);
}

#[test]
fn a_server_that_breaks_claims_is_judged_alike() {
    let (server, file) = (Server::start(Mock::builder()), recording("recorded-broken"));
    let door = door(&server, without_limits);
    let args = ["--record", &file, "--sandbox", &running(&server)];
    let live = against(&door.base_url, server.api_key(), &args);
    live.ended(1, &["violated"]);
    judged_alike(&live, &file, &[]);
}

#[test]
fn the_level_of_a_run_is_the_level_of_its_recording_unless_another_is_named() {
    let (server, file) = (Server::start(Mock::builder()), recording("recorded-level"));
    let door = door(&server, without_limits);
    let args = ["--record", &file, "--level", "required", "resume/unknown"];
    let live = against(&door.base_url, server.api_key(), &args);
    live.ended(0, &["1 passed"]);
    judged_alike(&live, &file, &[]);
    hopx(&["judge", &file, "--level", "expected"]).ended(1, &["1 failed"]);
}

#[test]
fn a_sandbox_that_could_not_be_put_back_is_judged_alike() {
    let (server, file) = (Server::start(Mock::builder()), recording("recorded-lost"));
    let door = door(&server, |request, reply| match request.says("/resume ") {
        true => refusal(500, "INTERNAL_ERROR"),
        false => reply,
    });
    let args = [
        "--record",
        &file,
        "--sandbox",
        &running(&server),
        "--settle",
        "0",
        "pause/pause-running",
    ];
    let live = against(&door.base_url, server.api_key(), &args);
    live.ended(5, &["NOT PUT BACK"]);
    judged_alike(&live, &file, &[]);
}

#[test]
fn a_run_that_could_not_begin_is_recorded_too() {
    let (server, file) = (
        Server::start(Mock::builder()),
        recording("recorded-unready"),
    );
    let refused = door(&server, |_, _| refusal(401, "INVALID_TOKEN"));
    let web = door(&server, |_, _| answer(200, "text/html", "<p>Welcome!</p>"));
    let cases: [(&str, &[&str], i32); 4] = [
        (&refused.base_url, &[], 3),
        (&web.base_url, &[], 3),
        ("http://127.0.0.1:1", &[], 3),
        (&server.base_url(), &["--sandbox", "sandbox_none"], 2),
    ];
    for (base_url, args, code) in cases {
        let args = [&["--record", &file], args].concat();
        let live = against(base_url, server.api_key(), &args);
        live.ended(code, &["0 passed, 0 failed", "skipped"]);
        judged_alike(&live, &file, &[]);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_recorded_and_accounts_for_every_scenario() {
    let (server, file) = (
        Server::start(Mock::builder()),
        recording("recorded-interrupted"),
    );
    let (behind, (tell, changed)) = (server.behind(), channel());
    let (release, released) = channel::<()>();
    let ends = Mutex::new((tell, released));
    let door = Door::open(move |request| {
        if request.is_change() {
            let ends = ends.lock().expect("no panic");
            // Once the test has let go of its ends, neither of the two does anything.
            let _ = ends.0.send(());
            let _ = ends.1.recv();
        }
        behind(request)
    });
    let id = running(&server);
    let args = [
        "--base-url",
        &door.base_url,
        "--sandbox",
        &id,
        "--record",
        &file,
    ];
    let mut command = command(&args);
    let command = command.env("HOPX_API_KEY", server.api_key());
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let child = child.expect("the binary");
    changed.recv().expect("something is paused or resumed");
    let kill = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.expect("kill").success());
    drop(release);
    let live: Told = child.wait_with_output().expect("an end").into();
    live.ended(130, &["the run was interrupted before this"]);
    judged_alike(&live, &file, &[]);
}

#[test]
fn a_recording_may_come_through_a_pipe() {
    let file = recording("recorded-piped");
    let live = hopx(&["run", "auth", "--record", &file]);
    let source = fs::File::open(&file).expect("the recording");
    let piped = told(command(&["judge", "-"]).stdin(source));
    assert_eq!((piped.out, piped.code), (live.out, live.code));
}

#[test]
fn a_changed_contract_gives_a_new_verdict() {
    let (server, dir) = (Server::start(Mock::builder()), fresh("rejudged"));
    let file = shown(&dir.join("run.json"));
    let door = door(&server, without_limits);
    let args = ["--record", &file, "resume/unknown"];
    against(&door.base_url, server.api_key(), &args).ended(1, &["breaks 3"]);
    let id = "  - id: rate-limits/headers/limit\n    level: ";
    let lowered = CLAIMS.replace(&format!("{id}expected"), &format!("{id}observed"));
    assert_ne!(lowered, CLAIMS);
    let claims = write(&dir, "claims.yaml", &lowered);
    hopx(&["judge", &file, "--claims", &claims])
        .ended(1, &["breaks 2", "rate-limits/headers/limit at"]);
}

#[test]
fn a_baseline_is_held_against_a_recording_as_against_its_run() {
    let (file, dir) = (
        recording("recorded-baseline"),
        shown(&fresh("baseline-of-it")),
    );
    let live = hopx(&["run", "auth", "--record", &file]);
    hopx(&["judge", &file, "--snapshots", &dir, "--update"]).ended(0, &["is new in the baseline"]);
    judged_alike(&live, &file, &["--snapshots", &dir]);
}

/// The recording as JSON, changed.
fn changed(file: &str, change: impl FnOnce(&mut Value)) {
    let text = fs::read(file).expect("the recording");
    let mut value = serde_json::from_slice(&text).expect("JSON");
    change(&mut value);
    fs::write(file, value.to_string()).expect("the recording");
}

#[test]
fn a_scenario_that_only_the_files_have_is_accounted_for() {
    let file = recording("recorded-before");
    hopx(&["run", "auth", "--record", &file]).ended(0, &[]);
    changed(&file, |value| {
        let scenarios = value["recording"]["scenarios"].as_array_mut();
        scenarios.expect("scenarios").remove(0);
    });
    let told = hopx(&["judge", &file]);
    told.ended(0, &["skip   auth/", "not in this recording", "1 skipped"]);
}

#[test]
fn a_scenario_that_only_the_recording_has_is_accounted_for() {
    let file = recording("recorded-after");
    hopx(&["run", "auth", "--record", &file]).ended(0, &[]);
    changed(&file, |value| {
        value["recording"]["scenarios"][0]["address"] = "auth/of-old".into();
    });
    let told = hopx(&["judge", &file]);
    told.ended(0, &["skip   auth/of-old", "no scenario has this address"]);
}

#[cfg(unix)]
#[test]
fn a_recording_is_for_its_owner_to_read_and_replaces_what_was_there() {
    use std::os::unix::fs::PermissionsExt;
    let dir = fresh("recorded-mode");
    let (record, har) = (dir.join("run.json"), dir.join("run.har"));
    write(&dir, "run.json", "something else");
    std::os::unix::fs::symlink("real.har", &har).expect("a link");
    write(&dir, "real.har", "something else");
    let args = [
        "run",
        "auth/bearer",
        "--record",
        &shown(&record),
        "--har",
        &shown(&har),
    ];
    hopx(&args).ended(0, &[]);
    for path in [&record, &dir.join("real.har")] {
        let mode = fs::metadata(path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path:?}");
        assert!(fs::read_to_string(path).expect("text").starts_with("{\n"));
    }
    assert!(har.is_symlink(), "what a link leads to is replaced");
    assert_eq!(
        fs::read_dir(&dir).expect("a folder").count(),
        3,
        "no draft is left"
    );
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_first_request() {
    let server = Server::start(Mock::builder());
    let dir = fresh("recorded-nowhere");
    let (folder, nowhere) = (shown(&dir), shown(&dir.join("none").join("run.json")));
    for path in [&folder, &nowhere] {
        for flag in ["--record", "--har"] {
            let told = against(&server.base_url(), server.api_key(), &[flag, path]);
            told.refused(&[path, "cannot be written"]);
        }
    }
    let (one, same) = (
        shown(&dir.join("a.json")),
        shown(&dir.join(".").join("a.json")),
    );
    let args = ["--record", &one, "--har", &same];
    against(&server.base_url(), server.api_key(), &args).refused(&["the same file"]);
    assert!(server.requests().is_empty());
    assert_eq!(
        fs::read_dir(&dir).expect("a folder").count(),
        0,
        "nothing is left"
    );
}

#[test]
fn an_http_archive_has_one_entry_for_every_request() {
    let server = Server::start(Mock::builder());
    let file = shown(&fresh("archive").join("run.har"));
    let door = door(&server, |request, reply| match request.number {
        2 => None,
        _ => reply,
    });
    against(
        &door.base_url,
        server.api_key(),
        &["--har", &file, "list/envelope", "auth"],
    );
    let text = fs::read(Path::new(&file)).expect("the archive");
    let har: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(har["log"]["version"], "1.2");
    let entries = har["log"]["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), door.requests().len());
    for (entry, request) in entries.iter().zip(door.requests()) {
        let url = format!("{}{}", door.base_url, request.target());
        assert_eq!(entry["request"]["url"], url);
        let answered = entry["response"]["status"] != 0;
        assert_eq!(answered, request.number != 2, "{entry}");
    }
}
