//! What is asked for and what comes of it: the kinds of reports, and what is printed.

use serde_json::Value;

use crate::binary::{command, fresh, hopx, shown, told, write};
use crate::files::{Files, KINDS};

#[test]
fn one_run_writes_every_report_and_prints_what_it_would_without() {
    let files = Files::of_the_mock("all", &["list/*"]);
    files.told.ended(0, &["0 failed"]);
    assert!(!files.told.err.contains("warning"), "{}", files.told.err);
    for (_, file) in KINDS {
        assert!(!files.text(file).is_empty(), "{file}");
    }
}

#[test]
fn a_recording_gives_the_reports_that_its_run_gave() {
    let live = Files::of_the_mock("live", &[]);
    let later = fresh("reports-later");
    for (kind, file) in KINDS {
        let path = shown(&later.join(file));
        let report = format!("{kind}={path}");
        hopx(&["judge", &live.path("recording.json"), "--report", &report]).ended(0, &[]);
        let later = std::fs::read_to_string(path).expect("a report");
        assert_eq!(later, live.text(file), "{kind}");
    }
}

#[test]
fn an_archive_may_be_asked_for_by_its_own_flag() {
    let live = Files::of_the_mock("har", &["list/envelope"]);
    let har = shown(&live.dir.join("other.har"));
    hopx(&["judge", &live.path("recording.json"), "--har", &har]).ended(0, &[]);
    assert_eq!(live.text("other.har"), live.text("run.har"));
}

#[test]
fn the_report_may_be_printed_as_json_and_nothing_else_is() {
    let live = Files::of_the_mock("printed", &["list/envelope"]);
    let told = hopx(&["judge", &live.path("recording.json"), "--format", "json"]);
    assert_eq!(told.code, Some(0));
    assert_eq!(told.out, live.text("run.json"));
    assert_eq!(told.err, "");
    let printed: Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(printed["outcome"]["exit_code"], 0);
}

#[test]
fn a_report_that_cannot_be_is_refused_before_the_first_request() {
    let dir = fresh("reports-refused");
    let door = crate::door::Door::open(|_| None);
    let (file, missing) = (shown(&dir.join("a")), shown(&dir.join("none/a")));
    let recording = write(&dir, "recording", "");
    let known = write(&dir, "known.yaml", "deviations: []\n");
    let (folder, same) = (shown(&dir), format!("{}/./a", shown(&dir)));
    let cases: [(&[&str], &[&str]); 14] = [
        (&["--report", "run.json"], &["names no file", "KIND=FILE"]),
        (&["--report", "pdf=x"], &["the kind `pdf`", "json, junit"]),
        (
            &["--report", "junt=x"],
            &["the kind `junt`", "the nearest is `junit`"],
        ),
        (&["--report", "=x"], &["the kind ``"]),
        (&["--report", "JSON=x"], &["the kind `JSON`"]),
        (&["--report", "json="], &["names no file"]),
        (
            &["--report", "json=-"],
            &["standard output", "--format json"],
        ),
        (&["--report", &format!("json={missing}")], &[&missing]),
        (&["--report", &format!("json={folder}")], &[&folder]),
        (
            &[
                "--report",
                &format!("json={file}"),
                "--report",
                &format!("junit={same}"),
            ],
            &["--report json and --report junit", "the same file"],
        ),
        (
            &["--report", &format!("har={file}"), "--har", &file],
            &["--report har and --har", "the same file"],
        ),
        (
            &[
                "--report",
                &format!("json={recording}"),
                "--record",
                &recording,
            ],
            &["--record and --report json", "the same file"],
        ),
        (
            &["--report", &format!("json={known}"), "--known", &known],
            &["--known and --report json", "the same file"],
        ),
        (&["--har", &missing], &[&missing]),
    ];
    for (args, words) in cases {
        let mut command = command(args);
        command.env("HOPX_BASE_URL", &door.base_url);
        told(command.env("HOPX_API_KEY", crate::binary::SOME_KEY)).refused(words);
    }
    assert_eq!(door.requests().len(), 0, "nothing was sent");
    assert!(!dir.join("a").exists(), "nothing was left");
}

#[test]
fn a_report_never_replaces_the_recording_that_it_is_of() {
    let live = Files::of_the_mock("itself", &["list/envelope"]);
    let file = live.path("recording.json");
    let before = live.text("recording.json");
    hopx(&["judge", &file, "--report", &format!("json={file}")])
        .refused(&["the recording and --report json", "the same file"]);
    assert_eq!(live.text("recording.json"), before);
}
