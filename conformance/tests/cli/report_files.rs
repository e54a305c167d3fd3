//! The files that reports go to: who may read them, and where links lead.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::binary::{fresh, hopx, shown, write};

/// Runs with a mask for new files, and leaves a report of every kind.
fn reports_under(mask: &str, dir: &Path) {
    let program = env!("CARGO_BIN_EXE_hopx-conformance");
    let kinds = ["json", "junit", "html", "markdown", "sarif", "har"];
    let reports = kinds.map(|kind| format!("--report {kind}='{}/run.{kind}'", shown(dir)));
    let script = format!(
        "umask {mask}; '{program}' run --no-config -q auth/bearer {}",
        reports.join(" ")
    );
    let status = Command::new("sh")
        .args(["-c", &script])
        .env_remove("HOPX_BASE_URL")
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("a shell").success());
}

#[test]
fn reports_are_for_whoever_the_umask_lets_read_and_archives_for_their_owner() {
    let dir = fresh("report-modes");
    let mode = |kind: &str| {
        let file = dir.join(format!("run.{kind}"));
        fs::metadata(file).expect("a report").permissions().mode() & 0o777
    };
    for (mask, allowed) in [("022", 0o644), ("077", 0o600), ("007", 0o660)] {
        for file in fs::read_dir(&dir).expect("a folder") {
            fs::remove_file(file.expect("a file").path()).expect("removed");
        }
        reports_under(mask, &dir);
        for kind in ["json", "junit", "html", "markdown", "sarif"] {
            assert_eq!(mode(kind), allowed, "{kind} under {mask}");
        }
        assert_eq!(mode("har"), 0o600, "under {mask}");
    }
}

#[test]
fn a_report_that_is_replaced_is_for_those_who_could_read_it_before() {
    let dir = fresh("report-modes-kept");
    write(&dir, "run.markdown", "a summary of somebody else's making");
    let summary = dir.join("run.markdown");
    let mode = |file: &Path| {
        let found = fs::metadata(file).expect("a report");
        found.permissions().mode() & 0o777
    };
    fs::set_permissions(&summary, fs::Permissions::from_mode(0o664)).expect("a mode");
    reports_under("077", &dir);
    assert_eq!(mode(&summary), 0o664);
    assert!(
        fs::read_to_string(&summary)
            .expect("text")
            .starts_with("# HopX")
    );
    assert_eq!(mode(&dir.join("run.json")), 0o600);
}

#[test]
fn two_files_are_one_through_a_link_that_leads_to_nothing_yet() {
    let dir = fresh("dangling");
    let (file, link) = (dir.join("real.json"), dir.join("link.json"));
    std::os::unix::fs::symlink("real.json", &link).expect("a link");
    let reports = [&file, &link].map(|file| format!("json={}", shown(file)));
    let args = ["run", "auth/bearer", "--report", &reports[1]];
    hopx(&[&args[..], &["--report", &reports[0]]].concat())
        .refused(&["name the same file", "mend: name two"]);
    hopx(&args).ended(0, &[]);
    assert!(link.is_symlink() && file.is_file());
}
