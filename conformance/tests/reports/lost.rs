//! Reports that cannot be written: no verdict is lost, and no other report.

#![cfg(target_os = "linux")]

use std::fs::File;
use std::process::Stdio;

use crate::binary::{command, hopx, shown, told};
use crate::files::Files;
use crate::servers::{Broken, key};

#[test]
fn a_full_disk_loses_no_verdict_and_no_other_report() {
    let live = Files::of_the_mock("full", &["list/envelope"]);
    let other = shown(&live.dir.join("other.xml"));
    let args = [
        "judge",
        &live.path("recording.json"),
        "--report",
        "json=/dev/full",
        "--report",
        &format!("junit={other}"),
    ];
    let told = hopx(&args);
    let mend = "mend: make room there";
    told.ended(2, &["the json report could not be kept", "/dev/full", mend]);
    assert!(told.out.contains("1 passed"), "{told:?}");
    assert_eq!(live.text("other.xml"), live.text("run.xml"));
}

#[test]
fn a_verdict_that_is_not_good_keeps_its_exit_code() {
    let broken = Broken::saying("\"gone\"");
    let args = ["--sandbox", &broken.running, "pause/pause-running"];
    let live = Files::against("full-broken", &broken.door.base_url, key(), &args);
    live.told.ended(1, &[]);
    let recording = live.path("recording.json");
    let told = hopx(&["judge", &recording, "--report", "sarif=/dev/full"]);
    told.ended(1, &["the sarif report could not be kept"]);
}

#[test]
fn standard_output_that_is_full_is_said_and_fails_a_good_run() {
    let live = Files::of_the_mock("full-out", &["list/envelope"]);
    for format in ["human", "json", "github"] {
        let full = File::options().write(true).open("/dev/full");
        let mut command = command(&["judge", &live.path("recording.json"), "--format", format]);
        command.stdout(Stdio::from(full.expect("a full disk")));
        let told = told(&mut command);
        told.ended(2, &["the report could not be written"]);
    }
}

#[test]
fn a_reader_that_closes_the_pipe_loses_no_exit_code_and_no_report() {
    let live = Files::of_the_mock("pipe", &[]);
    for format in ["human", "json", "github"] {
        let other = shown(&live.dir.join(format));
        let report = format!("json={other}");
        let recording = live.path("recording.json");
        let args = ["judge", &recording, "--format", format, "--report", &report];
        let mut command = command(&args);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary");
        drop(child.stdout.take());
        let code = child.wait().expect("an end").code();
        assert_eq!(code, Some(0), "{format}");
        assert_eq!(live.text(format), live.text("run.json"), "{format}");
    }
}
