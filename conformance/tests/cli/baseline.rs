//! A baseline of one's own target: written, held, and found to have moved.

use std::fs;
use std::path::Path;

use crate::binary::{Told, fresh, hopx, shown};

/// A step whose answer the tests change in the baseline.
const STEP: &str = "list/envelope/list";

fn hold(dir: &Path) -> Told {
    hopx(&["list/*", "--snapshots", &shown(dir)])
}

/// Fills a folder with a baseline.
fn filled(name: &str) -> std::path::PathBuf {
    let dir = fresh(name).join("baseline");
    let told = hopx(&["list/*", "--snapshots", &shown(&dir), "--update"]);
    told.ended(0, &[&format!("drift  {STEP}: is new in the baseline")]);
    dir
}

#[test]
fn a_baseline_that_was_just_taken_holds() {
    let dir = filled("baseline-holds");
    let told = hold(&dir);
    told.ended(0, &[]);
    assert!(!told.says("drift"), "{told:?}");
}

#[test]
fn a_moved_baseline_is_told_left_for_review_and_fails_nothing() {
    let dir = filled("baseline-moves");
    let file = dir.join(format!("{STEP}.snap"));
    let accepted = fs::read_to_string(&file).expect("a snapshot");
    let edited = accepted.replacen("200", "299", 1);
    assert_ne!(edited, accepted);
    fs::write(&file, &edited).expect("a snapshot");

    let told = hold(&dir);
    told.ended(0, &[&format!("drift  {STEP}: differs from the baseline")]);
    assert_eq!(told.out.matches("drift").count(), 1, "{told:?}");
    let pending = dir.join(format!("{STEP}.snap.new"));
    let pending = fs::read_to_string(pending).expect("a pending snapshot");
    assert!(pending.contains("\n200 "), "{pending}");
    assert_eq!(
        fs::read_to_string(&file).expect("a snapshot"),
        edited,
        "left as it was"
    );
}

#[test]
fn an_update_takes_what_moved() {
    let dir = filled("baseline-updates");
    let file = dir.join(format!("{STEP}.snap"));
    let accepted = fs::read_to_string(&file).expect("a snapshot");
    fs::write(&file, accepted.replacen("200", "299", 1)).expect("a snapshot");
    let told = hopx(&["list/*", "--snapshots", &shown(&dir), "--update"]);
    told.ended(0, &["changed, and the baseline with it"]);
    assert_eq!(fs::read_to_string(&file).expect("a snapshot"), accepted);
    assert!(!hold(&dir).says("drift"));
}

#[test]
fn a_step_without_a_baseline_is_told() {
    let dir = filled("baseline-lacks");
    fs::remove_file(dir.join(format!("{STEP}.snap"))).expect("a snapshot");
    hold(&dir).ended(0, &[&format!("drift  {STEP}: is not in the baseline")]);
}

#[test]
fn no_setting_of_insta_accepts_or_forces_anything() {
    let dir = filled("baseline-insta");
    let file = dir.join(format!("{STEP}.snap"));
    let accepted = fs::read_to_string(&file).expect("a snapshot");
    let edited = accepted.replacen("200", "299", 1);
    fs::write(&file, &edited).expect("a snapshot");
    for (variable, value) in [("INSTA_UPDATE", "always"), ("INSTA_FORCE_PASS", "1")] {
        let mut command = crate::binary::command(&["list/*", "--snapshots", &shown(&dir)]);
        let told = crate::binary::told(command.env(variable, value));
        told.ended(0, &["differs from the baseline"]);
        assert_eq!(
            fs::read_to_string(&file).expect("a snapshot"),
            edited,
            "{variable}"
        );
    }
}
